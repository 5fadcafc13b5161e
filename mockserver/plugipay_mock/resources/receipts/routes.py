"""The operations on receipts, and those by which a session or an invoice leads to its own."""

from __future__ import annotations

from plugipay_mock.actor import Caller
from plugipay_mock.errors import FieldProblem, InvalidRequest
from plugipay_mock.pages import Page
from plugipay_mock.resources.checkout_sessions.model import SESSIONS
from plugipay_mock.resources.invoices.model import INVOICES
from plugipay_mock.resources.receipts.documents import ReceiptDocument, show_document
from plugipay_mock.resources.receipts.issuing import receipt_of
from plugipay_mock.resources.receipts.model import RECEIPTS, Receipt
from plugipay_mock.resources.receipts.wire import Address, Mailed, ReceiptFilters
from plugipay_mock.route import Routes

routes = Routes("/api/v1")

_READ = "plugipay:checkout:read"
_WRITE = "plugipay:checkout:write"


@routes.get("/receipts", scope=_READ)
def browse(caller: Caller, query: ReceiptFilters) -> Page[Receipt]:
    """List receipts, newest first."""
    asked = query.slice(
        after=query.issued_after,
        before=query.issued_before,
        sourceType=query.source_type,
        customerId=query.customer_id,
    )
    return caller.browse(RECEIPTS, asked)


@routes.get("/receipts/{receipt_id}", scope=_READ)
def fetch(caller: Caller, receipt_id: str) -> ReceiptDocument:
    """Show one receipt with everything that stands on it."""
    return show_document(caller.fetch(RECEIPTS, receipt_id))


@routes.post("/receipts/{receipt_id}/email", scope=_WRITE, key="accepted")
def email(caller: Caller, receipt_id: str, body: Address) -> Mailed:
    """Mail a receipt to an address, or to its customer."""
    return _mail(caller, caller.fetch(RECEIPTS, receipt_id), body)


@routes.get("/checkout-sessions/{session_id}/receipt", scope=_READ)
def document_of_session(caller: Caller, session_id: str) -> ReceiptDocument:
    """Show the receipt of a completed session with everything that stands on it."""
    return show_document(_of_session(caller, session_id))


@routes.get("/checkout-sessions/{session_id}/receipt-link", scope=_READ)
def receipt_of_session(caller: Caller, session_id: str) -> Receipt:
    """Show the row of a completed session's receipt."""
    return _of_session(caller, session_id)


@routes.post("/checkout-sessions/{session_id}/receipt/email", scope=_WRITE, key="accepted")
def email_of_session(caller: Caller, session_id: str, body: Address) -> Mailed:
    """Mail the receipt of a completed session to an address, or to its customer."""
    return _mail(caller, _of_session(caller, session_id), body)


@routes.get("/invoices/{invoice_id}/receipt", scope="plugipay:invoice:read")
def receipt_of_invoice(caller: Caller, invoice_id: str) -> Receipt:
    """Show the row of a paid invoice's receipt."""
    invoice = caller.fetch(INVOICES, invoice_id)
    return receipt_of(caller, invoice.id, f"Invoice {invoice.id} is {invoice.status}")


def _of_session(caller: Caller, session_id: str) -> Receipt:
    session = caller.fetch(SESSIONS, session_id)
    return receipt_of(caller, session.id, f"Checkout session {session.id} is {session.status}")


def _mail(caller: Caller, receipt: Receipt, body: Address) -> Mailed:
    to = body.to or (None if receipt.payer is None else receipt.payer.email)
    if to is None:
        raise InvalidRequest(FieldProblem("to", "is required, since no address of the payer is known"))
    caller.replace(RECEIPTS, receipt.mailed(to, caller.now))
    return {"sent": True, "to": to}
