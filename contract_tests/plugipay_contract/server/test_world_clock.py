"""What time does by itself: expiry, renewals, trials, bills past due. Needs a server whose clock can be moved."""

from datetime import datetime
from typing import Any

import pytest

from plugipay_contract import money, recipes
from plugipay_contract.caller import Caller
from plugipay_contract.operations import paused
from plugipay_contract.subjects import Ability

pytestmark = pytest.mark.needs(Ability.AUTO_KEYS, Ability.CLOCK)

START = "2026-01-31T10:00:00Z"


def pass_time(caller: Caller, **span: float) -> list[str]:
    """Let time pass; the short names of what happened."""
    return [money.short(event) for event in caller.control("clock/advance", span)["happened"]]


def day(moment: str) -> str:
    """The date of a moment."""
    return datetime.fromisoformat(moment).date().isoformat()


def period(subscription: dict[str, Any]) -> tuple[str, str]:
    """First and last day of the current period."""
    return day(subscription["currentPeriodStart"]), day(subscription["currentPeriodEnd"])


def reread(caller: Caller, subscription: dict[str, Any]) -> dict[str, Any]:
    """A subscription as it is now."""
    return money.reread(caller, "subscriptions", subscription)


def test_a_frozen_clock_stands(january: Caller) -> None:
    """Business times are the world clock's."""
    assert datetime.fromisoformat(recipes.new_customer(january)["createdAt"]) == datetime.fromisoformat(START)


def test_a_frozen_clock_does_not_judge_signatures(january: Caller) -> None:
    """A request signed now is in time, whatever the world clock says."""
    assert january.call("GET", "/api/v1/customers").verdict == (200, None)


def test_a_clock_is_one_workspaces(server: Caller, january: Caller) -> None:
    """Nobody else's time stands still."""
    assert datetime.fromisoformat(recipes.new_customer(server)["createdAt"]) > datetime.fromisoformat(START)
    assert january.call("GET", "/api/v1/customers").status == 200


@pytest.mark.parametrize(("seconds", "status"), [(89, "open"), (90, "expired"), (91, "expired")])
def test_a_session_expires_on_time(january: Caller, seconds: int, status: str) -> None:
    """Not a second before."""
    session = money.new_session(january, expiresInSec=90)
    pass_time(january, seconds=seconds)

    assert money.reread(january, "checkout-sessions", session)["status"] == status


def test_a_paid_session_does_not_expire(january: Caller) -> None:
    """It has ended."""
    money.paid_session(january)

    assert pass_time(january, days=2) == []


def test_an_expired_session_takes_no_money(january: Caller) -> None:
    """A buyer who comes too late is refused."""
    session = money.new_session(january)
    pass_time(january, days=2)

    assert money.public(january, session, "charge", {"method": "va"}).verdict == (409, "conflict")


def test_an_invoice_falls_due(january: Caller) -> None:
    """After its `dueAt` an open invoice is past due."""
    invoice = money.new_invoice(january, status="open", dueAt="2026-02-01T00:00:00Z")
    pass_time(january, days=1)

    assert money.reread(january, "invoices", invoice)["status"] == "past_due"


def test_a_draft_does_not_fall_due(january: Caller) -> None:
    """Nobody was asked to pay it."""
    invoice = money.new_invoice(january, dueAt="2026-02-01T00:00:00Z")
    pass_time(january, days=60)

    assert money.reread(january, "invoices", invoice)["status"] == "draft"


def test_a_month_ends_with_the_month(january: Caller) -> None:
    """From the last of January to the last of February."""
    assert period(money.new_subscription(january)) == ("2026-01-31", "2026-02-28")


def test_the_last_day_is_not_forgotten(january: Caller) -> None:
    """After a short month the period ends on the day it began with."""
    subscription = money.new_subscription(january)
    pass_time(january, days=28)

    assert period(reread(january, subscription)) == ("2026-02-28", "2026-03-31")


@pytest.mark.parametrize(
    ("interval", "count", "end"),
    [("day", 3, "2026-02-03"), ("week", 2, "2026-02-14"), ("month", 3, "2026-04-30"), ("year", 1, "2027-01-31")],
)
def test_a_period_is_its_plans_interval(january: Caller, interval: str, count: int, end: str) -> None:
    """Days, weeks, months and years, one or several."""
    plan = money.new_plan(january, interval=interval, intervalCount=count)

    assert period(money.new_subscription(january, plan))[1] == end


def test_every_period_is_billed_once(january: Caller) -> None:
    """Three renewals, four invoices."""
    subscription = money.new_subscription(january)
    pass_time(january, days=100)

    assert [row["total"] for row in money.invoices_of(january, subscription)] == [100_000] * 4


def test_what_happens_is_told_in_order(january: Caller) -> None:
    """A renewal and its invoice, paid by itself."""
    money.new_subscription(january)
    happened = pass_time(january, days=28)

    assert happened.count("subscription.renewed") == 1
    assert happened.index("invoice.created") < happened.index("invoice.paid")


