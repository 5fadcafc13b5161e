"""Days that pass because a merchant asked for them, with his key: `POST /test/clocks/advance`, in test mode."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from plugipay_contract import given, money, recipes
from plugipay_contract.caller import Caller

PRICE = 100_000

Days = Callable[[money.Thing, int], money.Thing]


def daily(caller: Caller, **fields: Any) -> money.Thing:
    """A subscription that is billed when it starts and with every day after."""
    plan = money.new_plan(caller, interval="day", prices=[money.price(PRICE)])
    return money.new_subscription(caller, plan, **fields)


@pytest.fixture
def after(merchant: Caller) -> Days:
    """Let days pass for a subscription; the subscription as it is then."""

    def pass_by(subscription: money.Thing, days: int) -> money.Thing:
        given.advance(merchant, subscription, days)
        return money.reread(merchant, "subscriptions", subscription)

    return pass_by


def act(caller: Caller, subscription: money.Thing, action: str, **body: Any) -> None:
    """Do something with a subscription."""
    money.made(money.post(caller, f"/api/v1/subscriptions/{subscription['id']}/{action}", body))


def test_days_that_pass_renew_a_subscription(merchant: Caller, after: Days) -> None:
    """`subscription.renewed` is told with how many days it was."""
    subscription = daily(merchant)
    after(subscription, 2)
    told = [each for each in money.told_of(merchant, subscription) if money.short(each) == "subscription.renewed"]

    assert 2 in {event["data"].get("daysAdvanced") for event in told}


@pytest.mark.guess
def test_the_period_is_the_one_that_runs_then(merchant: Caller, after: Days) -> None:
    """It has moved by as many days as have passed."""
    subscription = daily(merchant)
    later = after(subscription, 2)
    moments = ("currentPeriodStart", "currentPeriodEnd")
    moved = [datetime.fromisoformat(later[each]) - datetime.fromisoformat(subscription[each]) for each in moments]

    assert [each.days for each in moved] == [2, 2]


@pytest.mark.guess
def test_every_period_that_began_is_billed(merchant: Caller, after: Days) -> None:
    """The first, and one for each day that has passed."""
    subscription = daily(merchant)
    after(subscription, 2)

    assert money.billed(merchant, subscription) == [PRICE] * 3


@pytest.mark.guess
def test_an_initial_discount_is_the_first_bills(merchant: Caller, after: Days) -> None:
    """Whoever paid less at first pays the price from then on."""
    subscription = daily(merchant, initialDiscount=40_000)
    after(subscription, 2)

    assert money.billed(merchant, subscription) == [PRICE - 40_000, PRICE, PRICE]


@pytest.mark.guess
def test_a_trial_that_passes_ends_in_a_bill(merchant: Caller, after: Days) -> None:
    """Nothing before, and the first one then."""
    subscription = daily(merchant, trialDays=1)
    before = money.billed(merchant, subscription)

    assert (before, after(subscription, 1)["status"], money.billed(merchant, subscription)) == ([], "active", [PRICE])


@pytest.mark.guess
def test_days_within_a_trial_bill_nothing(merchant: Caller, after: Days) -> None:
    """A trial of a week is not over with its first day."""
    subscription = daily(merchant, trialDays=7)

    assert (after(subscription, 1)["status"], money.billed(merchant, subscription)) == ("trialing", [])


@pytest.mark.guess
def test_a_period_at_whose_end_it_ends_is_the_last(merchant: Caller, after: Days) -> None:
    """Then it is canceled, and no further one is billed."""
    subscription = daily(merchant)
    act(merchant, subscription, "cancel", at="period_end")

    assert (after(subscription, 2)["status"], money.billed(merchant, subscription)) == ("canceled", [PRICE])


@pytest.mark.guess
def test_days_of_a_pause_bill_nothing(merchant: Caller, after: Days) -> None:
    """It is paused as before."""
    subscription = daily(merchant)
    act(merchant, subscription, "pause")

    assert (after(subscription, 2)["status"], money.billed(merchant, subscription)) == ("paused", [PRICE])


@pytest.mark.guess
def test_days_after_the_end_bill_nothing(merchant: Caller, after: Days) -> None:
    """What was canceled stays so."""
    subscription = daily(merchant)
    act(merchant, subscription, "cancel", at="now")

    assert (after(subscription, 2)["status"], money.billed(merchant, subscription)) == ("canceled", [PRICE])


@pytest.mark.guess
def test_another_price_is_that_of_days_to_come(merchant: Caller, after: Days) -> None:
    """What was billed before stays."""
    plan = money.new_plan(merchant, interval="day", prices=[money.price(PRICE), money.price(5_000)])
    subscription = money.new_subscription(merchant, plan)
    target = f"/api/v1/subscriptions/{subscription['id']}"
    money.made(merchant.call("PATCH", target, {"priceId": plan["prices"][1]["id"]}, idempotency_key=recipes.unique()))
    after(subscription, 2)

    assert money.billed(merchant, subscription) == [PRICE, 5_000, 5_000]


@pytest.mark.guess
@pytest.mark.parametrize(("method", "status"), [("charge_automatically", "paid"), ("send_invoice", "open")])
def test_later_bills_are_collected_as_was_agreed(merchant: Caller, after: Days, method: str, status: str) -> None:
    """Charged by itself, or sent and open until its customer pays."""
    subscription = daily(merchant, collectionMethod=method)
    after(subscription, 1)

    assert [row["status"] for row in money.invoices_of(merchant, subscription)] == [status] * 2
