"""A receipt as a whole: what a single call shows to a merchant, and to a buyer (its shape is a guess)."""

from __future__ import annotations

from typing_extensions import TypedDict

from plugipay_mock.clock import Instant
from plugipay_mock.resources.receipts.model import Look, Merchant, Payer, Receipt, ReceiptLine, SourceType
from plugipay_mock.shown import ShownCurrency


class ReceiptDocument(TypedDict):
    """A receipt with everything that stands on it."""

    id: str
    number: str
    sourceType: SourceType
    sourceId: str
    customerId: str | None
    amount: int
    currency: ShownCurrency
    method: str | None
    adapter: str | None
    issuedAt: Instant
    emailedAt: Instant | None
    emailedTo: str | None
    merchant: Merchant
    customer: Payer | None
    lines: list[ReceiptLine]
    subtotal: int
    discount: int
    taxAmount: int
    taxIncluded: bool
    total: int
    template: Look


def show_document(receipt: Receipt) -> ReceiptDocument:
    """Return everything that stands on a receipt."""
    return {
        "id": receipt.id,
        "number": receipt.number,
        "sourceType": receipt.source_type,
        "sourceId": receipt.source_id,
        "customerId": receipt.customer_id,
        "amount": receipt.amount,
        "currency": receipt.currency,
        "method": receipt.method,
        "adapter": receipt.adapter,
        "issuedAt": receipt.issued_at,
        "emailedAt": receipt.emailed_at,
        "emailedTo": receipt.emailed_to,
        "merchant": receipt.merchant,
        "customer": receipt.payer,
        "lines": list(receipt.lines),
        "subtotal": receipt.subtotal,
        "discount": receipt.discount,
        "taxAmount": receipt.tax_amount,
        "taxIncluded": receipt.tax_included,
        "total": receipt.amount,
        "template": receipt.look,
    }
