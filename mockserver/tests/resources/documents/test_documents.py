"""What every document has in common, in whatever form."""

import pytest

from .samples import every_document

INVOICES = "/api/v1/invoices"
SESSIONS = "/api/v1/checkout-sessions"


@every_document
@pytest.mark.parametrize(
    ("suffix", "media_type"),
    [("pdf", "application/pdf"), ("html", "text/html; charset=utf-8"), ("escpos", "application/octet-stream")],
)
def test_a_document_says_what_it_is(call, bases, name, suffix, media_type):
    """Type and request id are headers; there is no envelope."""
    answer = call("GET", f"{bases[name]}.{suffix}")

    assert (answer.status, answer.headers["Content-Type"]) == (200, media_type)
    assert answer.headers["X-Request-Id"].startswith("req_")


@pytest.mark.parametrize(
    ("name", "suffix", "disposition"),
    [
        ("invoice", "pdf", 'inline; filename="INV-000001.pdf"'),
        ("session", "pdf", 'inline; filename="RCPT-000001.pdf"'),
        ("receipt", "escpos", 'attachment; filename="RCPT-000001.escpos"'),
        ("receipt", "html", None),
    ],
)
def test_a_file_is_named_for_its_number(call, bases, name, suffix, disposition):
    """A browser shows a PDF, saves what is for a printer, and needs no name for a page."""
    assert call("GET", f"{bases[name]}.{suffix}").headers.get("Content-Disposition") == disposition


def test_a_document_is_as_good_for_the_shipped_service(call, bases, shipped):
    """Both dialects print the same."""
    assert call("GET", f"{bases['invoice']}.pdf").body.startswith(b"%PDF-")


@every_document
@pytest.mark.parametrize("suffix", ["pdf", "html", "escpos"])
def test_a_document_is_the_same_whenever_it_is_drawn(call, bases, advance, name, suffix):
    """Byte for byte, also on another day."""
    first = call("GET", f"{bases[name]}.{suffix}").body
    advance(days=1)

    assert call("GET", f"{bases[name]}.{suffix}").body == first


@pytest.mark.parametrize(
    "document", ["invoices/inv_x/invoice", "receipts/rcpt_x/receipt", "checkout-sessions/cs_x/receipt"]
)
@pytest.mark.parametrize("suffix", ["pdf", "html", "escpos"])
def test_there_are_no_documents_of_nothing(call, document, suffix):
    """What does not exist is not found."""
    assert call("GET", f"/api/v1/{document}.{suffix}").verdict == (404, "not_found")


@pytest.mark.parametrize("suffix", ["pdf", "html", "escpos"])
def test_a_session_has_a_receipt_once_it_is_completed(call, open_session, suffix):
    """Before, the answer says how it stands."""
    session = open_session()
    answer = call("GET", f"{SESSIONS}/{session['id']}/receipt.{suffix}")

    assert answer.verdict == (404, "not_found")
    assert f"{session['id']} is open" in answer.error["message"]


@pytest.mark.parametrize("action", ["draft", "open", "pay", "void", "past_due", "uncollectible"])
def test_an_invoice_can_be_printed_in_any_state(call, bill, advance, page, action):
    """The paper says which."""
    state = {"status": "draft"} if action == "draft" else {}
    invoice = bill(**state, dueAt="2026-05-13T12:00:00Z")
    if action in {"pay", "void"}:
        call("POST", f"{INVOICES}/{invoice['id']}/{action}", {})
    advance(days={"past_due": 2, "uncollectible": 40}.get(action, 0))
    word = {"draft": "Draft", "open": "Open", "pay": "Paid", "void": "Void", "past_due": "Past due"}

    assert f"<dt>Status</dt><dd>{word.get(action, 'Uncollectible')}</dd>" in page(f"{INVOICES}/{invoice['id']}/invoice")