def test_a_later_cancellation_ends_it_at_the_end(january: Caller) -> None:
    """No further period, and no further bill."""
    subscription = money.new_subscription(january)
    money.post(january, f"/api/v1/subscriptions/{subscription['id']}/cancel", {"at": "period_end"})
    pass_time(january, days=100)

    assert reread(january, subscription)["status"] == "canceled"
    assert len(money.invoices_of(january, subscription)) == 1


def test_a_trial_ends_in_the_first_bill(january: Caller) -> None:
    """Then the subscription is active."""
    subscription = money.new_subscription(january, trialDays=7)
    pass_time(january, days=7)

    assert reread(january, subscription)["status"] == "active"
    assert len(money.invoices_of(january, subscription)) == 1


def test_a_trial_is_not_over_before_its_end(january: Caller) -> None:
    """A second before, it still lasts."""
    subscription = money.new_subscription(january, trialDays=7)
    pass_time(january, seconds=7 * 86_400 - 1)

    assert reread(january, subscription)["status"] == "trialing"


def test_a_pause_bills_nothing(january: Caller) -> None:
    """However long it lasts."""
    subscription = money.new_subscription(january)
    money.post(january, f"/api/v1/subscriptions/{subscription['id']}/pause")
    pass_time(january, days=100)

    assert len(money.invoices_of(january, subscription)) == 1


def test_a_pause_may_end_by_itself(january: Caller) -> None:
    """At `resumeAt`."""
    subscription = money.new_subscription(january)
    body = {"resumeAt": "2026-02-10T00:00:00Z"}
    money.post(january, f"/api/v1/subscriptions/{subscription['id']}/pause", body)

    assert "subscription.resumed" in pass_time(january, days=10)


@pytest.mark.parametrize(("hours", "replayed"), [(23, True), (25, False)])
def test_an_idempotency_key_lives_a_day(january: Caller, hours: int, replayed: bool) -> None:
    """24 hours by the world clock."""
    key = recipes.unique()
    first = january.call("POST", "/api/v1/customers", {}, idempotency_key=key).data["id"]
    pass_time(january, hours=hours)

    assert (january.call("POST", "/api/v1/customers", {}, idempotency_key=key).data["id"] == first) == replayed


def test_a_repeat_does_not_prolong_a_key(january: Caller) -> None:
    """24 hours from the first call, however often it was repeated."""
    key, made = recipes.unique(), []
    for _ in range(3):
        made.append(january.call("POST", "/api/v1/customers", {}, idempotency_key=key).data["id"])
        pass_time(january, hours=20)

    assert [each == made[0] for each in made] == [True, True, False]


@pytest.mark.guess
@pytest.mark.needs(Ability.SETTLES)
def test_a_pending_refund_succeeds_in_time(january: Caller) -> None:
    """A day later, with its event."""
    session = money.settled(january, money.new_session(january), method="va")
    money.made(money.refund(january, session))

    assert pass_time(january, days=1) == ["refund.issued"]


@pytest.mark.guess
def test_a_late_payment_brings_it_back(january: Caller) -> None:
    """A subscription past due is active once its invoice is paid."""
    subscription = money.new_subscription(january, collectionMethod="send_invoice")
    pass_time(january, days=8)
    money.post(january, f"/api/v1/invoices/{money.invoices_of(january, subscription)[0]['id']}/pay")

    assert reread(january, subscription)["status"] == "active"


def resumed(caller: Caller, subscription: dict[str, Any]) -> dict[str, Any]:
    """A subscription after its pause."""
    return money.made(money.post(caller, f"/api/v1/subscriptions/{subscription['id']}/resume"))


@pytest.mark.guess
@pytest.mark.parametrize(
    ("days", "start", "bills"), [(10, "2026-01-31", 1), (40, "2026-03-12", 2)], ids=["within", "beyond"]
)
def test_after_a_pause_it_goes_on(january: Caller, days: int, start: str, bills: int) -> None:
    """In the period that is running; one that ended meanwhile is followed by one that begins, and is billed, now."""
    subscription = paused(january)
    pass_time(january, days=days)

    assert period(resumed(january, subscription))[0] == start
    assert [row["status"] for row in money.invoices_of(january, subscription)] == ["paid"] * bills


@pytest.mark.guess
def test_what_fell_due_in_a_pause_is_remembered(january: Caller) -> None:
    """Whoever owes a bill when the pause is over has not become active by it."""
    subscription = paused(january, collectionMethod="send_invoice")
    pass_time(january, days=10)
    resumed(january, subscription)

    assert reread(january, subscription)["status"] == "past_due"


@pytest.mark.guess
def test_a_bill_that_is_given_up_ends_its_subscription(january: Caller) -> None:
    """Nobody goes on delivering to who does not pay."""
    subscription = money.new_subscription(january, collectionMethod="send_invoice")
    pass_time(january, days=60)
    ended = reread(january, subscription)

    assert (ended["status"], ended["canceledReason"]) == ("canceled", "failed_payment")
    assert money.invoices_of(january, subscription)[-1]["status"] == "uncollectible"
