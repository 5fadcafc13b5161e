"""Documents as PDF files."""

import sys
from datetime import datetime
from io import BytesIO

from pypdf import PdfReader

from .samples import LONG

INVOICES = "/api/v1/invoices"


def text_of(pdf):
    """What a reader of a PDF file sees."""
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def test_an_invoice_opens_as_pdf(call, bill):
    """A reader finds number, buyer, lines and sums in it."""
    text = text_of(call("GET", f"{INVOICES}/{bill()['id']}/invoice.pdf").body)

    for part in ("Invoice INV-000001", "Kopi Kita", "José <b>", "Langganan", "Rp100.000", "-Rp10.000", "Rp99.900"):
        assert part in text


def test_a_receipt_opens_as_pdf(call, receipt):
    """A reader finds number, lines, method and total in it."""
    text = text_of(call("GET", f"/api/v1/receipts/{receipt['id']}/receipt.pdf").body)

    for part in ("Receipt RCPT-000001", "Kopi susu", "Rp37.000", "QRIS", "Total paid", "Rp111.000", "Thank you"):
        assert part in text


def test_a_pdf_is_as_old_as_what_it_shows(call, bill, still):
    """Its date of creation is the invoice's, and not that of the call."""
    reader = PdfReader(BytesIO(call("GET", f"{INVOICES}/{bill()['id']}/invoice.pdf").body))

    assert reader.metadata.creation_date == datetime.fromisoformat(still)
    assert reader.metadata.title == "Invoice INV-000001"


def test_a_long_invoice_has_several_pages(call, bill):
    """Every line is there, and the total comes after them."""
    lines = [{"description": f"Item {at}: {LONG}", "quantity": 1, "unitAmount": 1_000} for at in range(100)]
    pdf = call("GET", f"{INVOICES}/{bill(lines=lines)['id']}/invoice.pdf").body
    text = text_of(pdf)

    assert len(PdfReader(BytesIO(pdf)).pages) > 3
    assert all(f"Item {at}:" in text for at in range(100))
    assert text.index("Item 99:") < text.index("Amount due")


def test_without_its_library_a_pdf_is_not_mocked(call, bases, monkeypatch):
    """The refusal names the line that installs it; the other forms need none."""
    monkeypatch.setitem(sys.modules, "fpdf", None)
    answer = call("GET", f"{bases['invoice']}.pdf")

    assert answer.verdict == (501, "not_mocked")
    assert "pip install 'plugipay-testkit[documents]'" in answer.error["message"]
    assert call("GET", f"{bases['invoice']}.html").status == 200
