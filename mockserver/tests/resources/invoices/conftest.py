"""What the tests of invoices share: an invoice in whatever state."""

import pytest

INVOICES = "/api/v1/invoices"
LINE = {"description": "Beans", "quantity": 2, "unitAmount": 50_000}


@pytest.fixture
def customer(call, still):
    """A customer with an address."""
    return call("POST", "/api/v1/customers", {"email": "ada@example.com"}).data


@pytest.fixture
def bill(call, customer):
    """Creates an invoice over 100,000 rupiah: `bill(status="open", tax=11_000)`."""
    body = {"customerId": customer["id"], "currency": "IDR", "lines": [LINE]}
    return lambda **fields: call("POST", INVOICES, body | fields)


@pytest.fixture
def does(call):
    """Does one of the actions on an invoice: `does(invoice, "pay")`; `look` shows it."""

    def act(invoice, action):
        path = f"{INVOICES}/{invoice['id']}"
        return call("GET", path) if action == "look" else call("POST", f"{path}/{action}", {})

    return act


@pytest.fixture
def into(bill, does, advance):
    """Brings a new invoice into a state."""

    def bring(state):
        invoice = bill(status="draft" if state == "draft" else "open", dueAt="2026-05-13T12:00:00Z").data
        if state in {"past_due", "uncollectible"}:
            advance(days=1 if state == "past_due" else 31)
        elif state in {"paid", "void"}:
            does(invoice, {"paid": "pay", "void": "void"}[state])
        return does(invoice, "look").data

    return bring
