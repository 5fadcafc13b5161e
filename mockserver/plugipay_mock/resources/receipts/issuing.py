"""Issues a receipt for every payment, and finds it again."""

from __future__ import annotations

from typing import Any

from plugipay_mock.actor import Actor
from plugipay_mock.errors import NotFound
from plugipay_mock.resources.checkout_sessions.model import CheckoutSession
from plugipay_mock.resources.customers.model import CUSTOMERS
from plugipay_mock.resources.invoices.model import Invoice
from plugipay_mock.resources.receipts.model import (
    RECEIPTS,
    Merchant,
    Payer,
    Receipt,
    ReceiptLine,
    included_tax,
    number,
)


def session_completed(actor: Actor, session: CheckoutSession) -> None:
    """Issue the receipt of a completed checkout session; one without line items has one line."""
    lines = tuple(_line(item.name, item.quantity, item.unit_amount) for item in session.line_items)
    receipt = Receipt(
        **_birth(actor),
        source_type="checkout_session",
        source_id=session.id,
        customer_id=session.customer_id,
        amount=session.amount,
        currency=session.currency,
        method=session.payment_method,
        adapter=session.adapter,
        payer=_payer(actor, session.customer_id),
        lines=lines or (_line("Payment", 1, session.amount),),
        tax_amount=included_tax(session.amount),
    )
    actor.add(RECEIPTS, receipt)


def invoice_paid(actor: Actor, invoice: Invoice) -> None:
    """Issue the receipt of a paid invoice."""
    receipt = Receipt(
        **_birth(actor),
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
        tax_amount=invoice.tax or included_tax(invoice.total),
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
        "merchant": Merchant(name=actor.workspace.name),
    }


def _payer(actor: Actor, customer_id: str | None) -> Payer | None:
    customer = actor.tenant.collection(CUSTOMERS).get(customer_id or "")
    return None if customer is None else Payer(name=customer.name, email=customer.email)


def _line(description: str, quantity: int, unit_amount: int) -> ReceiptLine:
    return ReceiptLine(
        description=description, quantity=quantity, unit_amount=unit_amount, amount=quantity * unit_amount
    )
