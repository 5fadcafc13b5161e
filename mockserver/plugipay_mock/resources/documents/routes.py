"""Invoices and receipts in the forms people file, read and print; raw answers, without an envelope.

A session leads to its receipt, which is there once the session is completed. Guess: `/invoices/{id}/pdf`, which the API
page calls a redirect to a signed URL, answers 303 to a public page of the mock.
"""

from __future__ import annotations

from plugipay_mock.actor import Actor, Caller, Visitor
from plugipay_mock.answers import Raw, Redirect
from plugipay_mock.errors import NotFound, NotMocked
from plugipay_mock.resources.checkout_sessions.model import SESSIONS
from plugipay_mock.resources.documents import escpos, html, links, pdf
from plugipay_mock.resources.documents.model import Paper
from plugipay_mock.resources.documents.papers import invoice_paper, receipt_paper
from plugipay_mock.resources.documents.wire import Roll, Signed
from plugipay_mock.resources.invoices.model import INVOICES
from plugipay_mock.resources.receipts.model import RECEIPTS
from plugipay_mock.route import PUBLIC, Routes

routes = Routes("")

_INVOICES = "plugipay:invoice:read"
_CHECKOUT = "plugipay:checkout:read"


@routes.get("/api/v1/invoices/{invoice_id}/invoice.pdf", scope=_INVOICES, produces=pdf.MEDIA_TYPE, refuses=(NotMocked,))
def invoice_pdf(caller: Caller, invoice_id: str) -> Raw:
    """Show an invoice in whatever state as a PDF file."""
    return _pdf(_invoice(caller, invoice_id))


@routes.get("/api/v1/invoices/{invoice_id}/invoice.html", scope=_INVOICES, produces=html.MEDIA_TYPE)
def invoice_html(caller: Caller, invoice_id: str) -> Raw:
    """Show an invoice as a page to print."""
    return _html(_invoice(caller, invoice_id))


@routes.get("/api/v1/invoices/{invoice_id}/invoice.escpos", scope=_INVOICES, produces=escpos.MEDIA_TYPE)
def invoice_escpos(caller: Caller, invoice_id: str, query: Roll) -> Raw:
    """Show an invoice as commands for a receipt printer."""
    return _escpos(_invoice(caller, invoice_id), query)


@routes.get("/api/v1/invoices/{invoice_id}/pdf", scope=_INVOICES, produces=pdf.MEDIA_TYPE)
def invoice_link(caller: Caller, invoice_id: str) -> Redirect:
    """Lead to an address at which anybody can read the PDF file for five minutes."""
    return Redirect(links.address(caller, caller.fetch(INVOICES, invoice_id).id))


@routes.get("/i/{invoice_id}/invoice.pdf", scope=PUBLIC, produces=pdf.MEDIA_TYPE, refuses=(NotMocked,))
def linked_pdf(visitor: Visitor, invoice_id: str, query: Signed) -> Raw:
    """Show the PDF file of an invoice to whoever was given its address."""
    reader = visitor.acting_on(INVOICES, invoice_id)
    links.check(reader, invoice_id, query.expires, query.signature)
    return _pdf(_invoice(reader, invoice_id))


@routes.get("/api/v1/receipts/{receipt_id}/receipt.pdf", scope=_CHECKOUT, produces=pdf.MEDIA_TYPE, refuses=(NotMocked,))
def receipt_pdf(caller: Caller, receipt_id: str) -> Raw:
    """Show a receipt as a PDF file."""
    return _pdf(_receipt(caller, receipt_id))


@routes.get("/api/v1/receipts/{receipt_id}/receipt.html", scope=_CHECKOUT, produces=html.MEDIA_TYPE)
def receipt_html(caller: Caller, receipt_id: str) -> Raw:
    """Show a receipt as a page to print."""
    return _html(_receipt(caller, receipt_id))


@routes.get("/api/v1/receipts/{receipt_id}/receipt.escpos", scope=_CHECKOUT, produces=escpos.MEDIA_TYPE)
def receipt_escpos(caller: Caller, receipt_id: str, query: Roll) -> Raw:
    """Show a receipt as commands for a receipt printer."""
    return _escpos(_receipt(caller, receipt_id), query)


@routes.get(
    "/api/v1/checkout-sessions/{session_id}/receipt.pdf", scope=_CHECKOUT, produces=pdf.MEDIA_TYPE, refuses=(NotMocked,)
)
def session_pdf(caller: Caller, session_id: str) -> Raw:
    """Show the receipt of a completed session as a PDF file."""
    return _pdf(_receipt_of_session(caller, session_id))


@routes.get("/api/v1/checkout-sessions/{session_id}/receipt.html", scope=_CHECKOUT, produces=html.MEDIA_TYPE)
def session_html(caller: Caller, session_id: str) -> Raw:
    """Show the receipt of a completed session as a page to print."""
    return _html(_receipt_of_session(caller, session_id))


@routes.get("/api/v1/checkout-sessions/{session_id}/receipt.escpos", scope=_CHECKOUT, produces=escpos.MEDIA_TYPE)
def session_escpos(caller: Caller, session_id: str, query: Roll) -> Raw:
    """Show the receipt of a completed session as commands for a receipt printer."""
    return _escpos(_receipt_of_session(caller, session_id), query)


def _invoice(actor: Actor, invoice_id: str) -> Paper:
    return invoice_paper(actor, actor.fetch(INVOICES, invoice_id))


def _receipt(caller: Caller, receipt_id: str) -> Paper:
    return receipt_paper(caller.fetch(RECEIPTS, receipt_id))


def _receipt_of_session(caller: Caller, session_id: str) -> Paper:
    session = caller.fetch(SESSIONS, session_id)
    receipt = caller.tenant.collection(RECEIPTS).owner(session.id)
    if receipt is None:
        raise NotFound(f"Checkout session {session.id} is {session.status}; it has a receipt once it is completed")
    return receipt_paper(receipt)


def _pdf(paper: Paper) -> Raw:
    return Raw(pdf.pdf(paper), pdf.MEDIA_TYPE, _named("inline", paper, "pdf"))


def _html(paper: Paper) -> Raw:
    return Raw(html.html(paper), html.MEDIA_TYPE, html.HEADERS)


def _escpos(paper: Paper, roll: Roll) -> Raw:
    content = escpos.escpos(paper, roll.width)
    return Raw(content, escpos.MEDIA_TYPE, _named("attachment", paper, "escpos"))


def _named(disposition: str, paper: Paper, suffix: str) -> dict[str, str]:
    return {"Content-Disposition": f'{disposition}; filename="{paper.number}.{suffix}"'}
