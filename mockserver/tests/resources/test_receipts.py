from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugipay_mock.resources.receipts.model import included_tax, number

from ..bodies import SESSION

RECEIPTS = "/api/v1/receipts"
SESSIONS = "/api/v1/checkout-sessions"
ASKED = SESSION | {"methods": ["qris"]}


@pytest.fixture
def customer(call):
    """Creates a customer: `customer(email="ada@example.com")["id"]`."""
    return lambda **fields: call("POST", "/api/v1/customers", fields).data


@pytest.fixture
def sell(call, submit, still):
    """Sells by a checkout session, and returns the session."""

    def pay(**fields):
        session = call("POST", SESSIONS, ASKED | fields).data
        assert submit(f"/c/{session['id']}", action="pay", method="qris").status == 303
        return session

    return pay


@pytest.fixture
def bill(call, customer, still):
    """Bills a customer, is paid another way, and returns the invoice."""

    def pay(**fields):
        lines = [{"description": "Langganan", "quantity": 2, "unitAmount": 50_000}]
        body = {"customerId": customer(name="Ada")["id"], "currency": "IDR", "lines": lines, "status": "open"}
        invoice = call("POST", "/api/v1/invoices", body | fields).data
        return call("POST", f"/api/v1/invoices/{invoice['id']}/pay", {}).data

    return pay


@pytest.fixture
def rows(call):
    """The receipts a query finds."""
    return lambda query="": call("GET", f"{RECEIPTS}?{query}").data


@pytest.fixture
def document(call, rows):
    """The newest receipt with everything that stands on it."""
    return lambda: call("GET", f"{RECEIPTS}/{rows()[0]['id']}").data


def test_a_completed_session_issues_a_receipt(sell, rows, still, customer):
    """A row of the list has the fields of the SDKs (SDK facts section 2.2)."""
    buyer = customer()["id"]
    session = sell(customerId=buyer)
    (row,) = rows()

    assert row == {
        "id": row["id"],
        "number": "RCPT-000001",
        "sourceType": "checkout_session",
        "sourceId": session["id"],
        "customerId": buyer,
        "amount": 125_000,
        "currency": "IDR",
        "method": "qris",
        "adapter": "managed",
        "issuedAt": still,
        "emailedAt": None,
        "emailedTo": None,
    }
    assert row["id"].startswith("rcpt_")


def test_a_paid_invoice_issues_a_receipt(bill, rows):
    """Money that came another way is manual, and nobody knows how it came."""
    invoice = bill()
    (row,) = rows()

    assert (row["sourceType"], row["sourceId"], row["amount"]) == ("invoice", invoice["id"], 100_000)
    assert (row["method"], row["adapter"]) == (None, "manual")


def test_a_receipt_stands_for_everything(sell, document, customer):
    """A single call adds merchant, customer, lines, tax and look."""
    buyer = customer(name="Ada", email="ada@example.com")["id"]
    sell(customerId=buyer, lineItems=[{"name": "Kopi", "quantity": 2, "unitAmount": 62_500}])
    shown = document()

    assert shown["merchant"] == {"name": "Kopi Kita", "address": None, "phone": None, "email": None, "taxId": None}
    assert shown["customer"] == {"name": "Ada", "email": "ada@example.com"}
    assert shown["lines"] == [{"description": "Kopi", "quantity": 2, "unitAmount": 62_500, "amount": 125_000}]
    assert (shown["subtotal"], shown["taxAmount"], shown["total"]) == (112_613, 12_387, 125_000)
    assert (shown["template"]["showTax"], shown["template"]["taxLabel"], shown["template"]["taxRate"]) == (
        False,
        "PPN",
        0.11,
    )


def test_a_row_is_a_part_of_the_document(sell, rows, document):
    """Both calls agree on what they both show."""
    sell()
    (row,) = rows()

    assert row.items() <= {name: value for name, value in document().items() if name in row}.items()


def test_a_payment_for_nothing_in_particular_is_one_line(sell, document):
    """A session without line items has a receipt with one."""
    sell()

    assert document()["lines"] == [{"description": "Payment", "quantity": 1, "unitAmount": 125_000, "amount": 125_000}]


def test_an_invoice_keeps_its_own_tax(bill, document):
    """What was added as tax is the tax, and what was taken off is told."""
    bill(tax=9_900, discount=10_000)
    shown = document()

    assert (shown["discount"], shown["taxAmount"], shown["taxIncluded"]) == (10_000, 9_900, False)
    assert (shown["subtotal"], shown["total"]) == (90_000, 99_900)


def test_receipts_are_numbered(sell, rows):
    """Each workspace and mode counts from one."""
    for _ in range(3):
        sell()

    assert [row["number"] for row in rows("order=asc")] == ["RCPT-000001", "RCPT-000002", "RCPT-000003"]


def test_numbers_go_on():
    """After a million there are more digits."""
    assert (number(0), number(999_998), number(1_000_000)) == ("RCPT-000001", "RCPT-999999", "RCPT-1000001")


def test_a_receipt_is_a_snapshot(call, sell, document, customer, merchant):
    """What changes afterwards does not change it."""
    buyer = customer(name="Ada")["id"]
    sell(customerId=buyer)
    before = document()
    call("PATCH", f"/api/v1/customers/{buyer}", {"name": "Grace"})
    merchant.name = "Kopi Mereka"

    assert document() == before


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "POST"])
def test_a_receipt_cannot_be_changed(call, sell, rows, method):
    """There is no such operation."""
    sell()

    assert call(method, f"{RECEIPTS}/{rows()[0]['id']}", {}).verdict == (405, "method_not_allowed")


