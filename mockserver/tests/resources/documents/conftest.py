"""What the tests of documents share: an invoice and a receipt, and how to read them."""

import pytest

from ...bodies import SESSION

INVOICES = "/api/v1/invoices"
SESSIONS = "/api/v1/checkout-sessions"


@pytest.fixture
def customer(call):
    """A customer's id."""
    return call("POST", "/api/v1/customers", {"name": "José <b>", "email": "jose@example.com"}).data["id"]


@pytest.fixture
def bill(call, customer, still):
    """Opens an invoice of 99,900 rupiah and returns it: `bill(memo="…")`."""
    lines = [{"description": "Langganan", "quantity": 2, "unitAmount": 50_000}]
    usual = {"customerId": customer, "currency": "IDR", "status": "open", "lines": lines, "discount": 10_000}
    return lambda **fields: call("POST", INVOICES, usual | {"tax": 9_900} | fields).data


@pytest.fixture
def open_session(call, still):
    """Opens a checkout session and returns it."""
    asked = SESSION | {
        "amount": 111_000,
        "methods": ["qris"],
        "lineItems": [{"name": "Kopi susu", "quantity": 3, "unitAmount": 37_000}],
    }
    return lambda: call("POST", SESSIONS, asked).data


@pytest.fixture
def session(open_session, submit):
    """A completed checkout session."""
    opened = open_session()
    submit(f"/c/{opened['id']}", action="pay", method="qris")
    return opened


@pytest.fixture
def receipt(call, session):
    """Its receipt."""
    return call("GET", f"{SESSIONS}/{session['id']}/receipt-link").data


@pytest.fixture
def bases(bill, session, receipt):
    """Where the documents of an invoice, of a receipt and of a session are."""
    return {
        "invoice": f"{INVOICES}/{bill()['id']}/invoice",
        "receipt": f"/api/v1/receipts/{receipt['id']}/receipt",
        "session": f"{SESSIONS}/{session['id']}/receipt",
    }


@pytest.fixture
def issue(call, open_session, submit):
    """Sells something, and returns where the documents of the receipt are: `issue()`."""

    def sell():
        session = open_session()
        submit(f"/c/{session['id']}", action="pay", method="qris")
        receipt = call("GET", f"{SESSIONS}/{session['id']}/receipt-link").data
        return f"/api/v1/receipts/{receipt['id']}/receipt"

    return sell


@pytest.fixture
def page(call):
    """A document's page as text."""
    return lambda base: call("GET", f"{base}.html").body.decode()
