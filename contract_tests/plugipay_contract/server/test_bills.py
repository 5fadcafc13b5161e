"""What a subscription bills as time passes: how much each time, and how it is collected."""

from typing import Any

import pytest

from plugipay_contract import money, recipes
from plugipay_contract.caller import Caller
from plugipay_contract.subjects import Ability

pytestmark = pytest.mark.needs(Ability.AUTO_KEYS, Ability.CLOCK)

TWO_PRICES = [money.price(100_000), money.price(5_000)]
BEGINNINGS: dict[str, dict[str, Any]] = {"at-once": {}, "after-a-trial": {"trialDays": 7}}
each_beginning = pytest.mark.parametrize("fields", BEGINNINGS.values(), ids=BEGINNINGS)


def pass_time(caller: Caller, days: int) -> None:
    """Let days go by."""
    caller.control("clock/advance", {"days": days})


@each_beginning
def test_an_initial_discount_is_off_the_first_bill_alone(january: Caller, fields: dict[str, Any]) -> None:
    """Whether the first bill comes at once or after a trial."""
    subscription = money.new_subscription(january, initialDiscount=30_000, **fields)
    pass_time(january, 70)

    assert money.billed(january, subscription) == [70_000, 100_000, 100_000]


@each_beginning
def test_another_price_is_billed_from_the_next_period_on(january: Caller, fields: dict[str, Any]) -> None:
    """What was billed before stays; a change within a trial is in time for the first bill."""
    plan = money.new_plan(january, prices=TWO_PRICES)
    subscription = money.new_subscription(january, plan, **fields)
    body = {"priceId": plan["prices"][1]["id"]}
    target = f"/api/v1/subscriptions/{subscription['id']}"
    money.made(january.call("PATCH", target, body, idempotency_key=recipes.unique()))
    pass_time(january, 70)

    assert money.billed(january, subscription) == [5_000 if fields else 100_000, 5_000, 5_000]


@pytest.mark.parametrize("at", ["now", "period_end"])
def test_a_trial_that_is_canceled_bills_nothing(january: Caller, at: str) -> None:
    """Neither at its end nor ever after."""
    subscription = money.new_subscription(january, trialDays=7)
    money.made(money.post(january, f"/api/v1/subscriptions/{subscription['id']}/cancel", {"at": at}))
    pass_time(january, 70)

    assert (money.billed(january, subscription), money.balance(january)["ledgerBalance"]) == ([], 0)


@each_beginning
@pytest.mark.parametrize(("method", "status"), [("charge_automatically", "paid"), ("send_invoice", "open")])
def test_every_bill_is_collected_as_was_agreed(
    january: Caller, fields: dict[str, Any], method: str, status: str
) -> None:
    """The first bill and each later one: charged by itself, or sent and open until its customer pays."""
    subscription = money.new_subscription(january, collectionMethod=method, **fields)
    for days in (fields.get("trialDays", 0), 28):
        pass_time(january, days)
        newest = money.invoices_of(january, subscription)[0]
        assert newest["status"] == status
        if status == "open":
            money.made(money.post(january, f"/api/v1/invoices/{newest['id']}/pay"))

    assert money.billed(january, subscription) == [100_000, 100_000]
