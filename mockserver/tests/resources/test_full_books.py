"""What time does where the books are full: it goes on."""

import pytest

from plugipay_mock.resources.ledger.model import LARGEST_TOTAL, Transaction, withdrawal
from plugipay_mock.resources.ledger.postings import post

REFUNDS = "/api/v1/refunds"
LARGEST_REFUND = 100_000
SESSION = {
    "amount": LARGEST_REFUND,
    "currency": "IDR",
    "methods": ["va"],
    "successUrl": "https://shop.example/thanks",
    "cancelUrl": "https://shop.example/cart",
}


@pytest.fixture
def spend(act):
    """Books money sent away: `spend(500)`."""

    def book(amount):
        hand = act()
        source = {"tx_id": hand.new_id("tx"), "source_type": "payout", "source_id": "po_sent"}
        post(hand, Transaction(**source, currency="IDR", memo=None, legs=withdrawal(amount)))

    return book


@pytest.fixture
def pending(call, submit, spend, still):
    """A refund of all of a session, which waits for its provider while the last of the books is filled."""
    session = call("POST", "/api/v1/checkout-sessions", SESSION).data
    submit(f"/c/{session['id']}", action="pay", method="va")
    refund = call("POST", REFUNDS, {"sourceType": "checkout_session", "sourceId": session["id"]}).data
    spend(LARGEST_TOTAL - LARGEST_REFUND + 1)
    return refund


def test_a_refund_that_the_books_cannot_hold_fails(call, pending, advance):
    """The event log tells it, the refund says why, and the workspace is served as ever."""
    happened = advance(days=2)
    failed = call("GET", f"{REFUNDS}/{pending['id']}").data

    assert (pending["status"], happened) == ("pending", ["refund.failed"])
    assert (failed["status"], failed["failureCode"]) == ("failed", "ledger_full")
    assert "holds at most" in failed["failureMessage"]


def test_a_refund_that_the_books_cannot_hold_takes_nothing(call, pending, advance):
    """All is left to be refunded, and nothing of it is booked."""
    advance(days=2)
    rest = call("POST", REFUNDS, {"chargeId": pending["chargeId"], "amount": LARGEST_REFUND - 1})

    assert (rest.status, rest.data["status"]) == (201, "pending")
    assert call("GET", "/api/v1/ledger?sourceType=refund").data == []
