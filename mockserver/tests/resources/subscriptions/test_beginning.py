"""The first invoice, and the trial that may come before it."""

import pytest

from plugipay_mock.resources.invoices.model import INVOICES

NOON = "2026-05-12T12:00:00.000Z"


def test_the_first_period_is_charged_at_once(subscribe, bills, told, tenant):
    """Without a trial there is a first invoice, paid at once where it is charged automatically."""
    subscription = subscribe().data
    bill = next(iter(tenant.collection(INVOICES)))

    assert bills() == [("paid", 150_000, 0)]
    assert (bill.subscription_id, bill.collection_attempts, bill.charge) == (subscription["id"], 1, None)
    assert bill.lines[0].description == "Pro"
    assert bill.lines[0].price_id == subscription["priceId"]
    assert told()[2:] == ["subscription.created", "invoice.created", "invoice.finalized", "invoice.paid"]


def test_an_invoice_that_is_sent_is_open_at_once(call, subscribe, customer):
    """Right after the call, the list of the customer's invoices has an open one, due in a week."""
    subscription = subscribe(collectionMethod="send_invoice").data
    (invoice,) = call("GET", f"/api/v1/invoices?customerId={customer['id']}").data

    assert (invoice["status"], invoice["subscriptionId"]) == ("open", subscription["id"])
    assert (invoice["issuedAt"], invoice["dueAt"]) == (NOON, "2026-05-19T12:00:00.000Z")
    assert call("GET", f"/api/v1/invoices?subscriptionId={subscription['id']}").data == [invoice]


def test_a_first_charge_that_fails_leaves_it_incomplete(subscribe, bills, told, look, advance):
    """The mock declines tokens that begin with `pt_declined`; the subscription then never begins."""
    subscription = subscribe(paymentTokenId="pt_declined_card").data
    advance(days=400)

    assert subscription["status"] == look(subscription)["status"] == "incomplete"
    assert bills() == [("uncollectible", 150_000, 0)]
    assert told()[2:] == ["subscription.created", "invoice.created", "invoice.finalized"]


def test_a_discount_is_off_the_first_invoice(subscribe, bills, advance):
    """The second invoice is whole again."""
    subscribe(initialDiscount=50_000)
    advance(days=31)

    assert bills() == [("paid", 150_000, 50_000), ("paid", 150_000, 0)]


def test_a_discount_waits_for_the_end_of_the_trial(subscribe, bills, advance):
    """The first invoice comes after the trial, and has the discount."""
    subscribe(initialDiscount=50_000, trialDays=7)
    advance(days=7)

    assert bills() == [("paid", 150_000, 50_000)]


@pytest.mark.parametrize("method", ["charge_automatically", "send_invoice"])
def test_nothing_to_pay_is_paid_at_once(subscribe, bills, look, advance, method):
    """An invoice of nothing needs neither a charge that could fail nor a customer who pays."""
    subscription = subscribe(initialDiscount=150_000, collectionMethod=method, paymentTokenId="pt_declined").data

    assert subscription["status"] == "active"
    assert bills() == [("paid", 150_000, 150_000)]


@pytest.mark.parametrize(
    ("price", "amount"),
    [
        ({"model": "flat", "unitAmount": 7}, 7),
        ({"model": "tiered", "tiers": [{"upTo": "inf", "unitAmount": 7, "flatAmount": 3}]}, 10),
        ({"model": "volume", "tiers": [{"upTo": 1, "unitAmount": 9}, {"upTo": "inf", "unitAmount": 7}]}, 9),
        ({"model": "usage", "unitAmount": 7}, 0),
    ],
)
def test_each_price_model_makes_its_own_amount(subscribe, offer, bills, price, amount):
    """A subscription is for one unit, and nobody can report usage."""
    subscribe(to=offer(prices=[{"currency": "USD"} | price]))

    assert bills() == [("paid", amount, 0)]


@pytest.mark.parametrize(("plan_days", "own", "days"), [(0, 7, 7), (14, None, 14), (14, 7, 7), (14, 0, 0)])
def test_a_trial_is_as_long_as_the_subscription_or_the_plan_says(subscribe, offer, plan_days, own, days):
    """The subscription's own trial goes before the plan's, even if it is none."""
    said = {} if own is None else {"trialDays": own}
    subscription = subscribe(to=offer(trialDays=plan_days), **said).data

    assert subscription["status"] == ("trialing" if days else "active")
    assert subscription["trialEnd"] == (f"2026-05-{12 + days}T12:00:00.000Z" if days else None)


def test_a_trial_is_free(subscribe, bills, told):
    """Until its end there is no invoice."""
    subscription = subscribe(trialDays=7).data

    assert (subscription["currentPeriodStart"], subscription["currentPeriodEnd"]) == (NOON, subscription["trialEnd"])
    assert bills() == []
    assert told()[2:] == ["subscription.created"]


def test_a_trial_ends_in_the_first_period(subscribe, look, bills, advance):
    """After the trial the subscription is active, and periods are counted from there."""
    subscription = subscribe(trialDays=19).data
    happened = advance(days=19)
    started = look(subscription)

    assert happened == ["subscription.updated", "invoice.created", "invoice.finalized", "invoice.paid"]
    assert started["status"] == "active"
    assert (started["currentPeriodStart"], started["currentPeriodEnd"]) == (
        "2026-05-31T12:00:00.000Z",
        "2026-06-30T12:00:00.000Z",
    )
    advance(days=31)
    assert look(subscription)["currentPeriodEnd"] == "2026-07-31T12:00:00.000Z"


def test_a_charge_that_fails_after_the_trial_leaves_it_past_due(subscribe, look, bills, advance):
    """The end of a trial makes it active, and the failed charge past due at the same moment."""
    subscription = subscribe(trialDays=7, paymentTokenId="pt_declined").data

    assert advance(days=7) == [
        "subscription.updated",
        "invoice.created",
        "invoice.finalized",
        "subscription.updated",
    ]
    assert look(subscription)["status"] == "past_due"
    assert bills() == [("past_due", 150_000, 0)]


def test_a_start_in_the_future_is_a_trial_until_then(subscribe, look, bills, advance):
    """Nothing is billed before the start; a trial comes on top."""
    subscription = subscribe(startAt="2026-05-20T00:00:00Z", trialDays=1).data
    advance(days=8)

    assert (subscription["status"], subscription["trialEnd"]) == ("trialing", "2026-05-21T00:00:00.000Z")
    assert bills() == []
    advance(days=1)
    assert (look(subscription)["status"], bills()) == ("active", [("paid", 150_000, 0)])


def test_a_start_in_the_past_means_now(subscribe):
    """Periods are not dated back."""
    assert subscribe(startAt="2026-05-01T00:00:00Z").data["currentPeriodStart"] == NOON
