"""Subscriptions: how they start, what they bill at once, and how they end."""

from typing import Any

import pytest

from plugipay_contract import facts, money, recipes
from plugipay_contract.caller import Answer, Caller

FIELDS = {
    *("id", "arn", "accountId", "customerId", "planId", "priceId", "status", "currentPeriodStart"),
    *("currentPeriodEnd", "trialEnd", "cancelAt", "canceledAt", "canceledReason", "pausedAt"),
    *("defaultPaymentTokenId", "discountCouponId", "collectionMethod", "metadata", "createdAt", "updatedAt"),
}
TIERS = [{"upTo": 1, "unitAmount": 5_000, "flatAmount": 700}, {"upTo": "inf", "unitAmount": 4_000, "flatAmount": 0}]
FIRST_BILLS: dict[str, tuple[dict[str, Any], int]] = {
    "flat": ({"model": "flat", "unitAmount": 100_000}, 100_000),
    "free": ({"model": "flat", "unitAmount": 0}, 0),
    "tiered": ({"model": "tiered", "tiers": TIERS}, 5_700),
    "volume": ({"model": "volume", "tiers": TIERS}, 5_700),
    "one tier": ({"model": "tiered", "tiers": TIERS[1:]}, 4_000),
}
UNUSED = {"a unit": {"model": "usage", "unitAmount": 100}, "tiers": {"model": "usage", "tiers": TIERS}}
"""What usage is paid by; no route reports any."""


@pytest.fixture(scope="module")
def subscription(server: Caller) -> money.Thing:
    """A subscription whose bills are sent."""
    return money.new_subscription(server, collectionMethod="send_invoice")


def cancel(server: Caller, subscription: money.Thing, **body: Any) -> Answer:
    """An attempt to end a subscription."""
    return money.post(server, f"/api/v1/subscriptions/{subscription['id']}/cancel", body)


def test_a_subscription_has_every_field(subscription: money.Thing) -> None:
    """Nothing is left out, whatever is empty."""
    assert set(subscription) >= FIELDS


def test_a_subscription_id_has_its_prefix(subscription: money.Thing) -> None:
    """`sub_`."""
    assert subscription["id"].startswith(facts.ID_FORMS["subscription"].beginnings)


def test_without_a_trial_it_is_active(subscription: money.Thing) -> None:
    """The first period begins at once."""
    assert (subscription["status"], subscription["trialEnd"]) == ("active", None)


def test_it_charges_by_itself_unless_told_otherwise(server: Caller) -> None:
    """`charge_automatically` is the default."""
    assert money.new_subscription(server)["collectionMethod"] == "charge_automatically"


def test_a_sent_bill_is_open_at_once(server: Caller, subscription: money.Thing) -> None:
    """Right after the creation, the customer's invoices show it."""
    rows = money.listed(server, "invoices", f"?customerId={subscription['customerId']}")

    assert [(row["status"], row["subscriptionId"]) for row in rows] == [("open", subscription["id"])]


@pytest.mark.guess
def test_a_bill_names_its_price(server: Caller, subscription: money.Thing) -> None:
    """The line that a subscription is billed by says for which price."""
    (bill,) = money.listed(server, "invoices", f"?customerId={subscription['customerId']}")

    assert [line["priceId"] for line in bill["lines"]] == [subscription["priceId"]]


def test_an_automatic_bill_is_paid_at_once(server: Caller) -> None:
    """The first charge is taken with the creation."""
    subscription = money.new_subscription(server)

    assert [row["status"] for row in money.invoices_of(server, subscription)] == ["paid"]


@pytest.mark.parametrize(("price", "amount"), FIRST_BILLS.values(), ids=FIRST_BILLS)
def test_the_first_bill_is_the_price(server: Caller, price: dict[str, Any], amount: int) -> None:
    """One unit, by the price's own model."""
    plan = money.new_plan(server, prices=[{"currency": "IDR", **price}])
    subscription = money.new_subscription(server, plan, collectionMethod="send_invoice")

    assert [row["subtotal"] for row in money.invoices_of(server, subscription)] == [amount]


@pytest.mark.guess
@pytest.mark.parametrize("price", UNUSED.values(), ids=UNUSED)
def test_usage_is_not_paid_in_advance(server: Caller, price: dict[str, Any]) -> None:
    """Who pays by usage is billed nothing before anything was used."""
    plan = money.new_plan(server, prices=[{"currency": "IDR", **price}])
    subscription = money.new_subscription(server, plan, collectionMethod="send_invoice")

    assert [row["subtotal"] for row in money.invoices_of(server, subscription)] == [0]