def test_receipts_are_listed_by_source_customer_and_time(sell, bill, rows, customer, advance):
    """Every filter of the table; after is inclusive, before exclusive."""
    buyer = customer()["id"]
    sell(customerId=buyer)
    advance(hours=1)
    bill()

    assert [row["sourceType"] for row in rows()] == ["invoice", "checkout_session"]
    assert [row["sourceType"] for row in rows("sourceType=invoice")] == ["invoice"]
    assert [row["customerId"] for row in rows(f"customerId={buyer}")] == [buyer]
    assert [row["sourceType"] for row in rows("issuedAfter=2026-05-12T13:00:00Z")] == ["invoice"]
    assert [row["sourceType"] for row in rows("issuedBefore=2026-05-12T13:00:00Z")] == ["checkout_session"]


def test_an_unknown_source_type_is_refused(call):
    """Receipts come from sessions and invoices."""
    answer = call("GET", f"{RECEIPTS}?sourceType=refund")

    assert (answer.verdict, answer.error["field"]) == ((400, "invalid_request"), "sourceType")


def test_an_unknown_receipt_is_not_found(call):
    """The answer names what was looked for."""
    answer = call("GET", f"{RECEIPTS}/rcpt_nothing")

    assert (answer.verdict, answer.error["message"]) == ((404, "not_found"), "Receipt rcpt_nothing not found")


def test_a_session_leads_to_its_receipt(call, sell, rows, document):
    """As a row and as a whole."""
    session = sell()

    assert call("GET", f"{SESSIONS}/{session['id']}/receipt-link").data == rows()[0]
    assert call("GET", f"{SESSIONS}/{session['id']}/receipt").data == document()


def test_an_invoice_leads_to_its_receipt(call, bill, rows):
    """As a row."""
    invoice = bill()

    assert call("GET", f"/api/v1/invoices/{invoice['id']}/receipt").data == rows()[0]


@pytest.mark.parametrize(("method", "path"), [("GET", "receipt"), ("GET", "receipt-link"), ("POST", "receipt/email")])
def test_an_unpaid_session_has_no_receipt(call, method, path):
    """404 until it is completed (SDK facts section 1.1)."""
    session = call("POST", SESSIONS, ASKED).data

    assert call(method, f"{SESSIONS}/{session['id']}/{path}", {} if method == "POST" else None).verdict == (
        404,
        "not_found",
    )


def test_an_unpaid_invoice_has_no_receipt(call, customer):
    """The message says in which state it is."""
    lines = [{"description": "Kopi", "quantity": 1, "unitAmount": 1}]
    body = {"customerId": customer()["id"], "currency": "IDR", "lines": lines}
    invoice = call("POST", "/api/v1/invoices", body).data
    answer = call("GET", f"/api/v1/invoices/{invoice['id']}/receipt")

    assert (answer.verdict, answer.error["message"]) == (
        (404, "not_found"),
        f"Invoice {invoice['id']} is draft; it has a receipt once it is paid",
    )


def test_a_receipt_is_mailed_to_its_customer(call, sell, rows, customer, advance):
    """Without an address it goes to the payer's, and the row remembers."""
    sell(customerId=customer(email="ada@example.com")["id"])
    advance(minutes=5)
    answer = call("POST", f"{RECEIPTS}/{rows()[0]['id']}/email", {})

    assert answer.data == {"sent": True, "to": "ada@example.com"}
    assert (rows()[0]["emailedTo"], rows()[0]["emailedAt"]) == ("ada@example.com", "2026-05-12T12:05:00.000Z")


def test_a_receipt_is_mailed_to_an_address(call, sell, rows):
    """The last address is remembered; a session leads to the same."""
    session = sell()
    call("POST", f"{RECEIPTS}/{rows()[0]['id']}/email", {"to": "first@example.com"})
    answer = call("POST", f"{SESSIONS}/{session['id']}/receipt/email", {"to": "second@example.com"})

    assert answer.data == {"sent": True, "to": "second@example.com"}
    assert rows()[0]["emailedTo"] == "second@example.com"


@pytest.mark.parametrize("body", [{}, {"to": None}, {"to": "ada"}])
def test_a_receipt_cannot_be_mailed_nowhere(call, sell, rows, body):
    """Without any address, or with a wrong one, the field is named."""
    sell()
    answer = call("POST", f"{RECEIPTS}/{rows()[0]['id']}/email", body)

    assert (answer.verdict, answer.error["field"]) == ((400, "invalid_request"), "to")
    assert rows()[0]["emailedAt"] is None


@pytest.mark.parametrize(
    ("gross", "tax"), [(0, 0), (1, 0), (4, 0), (5, 0), (6, 1), (111, 11), (100_000, 9_910), (125_000, 12_387)]
)
def test_tax_is_taken_out_of_the_gross(gross, tax):
    """Eleven parts of a hundred and eleven, in whole rupiah."""
    assert included_tax(gross) == tax


@given(st.integers(0, 10**18), st.integers(1, 100))
def test_tax_is_rounded_half_up(gross, percent):
    """Never off by more than a half, and up from there."""
    exact = Fraction(gross * percent, 100 + percent)

    assert -Fraction(1, 2) < included_tax(gross, percent) - exact <= Fraction(1, 2)
