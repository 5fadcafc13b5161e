"""The seven operations of a buyer, who has no key: whoever knows an id may use it."""

from __future__ import annotations

from typing import Final

from plugipay_mock.actor import Actor, Visitor
from plugipay_mock.errors import Conflict, NotFound
from plugipay_mock.resources.adapters.connected import connected
from plugipay_mock.resources.checkout_sessions.methods import instructions
from plugipay_mock.resources.checkout_sessions.model import LIFE_CYCLE, SESSIONS, CheckoutSession
from plugipay_mock.resources.checkout_settings.brand import brand_of
from plugipay_mock.resources.invoices.model import INVOICES
from plugipay_mock.resources.public_checkout import wire
from plugipay_mock.resources.receipts.documents import ReceiptDocument, show_document
from plugipay_mock.resources.receipts.issuing import receipt_of
from plugipay_mock.resources.receipts.model import RECEIPTS
from plugipay_mock.resources.templates.chosen import config_of
from plugipay_mock.resources.uploads.model import PICTURES, keep
from plugipay_mock.route import PUBLIC, Routes
from plugipay_mock.upload import FRAME, Upload

routes = Routes("/api/v1/public/checkout")

LARGEST_PICTURE: Final = 4 * 1024 * 1024
"""Bytes of a proof of payment (SDK facts: 4 MB)."""


@routes.get("/sessions/{session_id}", scope=PUBLIC)
def session_page(visitor: Visitor, session_id: str) -> wire.Bundle:
    """Show what a checkout page needs."""
    buyer, session = _meet(visitor, session_id)
    template = config_of(buyer, "checkout", session.template_id)
    return wire.show_bundle(session, brand_of(buyer), template, connected(buyer))


@routes.post("/sessions/{session_id}/charge", scope=PUBLIC, key="none", refuses=(Conflict,))
def charge(visitor: Visitor, session_id: str, body: wire.Choice) -> wire.Elsewhere | wire.Here:
    """Choose how to pay: the buyer is told what to do, or is sent to the page on which to do it."""
    buyer, session = _meet(visitor, session_id)
    session = buyer.replace(SESSIONS, session.charge(body.method, buyer.now), *LIFE_CYCLE["charge"].told)
    told = instructions(body.method, session.bill)
    if told is None:
        return {"kind": "redirect", "redirectUrl": session.hosted_url}
    return {"kind": "instructions", "instructions": told}


@routes.post("/sessions/{session_id}/buyer-claim", scope=PUBLIC, key="none", refuses=(Conflict,))
def claim(visitor: Visitor, session_id: str, body: wire.Claim) -> wire.PublicSession:
    """Say that the money is on its way; the merchant will confirm it."""
    buyer, session = _meet(visitor, session_id)
    claimed = session.claim(body.proof_url, buyer.now)
    return wire.show_session(buyer.replace(SESSIONS, claimed, *LIFE_CYCLE["claim"].told))


@routes.post(
    "/sessions/{session_id}/proof-image",
    scope=PUBLIC,
    key="none",
    largest_body=LARGEST_PICTURE + FRAME,
    refuses=(Conflict,),
)
def prove(visitor: Visitor, session_id: str, body: Upload) -> wire.Proof:
    """Show a picture of the transfer, while the merchant has not confirmed it."""
    buyer, session = _meet(visitor, session_id)
    picture = keep(buyer.new_id(PICTURES.prefix), body.content, body.picture, buyer.now, largest=LARGEST_PICTURE)
    buyer.replace(SESSIONS, session.prove(picture.url, buyer.now))
    buyer.add(PICTURES, picture)
    return {"url": picture.url, "fileName": picture.id, "fileSize": picture.size}


@routes.get("/sessions/{session_id}/receipt", scope=PUBLIC)
def session_receipt(visitor: Visitor, session_id: str) -> ReceiptDocument:
    """Show the receipt of a completed session."""
    buyer, session = _meet(visitor, session_id)
    return show_document(receipt_of(buyer, session.id, f"Checkout session {session.id} is {session.status}"))


@routes.get("/receipts/{receipt_id}", scope=PUBLIC)
def receipt(visitor: Visitor, receipt_id: str) -> ReceiptDocument:
    """Show a receipt."""
    return show_document(visitor.acting_on(RECEIPTS, receipt_id).fetch(RECEIPTS, receipt_id))


@routes.get("/invoices/{invoice_id}", scope=PUBLIC)
def invoice_page(visitor: Visitor, invoice_id: str) -> wire.InvoiceBundle:
    """Show what an invoice page needs; a draft is not shown yet."""
    buyer = visitor.acting_on(INVOICES, invoice_id)
    invoice = buyer.fetch(INVOICES, invoice_id)
    if invoice.status == "draft":
        raise NotFound(f"Invoice {invoice_id} not found")
    return wire.show_invoice(invoice, brand_of(buyer), config_of(buyer, "invoice", invoice.template_id))


def _meet(visitor: Visitor, session_id: str) -> tuple[Actor, CheckoutSession]:
    buyer = visitor.acting_on(SESSIONS, session_id)
    return buyer, buyer.fetch(SESSIONS, session_id)
