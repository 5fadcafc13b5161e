"""Invoices that are sent to somebody."""

import pytest

from plugipay_mock.codec import plain
from plugipay_mock.events import EVENTS

INVOICES = "/api/v1/invoices"


def test_sending_tells_to_whom(bill, does, tenant, customer):
    """The event of a sent invoice has the address of its customer beside the object."""
    invoice = bill(status="open").data
    sent = does(invoice, "send").data
    event = list(tenant.collection(EVENTS))[-1]

    assert sent == invoice
    assert (event.type, event.data["to"]) == ("plugipay.invoice.sent.v1", customer["email"])
    assert plain(event)["data"]["object"] == invoice


@pytest.mark.parametrize(
    ("body", "to"), [({}, "ada@example.com"), ({"to": None}, "ada@example.com"), ({"to": "bo@x.co"}, "bo@x.co")]
)
def test_mail_goes_to_an_address_or_to_the_customer(bill, call, body, to):
    """Without an address in the request, it is the customer's."""
    invoice = bill(status="open").data

    assert call("POST", f"{INVOICES}/{invoice['id']}/send-email", body).data == {"sent": True, "to": to}


def test_mail_needs_an_address(bill, call, customer):
    """A customer without one cannot be mailed, and the message says what to send."""
    call("PATCH", f"/api/v1/customers/{customer['id']}", {"email": None})
    answer = call("POST", f"{INVOICES}/{bill(status='open').data['id']}/send-email", {})

    assert answer.verdict == (400, "invalid_request")
    assert answer.error["field"] == "to"


@pytest.mark.parametrize("to", ["ada", 7, ["ada@example.com"]])
def test_a_bad_address_is_refused(bill, call, to):
    """What is no address is named."""
    answer = call("POST", f"{INVOICES}/{bill(status='open').data['id']}/send-email", {"to": to})

    assert answer.error["field"] == "to"
