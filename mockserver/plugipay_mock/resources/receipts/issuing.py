"""Issues a receipt for every payment, as brand and template are at that moment, and finds it again.

Guess: it looks as the default template of its kind says, else as the checkout settings do, else as the service has it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from plugipay_mock.actor import Actor
from plugipay_mock.codec import codec_of
from plugipay_mock.errors import NotFound
from plugipay_mock.resources.checkout_sessions.model import CheckoutSession
from plugipay_mock.resources.checkout_settings.brand import Brand, brand_of, settings_of
from plugipay_mock.resources.customers.model import CUSTOMERS
from plugipay_mock.resources.invoices.model import Invoice
from plugipay_mock.resources.receipts.model import (
    DEFAULT_LOOK,
    RECEIPTS,
    Look,
    Merchant,
    Payer,
    Receipt,
    ReceiptLine,
    number,
)
from plugipay_mock.resources.templates.chosen import config_of


def session_completed(actor: Actor, session: CheckoutSession) -> None:
    """Issue the receipt of a completed checkout session; one without line items has one line."""
    lines = tuple(_line(item.name, item.quantity, item.unit_amount) for item in session.line_items)
    signed = _signed(actor)
    receipt = Receipt(
        **_birth(actor),
        **signed,
        source_type="checkout_session",
        source_id=session.id,
        customer_id=session.customer_id,
        amount=session.amount,
        currency=session.currency,
        method=session.payment_method,
        adapter=session.adapter,
        payer=_payer(actor, session.customer_id),
        lines=lines or (_line("Payment", 1, session.amount),),
        tax_amount=signed["look"].tax_within(session.amount),
    )
    actor.add(RECEIPTS, receipt)


def invoice_paid(actor: Actor, invoice: Invoice) -> None:
    """Issue the receipt of a paid invoice."""
    signed = _signed(actor)
    receipt = Receipt(
        **_birth(actor),
        **signed,
        source_type="invoice",
        source_id=invoice.id,
        customer_id=invoice.customer_id,
        amount=invoice.total,
        currency=invoice.currency,
        method=invoice.payment_method,
        adapter="manual" if invoice.charge is None else "managed",
        payer=_payer(actor, invoice.customer_id),
        lines=tuple(_line(line.description, line.quantity, line.unit_amount) for line in invoice.lines),
        discount=invoice.discount,
        tax_amount=invoice.tax or signed["look"].tax_within(invoice.total),
        tax_included=not invoice.tax,
    )
    actor.add(RECEIPTS, receipt)


def receipt_of(actor: Actor, source_id: str, subject: str) -> Receipt:
    """Return the receipt of a session or an invoice.

    Args:
        subject: how the message names the source, and what it is: "Checkout session cs_… is open".

    Raises:
        NotFound: it was not paid yet.
    """
    receipt = actor.tenant.collection(RECEIPTS).owner(source_id)
    if receipt is None:
        raise NotFound(f"{subject}; it has a receipt once it is paid")
    return receipt


def _birth(actor: Actor) -> dict[str, Any]:
    return {
        "id": actor.new_id(RECEIPTS.prefix),
        "number": number(len(actor.tenant.collection(RECEIPTS))),
        "issued_at": actor.now,
    }


def _signed(actor: Actor) -> dict[str, Any]:
    """Return who issues a receipt now, and what it looks like: `merchant`, `tagline` and `look`."""
    brand, kept = brand_of(actor), _kept(actor)
    merchant = Merchant(
        name=brand.name,
        address=kept.get("merchantAddress") or brand.address,
        phone=brand.phone,
        email=brand.email,
        tax_id=kept.get("merchantTaxId") or brand.tax_id,
    )
    return {"merchant": merchant, "tagline": brand.tagline, "look": _look(brand, config_of(actor, "receipt") or kept)}


def _look(brand: Brand, config: dict[str, Any]) -> Look:
    look: Look = codec_of(Look).adapter.validate_python(config) if config else DEFAULT_LOOK
    return replace(look, accent_color=look.accent_color or brand.accent_color)


def _kept(actor: Actor) -> dict[str, Any]:
    """Return what the settings say of receipts, the address under the name that templates have for it."""
    settings = settings_of(actor)
    kept = (settings and settings.receipt_template) or {}
    said = {name: value for name, value in kept.items() if value is not None}
    return said | ({"showBusinessDetails": said["showMerchantAddress"]} if "showMerchantAddress" in said else {})


def _payer(actor: Actor, customer_id: str | None) -> Payer | None:
    customer = actor.tenant.collection(CUSTOMERS).get(customer_id or "")
    return None if customer is None else Payer(name=customer.name, email=customer.email)


def _line(description: str, quantity: int, unit_amount: int) -> ReceiptLine:
    return ReceiptLine(
        description=description, quantity=quantity, unit_amount=unit_amount, amount=quantity * unit_amount
    )
