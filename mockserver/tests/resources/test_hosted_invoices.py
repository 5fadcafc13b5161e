"""The pages of invoices and receipts."""

import re

import pytest

from plugipay_mock.resources.hosted.money import money


@pytest.fixture
def invoice(call):
    """An open invoice of 99,900 rupiah."""
    customer = call("POST", "/api/v1/customers", {"name": "Ada"}).data["id"]
    body = {
        "customerId": customer,
        "currency": "IDR",
        "status": "open",
        "lines": [{"description": "Langganan", "quantity": 2, "unitAmount": 50_000}],
        "discount": 10_000,
        "tax": 9_900,
        "memo": "Terima kasih",
    }
    return call("POST", "/api/v1/invoices", body).data


def state_of(html):
    return re.search(r'<main data-status="(\w*)">', html)[1]


def test_an_invoice_shows_what_it_comes_to(invoice, read):
    """Lines, discount, tax, total and what the merchant wrote."""
    html = read(f"/i/{invoice['id']}")

    for text in (
        "INV-000001",
        "Langganan \N{MULTIPLICATION SIGN} 2",
        "\N{MINUS SIGN}Rp10.000",
        "Rp9.900",
        "Rp99.900",
        "Terima kasih",
    ):
        assert text in html


def test_an_invoice_is_paid_on_its_page(call, invoice, submit, read):
    """The payer is shown the page again; the charge is the provider's."""
    answer = submit(f"/i/{invoice['id']}", method="va")
    paid = call("GET", f"/api/v1/invoices/{invoice['id']}").data
    (receipt,) = call("GET", "/api/v1/receipts").data

    assert (answer.status, answer.headers["Location"]) == (303, invoice["id"])
    assert (paid["status"], paid["chargeId"][:4]) == ("paid", "chg_")
    assert (receipt["method"], receipt["adapter"]) == ("va", "managed")
    assert state_of(read(f"/i/{invoice['id']}")) == "paid"


def test_an_invoice_is_paid_once(call, invoice, submit, told):
    """A second click leads back to the page."""
    first, second = (submit(f"/i/{invoice['id']}", method="va") for _ in range(2))

    assert first.headers["Location"] == second.headers["Location"]
    assert told().count("invoice.paid") == 1


def test_an_invoice_is_not_paid_by_a_foreign_method(invoice, submit, read):
    """Rupiah are not paid with PayPal here."""
    assert submit(f"/i/{invoice['id']}", method="paypal").error["field"] == "method"
    assert state_of(read(f"/i/{invoice['id']}")) == "open"


def test_a_void_invoice_cannot_be_paid(call, invoice, submit, read):
    """Its page says so."""
    call("POST", f"/api/v1/invoices/{invoice['id']}/void", {})
    submit(f"/i/{invoice['id']}", method="va")

    assert state_of(read(f"/i/{invoice['id']}")) == "void"
    assert "<form" not in read(f"/i/{invoice['id']}")


def test_a_past_due_invoice_can_be_paid(call, invoice, advance, submit, read):
    """Late money is money."""
    lines = [{"description": "Kopi", "quantity": 1, "unitAmount": 1}]
    body = {"customerId": invoice["customerId"], "currency": "IDR", "status": "open", "lines": lines}
    late = call("POST", "/api/v1/invoices", body | {"dueAt": "2026-05-13T12:00:00Z"}).data
    advance(days=2)

    assert state_of(read(f"/i/{late['id']}")) == "past_due"
    submit(f"/i/{late['id']}", method="qris")
    assert state_of(read(f"/i/{late['id']}")) == "paid"


def test_a_draft_has_no_page(call, invoice, visit):
    """Before it is finalized, nobody but the merchant sees an invoice."""
    lines = [{"description": "Kopi", "quantity": 1, "unitAmount": 1}]
    body = {"customerId": invoice["customerId"], "currency": "IDR", "lines": lines}
    draft = call("POST", "/api/v1/invoices", body).data

    assert visit("GET", f"/i/{draft['id']}").status == 404


def test_a_receipt_can_be_looked_at(call, invoice, submit, read):
    """Number, amount, method and thanks."""
    submit(f"/i/{invoice['id']}", method="qris")
    (receipt,) = call("GET", "/api/v1/receipts").data
    html = read(f"/r/{receipt['id']}")

    for text in ("RCPT-000001", "Rp99.900", "Paid with QRIS", "Thank you"):
        assert text in html


def test_a_receipt_tells_what_was_added(call, invoice, submit, read):
    """The lines of an invoice, its discount and its tax come to what was paid."""
    submit(f"/i/{invoice['id']}", method="va")
    (receipt,) = call("GET", "/api/v1/receipts").data
    html = read(f"/r/{receipt['id']}")

    for text in ("Rp100.000", "\N{MINUS SIGN}Rp10.000", "Rp9.900", "Rp99.900", "by Ada"):
        assert text in html


@pytest.mark.parametrize(
    ("amount", "currency", "text"),
    [
        (0, "IDR", "Rp0"),
        (999, "IDR", "Rp999"),
        (1_250_000, "IDR", "Rp1.250.000"),
        (0, "USD", "$0.00"),
        (5, "USD", "$0.05"),
        (124_900, "USD", "$1,249.00"),
    ],
)
def test_amounts_are_written_as_people_write_them(amount, currency, text):
    """Whole rupiah with dots, dollars with cents."""
    assert money(amount, currency) == text
