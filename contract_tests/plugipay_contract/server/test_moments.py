"""Moments: what happened is dated when it happened, and what was made was made once."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import pytest

from plugipay_contract import money, operations, recipes
from plugipay_contract.caller import Caller
from plugipay_contract.deliveries import log, opened, told_at_once
from plugipay_contract.more_operations import CARD, HOOK, TEMPLATE, new
from plugipay_contract.receiver import Inbox
from plugipay_contract.server.moments import LAST, LATER, MADE, an_hour_later, moment, moments
from plugipay_contract.subjects import Ability

on_a_clock = pytest.mark.needs(Ability.AUTO_KEYS, Ability.CLOCK)


class Change(NamedTuple):
    """Something done to an object an hour after it was made, and the fields that say when."""

    resource: str
    way: Callable[[Caller], money.Thing]
    act: str
    body: Mapping[str, Any] = {}
    stamps: tuple[str, ...] = ()


CHANGES = {
    "customer-changed": Change("customers", recipes.new_customer, "PATCH", {"name": "Ada"}),
    "plan-changed": Change("plans", money.new_plan, "PATCH", {"name": "Teas"}),
    "plan-archived": Change("plans", money.new_plan, "/archive", stamps=("archivedAt",)),
    "session-confirmed": Change("checkout-sessions", money.claimed_session, "/confirm", stamps=("completedAt",)),
    "session-canceled": Change("checkout-sessions", money.new_session, "/cancel"),
    "invoice-finalized": Change("invoices", money.new_invoice, "/finalize", stamps=("issuedAt",)),
    "invoice-paid": Change("invoices", operations.open_invoice, "/pay", stamps=("paidAt",)),
    "invoice-voided": Change("invoices", operations.open_invoice, "/void", stamps=("voidedAt",)),
    "subscription-changed": Change("subscriptions", money.new_subscription, "PATCH", {"metadata": {"a": "b"}}),
    "subscription-paused": Change("subscriptions", money.new_subscription, "/pause", stamps=("pausedAt",)),
    "subscription-resumed": Change("subscriptions", operations.paused, "/resume"),
    "subscription-canceled": Change(
        "subscriptions", money.new_subscription, "/cancel", {"at": "now"}, stamps=("canceledAt",)
    ),
    "payout-canceled": Change("payouts", money.new_payout, "/cancel"),
    "payout-failed": Change("payouts", money.new_payout, "/mark-failed", {"failureReason": "closed"}),
    "payout-arrived": Change("payouts", operations.moving_payout, "/mark-paid", stamps=("completedAt",)),
    "template-changed": Change("templates", new("templates", TEMPLATE), "PATCH", {"name": "Fancy"}),
    "webhook-changed": Change("webhooks", new("webhooks", HOOK), "PATCH", {"description": "mine"}),
}


def reread(caller: Caller, resource: str, thing: money.Thing) -> money.Thing:
    """An object as it is now; an endpoint is read off its list."""
    if resource == "webhooks":
        return next(row for row in money.listed(caller, resource) if row["id"] == thing["id"])
    return money.reread(caller, resource, thing)


def carried_out(caller: Caller, change: Change) -> money.Thing:
    """What the answer to a change shows, an hour after its object was made."""
    thing = change.way(caller)
    an_hour_later(caller)
    method, act = ("PATCH", "") if change.act == "PATCH" else ("POST", change.act)
    target = f"/api/v1/{change.resource}/{thing['id']}{act}"
    return money.made(caller.call(method, target, change.body, idempotency_key=recipes.unique()))


@on_a_clock
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_is_dated(january: Caller, change: Change) -> None:
    """`updatedAt`, and the field of its own that some changes have, are when it was made; `createdAt` stays."""
    answer = carried_out(january, change)
    expected = {"createdAt": moment(MADE)} | dict.fromkeys(("updatedAt", *change.stamps), moment(LATER))

    for shown in (answer, reread(january, change.resource, answer)):
        assert moments(shown, *expected) == expected


@on_a_clock
def test_an_invoice_made_open_is_issued_at_once(january: Caller) -> None:
    """`issuedAt` is when it could first be paid."""
    assert moments(operations.open_invoice(january), "issuedAt", "paidAt") == {"issuedAt": moment(MADE), "paidAt": None}


@on_a_clock
@pytest.mark.guess
def test_a_payout_is_processed_when_it_leaves(january: Caller) -> None:
    """`processedAt` is when it went into transit, and stays so when it arrives."""
    payout = money.new_payout(january)
    an_hour_later(january)
    money.act_on_payout(january, payout, "mark-in-transit")
    an_hour_later(january)

    assert moments(money.act_on_payout(january, payout, "mark-paid"), "processedAt") == {"processedAt": moment(LATER)}


@on_a_clock
def test_a_receipt_is_dated(january: Caller) -> None:
    """It is issued when the money came in, and mailed when it was mailed."""
    session = money.claimed_session(january)
    an_hour_later(january)
    money.made(money.post(january, f"/api/v1/checkout-sessions/{session['id']}/confirm"))
    (receipt,) = money.listed(january, "receipts")
    an_hour_later(january)
    money.made(money.post(january, f"/api/v1/receipts/{receipt['id']}/email", {"to": "ada@example.com"}))

    expected = {"issuedAt": moment(LATER), "emailedAt": moment(LAST)}
    for shown in (money.reread(january, "receipts", receipt), money.listed(january, "receipts")[0]):
        assert moments(shown, *expected) == expected


@on_a_clock
def test_money_is_booked_when_it_comes(january: Caller) -> None:
    """`postedAt` of every entry is the moment of the payment, not of what was sold."""
    session = money.claimed_session(january)
    an_hour_later(january)
    money.made(money.post(january, f"/api/v1/checkout-sessions/{session['id']}/confirm"))

    assert {moment(row["postedAt"]) for row in money.listed(january, "ledger")} == {moment(LATER)}


@on_a_clock
def test_a_spent_gift_card_is_dated(january: Caller) -> None:
    """Card and entry say when, at once and later."""
    card = new("gift-cards", CARD)(january)
    an_hour_later(january)
    body = {"amount": 1, "externalSource": "shop", "externalRef": recipes.unique()}
    spent = money.made(money.post(january, f"/api/v1/gift-cards/{card['id']}/redeem", body))

    assert moment(spent["entry"]["createdAt"]) == moment(LATER)
    for shown in (spent["giftCard"], money.reread(january, "gift-cards", {"id": card["code"]})):
        expected = {"createdAt": moment(MADE), "updatedAt": moment(LATER)}
        assert moments(shown, *expected) == expected


@pytest.fixture
def telling_january(january: Caller) -> Caller:
    """The same, of a workspace that delivers its webhooks before it answers."""
    told_at_once(january)
    return january


@on_a_clock
@pytest.mark.needs(Ability.DELIVERS)
def test_a_streak_of_failures_is_counted(telling_january: Caller, inbox: Inbox) -> None:
    """An endpoint shows how many deliveries it refused one after the other, and since when."""
    opened(telling_january, inbox)
    inbox.answers(500)
    recipes.new_customer(telling_january)
    telling_january.control("clock/advance", {"seconds": 30})
    recipes.new_customer(telling_january)

    (row,) = money.listed(telling_january, "webhooks")
    assert (row["consecutiveFailures"], moment(row["failingSince"])) == (2, moment(MADE))


@on_a_clock
@pytest.mark.needs(Ability.DELIVERS)
def test_a_delivery_is_dated(telling_january: Caller, inbox: Inbox) -> None:
    """It was made with its event, and attempted and taken when it was."""
    opened(telling_january, inbox)
    inbox.answers(500, 200)
    recipes.new_customer(telling_january)
    an_hour_later(telling_january)

    row = log(telling_january)[0]
    assert moment(row["createdAt"]) == moment(MADE)
    tried = [moment(each["attemptedAt"]) for each in row["attemptLog"]]
    assert [moment(row[name]) for name in ("lastAttemptAt", "deliveredAt")] == [tried[-1]] * 2
    assert moment(MADE) == tried[0] < tried[-1] <= moment(LATER)


@on_a_clock
def test_a_renewal_is_dated_when_it_fell_due(january: Caller) -> None:
    """However late somebody looks: its invoice was made, issued and paid when the period began."""
    subscription = money.new_subscription(january)
    january.control("clock/advance", {"days": 35})

    stamps = moments(money.invoices_of(january, subscription)[0], "createdAt", "issuedAt", "paidAt")
    assert set(stamps.values()) == {moment("2026-02-28T10:00:00Z")}


@on_a_clock
@pytest.mark.parametrize("reason", ["customer_portal", "merchant", "failed_payment", "user_request"])
@pytest.mark.parametrize(("at", "days", "ended"), [("now", 0, MADE), ("period_end", 40, "2026-02-28T10:00:00Z")])
def test_a_cancellation_keeps_its_reason(january: Caller, reason: str, at: str, days: int, ended: str) -> None:
    """Once it has ended a subscription says when and why, at once or at the end of the period."""
    subscription = money.new_subscription(january)
    target = f"/api/v1/subscriptions/{subscription['id']}/cancel"
    money.made(money.post(january, target, {"at": at, "reason": reason}))
    january.control("clock/advance", {"days": days})

    row = money.reread(january, "subscriptions", subscription)
    assert (row["status"], row["canceledReason"], moment(row["canceledAt"])) == ("canceled", reason, moment(ended))
