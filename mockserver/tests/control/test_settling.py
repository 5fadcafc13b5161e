"""How sessions and invoices end without a buyer."""

import pytest

from plugipay_mock.app import create_control
from plugipay_mock.control.line import ControlError
from plugipay_mock.control.local import LocalLine
from plugipay_mock.events import EVENTS

from ..bodies import SESSION

CLAIM = "/api/v1/public/checkout/sessions/{}/buyer-claim"


@pytest.fixture
def settle(world, merchant):
    """Ends a session or an invoice of the merchant's test mode: `settle(id, outcome="failed")`."""
    line = LocalLine(create_control(world))
    return lambda thing_id, **how: line.send("POST", "/settle", {"id": thing_id, **how})


@pytest.fixture
def session(call):
    """A fresh checkout session."""
    return call("POST", "/api/v1/checkout-sessions", SESSION, key="session").data


@pytest.fixture
def invoice(call):
    """A fresh open invoice."""
    customer = call("POST", "/api/v1/customers", {"email": "ada@example.com"}, key="customer").data
    lines = [{"description": "Coffee", "quantity": 2, "unitAmount": 25_000}]
    wanted = {"customerId": customer["id"], "currency": "IDR", "status": "open", "lines": lines}
    return call("POST", "/api/v1/invoices", wanted, key="invoice").data


@pytest.fixture
def last_event(tenant):
    """The type of the newest event."""
    return lambda: list(tenant.collection(EVENTS))[-1].type


@pytest.mark.parametrize(
    ("outcome", "status"),
    [("paid", "completed"), ("failed", "failed"), ("expired", "expired"), ("canceled", "canceled")],
)
def test_a_session_ends_as_asked(settle, session, outcome, status):
    """Every outcome leads an open session into its state."""
    assert settle(session["id"], outcome=outcome)["status"] == status


def test_without_an_outcome_it_is_paid(settle, session):
    """Paid is the usual end, by the first method the session takes, with a charge of the provider."""
    paid = settle(session["id"])

    assert (paid["status"], paid["paymentMethod"], paid["paymentId"][:4]) == ("completed", "qris", "chg_")


def test_the_method_can_be_chosen(settle, session):
    """A method that the session takes can be named."""
    assert settle(session["id"], method="va")["paymentMethod"] == "va"


def test_a_method_not_taken_is_refused(settle, session):
    """A method that the session does not take is refused as it would be to a buyer."""
    with pytest.raises(ControlError, match="method: must be one of qris, va"):
        settle(session["id"], method="card")


def test_payment_is_told(settle, session, last_event):
    """A paid session is an event like any other."""
    settle(session["id"])

    assert last_event() == "plugipay.checkout_session.completed.v1"


def test_claimed_money_is_confirmed(settle, session, call):
    """A session that waits for review is paid by the merchant's confirmation."""
    call.send(call.request("POST", CLAIM.format(session["id"]), {}))

    assert settle(session["id"])["adapter"] == "manual"


def test_a_session_ends_once(settle, session):
    """What is over cannot end in another way."""
    settle(session["id"], outcome="failed")

    with pytest.raises(ControlError, match=r"is failed; pay is possible from open or pending"):
        settle(session["id"])


def test_a_session_past_its_time_has_expired(settle, session, tenant):
    """What time has done by now comes first."""
    tenant.clock.advance(days=2)

    with pytest.raises(ControlError, match="is expired"):
        settle(session["id"])


def test_an_invoice_is_paid(settle, invoice):
    """An invoice is paid in full, by a charge."""
    paid = settle(invoice["id"])

    assert (paid["status"], paid["amountPaid"], paid["amountDue"]) == ("paid", 50_000, 0)


def test_a_failed_collection_leaves_an_invoice_open(settle, invoice):
    """A failed collection is counted and changes nothing else."""
    failed = settle(invoice["id"], outcome="failed")

    assert (failed["status"], failed["collectionAttempts"]) == ("open", 1)


def test_a_paid_invoice_cannot_fail(settle, invoice):
    """What is paid is not collected again."""
    settle(invoice["id"])

    with pytest.raises(ControlError, match="is paid; pay is possible from open or past_due"):
        settle(invoice["id"], outcome="failed")


def test_a_canceled_invoice_is_void(settle, invoice, last_event):
    """To cancel an invoice is to void it."""
    canceled = settle(invoice["id"], outcome="canceled")

    assert (canceled["status"], last_event()) == ("void", "plugipay.invoice.voided.v1")


def test_an_invoice_does_not_expire(settle, invoice):
    """The outcome that invoices do not have is refused by name, with those they have."""
    with pytest.raises(ControlError, match="outcome: must be paid, failed or canceled for an invoice"):
        settle(invoice["id"], outcome="expired")


def test_something_else_cannot_be_settled(settle):
    """An id of something else is named in the refusal, with the mode it was looked for in."""
    with pytest.raises(ControlError, match="cus_1 is no checkout session or invoice of this workspace in test mode"):
        settle("cus_1")
