"""Walks through lists that are filtered, or that change meanwhile: each page is one of the list that was begun."""

from collections.abc import Callable
from typing import Any

import pytest

from plugipay_contract import given, money, recipes
from plugipay_contract.caller import Caller
from plugipay_contract.more_operations import CARD, new
from plugipay_contract.server.test_lists import LISTS, ids, walk
from plugipay_contract.subjects import Ability

pytestmark = pytest.mark.needs(Ability.AUTO_KEYS)

Make = Callable[[Caller], Any]

EMAIL = "ada@example.com"


def known(caller: Caller) -> Any:
    """A customer with an address."""
    return recipes.new_customer(caller, email=EMAIL)


def archived(caller: Caller) -> Any:
    """A plan nobody can subscribe to."""
    return money.made(money.post(caller, f"/api/v1/plans/{money.new_plan(caller)['id']}/archive"))


def cancelled(caller: Caller) -> Any:
    """A payout that came to nothing."""
    return money.act_on_payout(caller, money.new_payout(caller), "cancel")


def part_of_the_first(caller: Caller) -> Any:
    """A part of the charge given back of which a part was given back first."""
    rows = money.listed(caller, "refunds", "?order=asc")
    charge = rows[0]["chargeId"] if rows else money.paid_session(caller)["paymentId"]
    return money.made(money.post(caller, "/api/v1/refunds", {"chargeId": charge, "amount": 100}))


def spoken_of(make: Make) -> Make:
    """A change of which an endpoint is told."""

    def told(caller: Caller) -> Any:
        if not money.listed(caller, "webhooks"):
            money.made(money.post(caller, "/api/v1/webhooks", {"url": given.CLOSED}))
        return make(caller)

    return told


FILTERED: dict[str, tuple[str, Make, Make]] = {
    "plans": ("active=true", money.new_plan, archived),
    "checkout-sessions": ("status=open", money.new_session, money.paid_session),
    "invoices": ("status=draft", money.new_invoice, money.paid_invoice),
    "subscriptions": ("status=trialing", LISTS["subscriptions"], money.new_subscription),
    "refunds": ("chargeId={chargeId}", part_of_the_first, LISTS["refunds"]),
    "payouts": ("status=pending", money.new_payout, cancelled),
    "ledger": ("code=cash", money.paid_session, money.paid_session),
    "receipts": ("sourceType=invoice", money.paid_invoice, money.paid_session),
    "events": ("type=plugipay.customer.created.v1", recipes.new_customer, money.new_plan),
    "customers": (f"email={EMAIL}", known, recipes.new_customer),
    "gift-cards": ("status=active", new("gift-cards", CARD), given.void_gift_card),
    "webhooks/deliveries": (
        "type=plugipay.customer.created.v1",
        spoken_of(recipes.new_customer),
        spoken_of(money.new_plan),
    ),
}
"""A filter of each list, what it finds, and what it leaves out; `{}` is a field of the first thing it finds."""

CHANGES: dict[str, tuple[Make, str, str, Any]] = {
    "customers": (recipes.new_customer, "PATCH", "", {"name": "Grace"}),
    "plans": (money.new_plan, "PATCH", "", {"name": "Coffee club"}),
    "checkout-sessions": (money.claimed_session, "POST", "/confirm", {}),
    "invoices": (money.new_invoice, "POST", "/finalize", {}),
    "subscriptions": (money.new_subscription, "PATCH", "", {"metadata": {"tier": "gold"}}),
    "payouts": (money.new_payout, "POST", "/cancel", {}),
    "gift-cards": (new("gift-cards", CARD), "POST", "/void", {"note": None}),
}
"""What there is in a list, and how it is changed."""


@pytest.mark.parametrize(("name", "row"), FILTERED.items(), ids=FILTERED)
def test_a_filter_holds_on_every_page(merchant: Caller, name: str, row: tuple[str, Make, Make]) -> None:
    """Following the cursor of a filtered list gives the rows it finds, and no others."""
    query, wanted, other = row
    first, *_ = [make(merchant) for make in (wanted, other, wanted, other, wanted)]
    query = query.format(**first)

    found = ids(merchant, name, f"limit=100&{query}")
    assert list(walk(merchant, name, f"limit=2&{query}")) == found
    assert 2 < len(found) < len(ids(merchant, name))


@pytest.mark.parametrize("name", ["plans", "ledger", "events"])
def test_what_a_filter_finds_may_be_turned_round(merchant: Caller, name: str) -> None:
    """Beside a filter that knows no owner as well, the oldest comes first when that is asked for."""
    query, wanted, other = FILTERED[name]
    for make in (wanted, other, wanted):
        make(merchant)

    found = ids(merchant, name, f"limit=100&{query}")
    assert (ids(merchant, name, f"limit=100&order=asc&{query}"), len(found) > 1) == (found[::-1], True)


@pytest.mark.parametrize(("name", "row"), CHANGES.items(), ids=CHANGES)
def test_a_change_moves_no_row(merchant: Caller, name: str, row: tuple[Make, str, str, Any]) -> None:
    """The newest is what was made last, whatever was changed since."""
    make, method, act, body = row
    made = [make(merchant)["id"] for _ in range(3)]
    target = f"/api/v1/{name}/{made[0]}{act}"
    money.made(merchant.call(method, target, body, idempotency_key=recipes.unique()))

    assert ids(merchant, name) == made[::-1]