@pytest.mark.guess
@pytest.mark.parametrize("collection", ["send_invoice", "charge_automatically"])
def test_a_bill_of_nothing_is_paid(server: Caller, collection: str) -> None:
    """Nobody is asked for no money: a first bill that a discount brings to nothing is paid as soon as it is made."""
    fields: dict[str, Any] = {"initialDiscount": 100_000, "collectionMethod": collection}
    subscription = money.new_subscription(server, paymentTokenId=money.DECLINED, **fields)

    assert subscription["status"] == "active"
    assert [(row["status"], row["amountDue"]) for row in money.invoices_of(server, subscription)] == [("paid", 0)]


def test_an_initial_discount_is_off_the_first_bill(server: Caller) -> None:
    """`initialDiscount` lowers the total."""
    subscription = money.new_subscription(server, initialDiscount=30_000, collectionMethod="send_invoice")

    assert [row["total"] for row in money.invoices_of(server, subscription)] == [70_000]


@pytest.mark.guess
def test_an_initial_discount_is_no_more_than_the_bill(server: Caller) -> None:
    """No first bill owes its customer money."""
    answer = money.post(server, "/api/v1/subscriptions", money.subscription_body(server, initialDiscount=100_001))

    assert (answer.verdict, answer.error["field"]) == ((400, "invalid_request"), "initialDiscount")


def test_a_trial_bills_nothing(server: Caller) -> None:
    """While it lasts there is no invoice."""
    subscription = money.new_subscription(server, trialDays=7)

    assert (subscription["status"], money.invoices_of(server, subscription)) == ("trialing", [])


def test_the_trial_of_the_plan_holds(server: Caller) -> None:
    """`trialDays` of the plan, unless the subscription has its own."""
    assert money.new_subscription(server, money.new_plan(server, trialDays=7))["status"] == "trialing"


def test_a_subscription_may_do_without_the_trial(server: Caller) -> None:
    """Its own `trialDays` wins."""
    assert money.new_subscription(server, money.new_plan(server, trialDays=7), trialDays=0)["status"] == "active"


@pytest.mark.guess
def test_a_declined_first_charge_leaves_it_incomplete(server: Caller) -> None:
    """A token that is never good for a charge."""
    assert money.new_subscription(server, paymentTokenId=money.DECLINED)["status"] == "incomplete"


def test_a_cancellation_now_is_at_once(server: Caller) -> None:
    """With a date and a reason, the customer's own wish unless told otherwise."""
    canceled = cancel(server, money.new_subscription(server), at="now").data

    assert (canceled["status"], canceled["canceledReason"]) == ("canceled", "user_request")
    assert isinstance(canceled["canceledAt"], str)


def test_a_later_cancellation_waits_for_the_end(server: Caller) -> None:
    """The status stays, and `cancelAt` is the end of the period."""
    subscription = cancel(server, money.new_subscription(server), at="period_end").data

    assert (subscription["status"], subscription["cancelAt"]) == ("active", subscription["currentPeriodEnd"])


@pytest.mark.parametrize("body", [{}, {"at": "tomorrow"}, {"at": None}], ids=str)
def test_a_cancellation_says_when(server: Caller, subscription: money.Thing, body: dict[str, Any]) -> None:
    """`at` is required, and one of two words."""
    answer = cancel(server, subscription, **body)

    assert (answer.verdict, answer.error["field"]) == ((400, "invalid_request"), "at")


@pytest.mark.parametrize("reason", ["customer_portal", "merchant", "failed_payment", "user_request"])
def test_a_cancellation_keeps_its_reason(server: Caller, reason: str) -> None:
    """One of four."""
    assert cancel(server, money.new_subscription(server), at="now", reason=reason).data["canceledReason"] == reason


def test_a_pause_is_dated(server: Caller) -> None:
    """`pausedAt` says since when, until it goes on."""
    target = f"/api/v1/subscriptions/{money.new_subscription(server)['id']}"
    paused, resumed = (money.post(server, f"{target}/{act}").data for act in ("pause", "resume"))

    assert (type(paused["pausedAt"]), resumed["pausedAt"]) == (str, None)


@pytest.mark.parametrize(
    "fields", [{"metadata": {"tier": "gold"}}, {"metadata": None}, {"defaultPaymentTokenId": "pt_1"}], ids=str
)
def test_a_subscription_can_be_changed(server: Caller, fields: dict[str, Any]) -> None:
    """Metadata and payment token may change."""
    target = f"/api/v1/subscriptions/{money.new_subscription(server)['id']}"

    assert server.call("PATCH", target, fields, idempotency_key=recipes.unique()).data.items() >= fields.items()


@pytest.mark.parametrize("fields", [{"collectionMethod": "barter"}, {"trialDays": -1}, {"startAt": "soon"}], ids=str)
def test_a_wrong_subscription_is_refused(server: Caller, fields: dict[str, Any]) -> None:
    """The wrong field is refused and named."""
    answer = money.post(server, "/api/v1/subscriptions", money.subscription_body(server, **fields))

    assert (answer.verdict, answer.error["field"]) == ((400, "invalid_request"), next(iter(fields)))
