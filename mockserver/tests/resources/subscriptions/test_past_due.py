"""A subscription whose invoices are not paid."""

import pytest

from plugipay_mock.resources.invoices.model import INVOICES
from plugipay_mock.resources.ledger.model import LARGEST_TOTAL

NEXT = "2026-06-12T12:00:00.000Z"


def test_an_unpaid_invoice_leaves_it_past_due(into, bills, advance, told):
    """Nobody paid within the week: the subscription is past due."""
    assert into("past_due")["status"] == "past_due"
    assert told()[-1] == "subscription.updated"
    assert bills() == [("past_due", 150_000, 0)]


@pytest.fixture
def settle(call, tenant):
    """Settles the n-th invoice there is: `settle(0, "void")`."""

    def pay(position, how="pay"):
        invoice = list(tenant.collection(INVOICES))[position]
        return call("POST", f"/api/v1/invoices/{invoice.id}/{how}", {})

    return pay


@pytest.mark.parametrize(("how", "event"), [("pay", "invoice.paid"), ("void", "invoice.voided")])
def test_settling_the_invoice_makes_it_active_again(into, settle, told, how, event):
    """Paid or void, nothing is owed any more."""
    into("past_due")
    settle(0, how)

    assert told()[-2:] == [event, "subscription.updated"]


def test_it_stays_past_due_while_one_invoice_is(subscribe, offer, look, advance, settle):
    """Of two invoices that are past due, paying one is not enough."""
    subscription = subscribe(to=offer(interval="week"), collectionMethod="send_invoice").data
    advance(days=15)
    settle(0)

    assert look(subscription)["status"] == "past_due"
    settle(1)
    assert look(subscription)["status"] == "active"


def test_it_goes_on_renewing_while_past_due(into, look, advance):
    """Periods begin, whoever paid."""
    subscription = into("past_due")
    advance(days=25)
    renewed = look(subscription)

    assert (renewed["status"], renewed["currentPeriodStart"]) == ("past_due", NEXT)


def test_an_uncollectible_invoice_ends_it(into, look, advance):
    """Thirty days past due, the subscription is canceled for failed payment, and renews no more."""
    subscription = into("past_due")
    happened = advance(days=30)
    ended = look(subscription)

    assert happened[-1] == "subscription.canceled"
    assert (ended["status"], ended["canceledReason"]) == ("canceled", "failed_payment")
    assert ended["canceledAt"] == "2026-06-18T12:00:00.000Z"
    assert "subscription.renewed" not in advance(days=365)


def test_a_renewal_that_is_declined_leaves_it_past_due(subscribe, does, look, bills, advance):
    """Later charges that fail do not end the subscription at once."""
    subscription = subscribe().data
    does(subscription, "update", defaultPaymentTokenId="pt_declined")
    happened = advance(days=31)

    assert happened == ["subscription.renewed", "invoice.created", "invoice.finalized", "subscription.updated"]
    assert look(subscription)["status"] == "past_due"
    assert bills() == [("paid", 150_000, 0), ("past_due", 150_000, 0)]


def test_a_new_token_is_tried_at_once(subscribe, does, bills, advance, tenant):
    """Whoever changes a card that failed pays what is past due with the new one."""
    subscription = subscribe().data
    does(subscription, "update", defaultPaymentTokenId="pt_declined")
    advance(days=31)
    refused = does(subscription, "update", defaultPaymentTokenId="pt_declined_too").data
    accepted = does(subscription, "update", defaultPaymentTokenId="pt_good").data

    assert (refused["status"], accepted["status"]) == ("past_due", "active")
    assert bills() == [("paid", 150_000, 0)] * 2
    assert list(tenant.collection(INVOICES))[-1].collection_attempts == 3


def test_a_renewal_that_the_books_cannot_hold_is_declined(subscribe, look, earn, advance, bills):
    """Time goes on: the money is owed, nothing of it is booked, and the workspace is served as ever."""
    subscription = subscribe(paymentTokenId="pt_visa").data
    earn(LARGEST_TOTAL - 2 * 150_000)
    advance(days=64)

    assert look(subscription)["status"] == "past_due"
    assert bills() == [("paid", 150_000, 0), ("paid", 150_000, 0), ("past_due", 150_000, 0)]
