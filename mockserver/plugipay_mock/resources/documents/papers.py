"""Writes invoices and receipts out as papers.

Guesses: an invoice looks as brand and template say when it is printed, by the template that it names, else the default
of its kind, and a receipt as when it was issued; no paper has a logo or a cashier; the words, which are English; an
invoice that is a draft is dated when it was created; tax that is added is always shown, tax within the total where a
template says so.
"""

from __future__ import annotations

from functools import partial
from typing import Final

from plugipay_mock.actor import Actor
from plugipay_mock.clock import Instant
from plugipay_mock.resources.customers.model import CUSTOMERS, Customer
from plugipay_mock.resources.documents.model import Pair, Paper, Row
from plugipay_mock.resources.hosted.money import money
from plugipay_mock.resources.hosted.wording import method_label, moment
from plugipay_mock.resources.invoices.model import LIFE_CYCLE, Invoice, Line
from plugipay_mock.resources.letterhead import Letterhead, of_invoice, of_receipt
from plugipay_mock.resources.receipts.model import Receipt, ReceiptLine

_ACCENT: Final = "#0b6b4f"
_STATES: Final = {
    "draft": "Draft",
    "open": "Open",
    "past_due": "Past due",
    "paid": "Paid",
    "void": "Void",
    "uncollectible": "Uncollectible",
}


def invoice_paper(actor: Actor, invoice: Invoice) -> Paper:
    """Return an invoice in whatever state as a paper."""
    head = of_invoice(actor, invoice)
    customer = actor.tenant.collection(CUSTOMERS).get(invoice.customer_id)
    payable = invoice.status in LIFE_CYCLE["pay"].from_
    ask = f"Pay at {invoice.hosted_invoice_url}" if payable and invoice.hosted_invoice_url else None
    return _on(head)(
        title="Invoice",
        number=invoice.number,
        facts=_invoice_facts(invoice, customer),
        rows=_rows(invoice.lines, invoice.currency),
        sums=_sums(_invoice_sums(invoice, head), invoice.currency),
        notes=tuple(note for note in (invoice.memo, ask, head.closing) if note),
        dated=_dated(invoice),
    )


def receipt_paper(receipt: Receipt) -> Paper:
    """Return a receipt as a paper."""
    head = of_receipt(receipt)
    payer = receipt.payer.name or receipt.payer.email if receipt.payer else None
    return _on(head)(
        title="Receipt",
        number=receipt.number,
        facts=_given(
            ("Date", moment(receipt.issued_at)),
            ("Paid by", payer),
            ("Paid with", receipt.method and method_label(receipt.method)),
        ),
        rows=_rows(receipt.lines, receipt.currency),
        sums=_sums(_receipt_sums(receipt), receipt.currency),
        notes=() if head.closing is None else (head.closing,),
        dated=receipt.issued_at,
    )


def _on(head: Letterhead) -> partial[Paper]:
    return partial(Paper, seller=head.name, details=head.details, footer=head.footer, accent=head.accent or _ACCENT)


def _dated(invoice: Invoice) -> Instant:
    return invoice.issued_at or invoice.created_at


def _invoice_facts(invoice: Invoice, customer: Customer | None) -> tuple[Pair, ...]:
    return _given(
        ("Status", _STATES[invoice.status]),
        ("Date", moment(_dated(invoice))),
        ("Due", invoice.due_at and moment(invoice.due_at)),
        ("Paid", invoice.paid_at and moment(invoice.paid_at)),
        ("Billed to", _person(customer) if customer else None),
        ("Tax number", customer.tax_id if customer else None),
    )


def _invoice_sums(invoice: Invoice, head: Letterhead) -> list[tuple[str, int | None]]:
    return [
        ("Subtotal", invoice.subtotal if invoice.discount or invoice.tax else None),
        ("Discount", -invoice.discount or None),
        *_taxes(head.tax_label or "Tax", invoice.tax, head.tax_within(invoice.total)),
        ("Total", invoice.total),
        ("Paid", -invoice.amount_paid or None),
        ("Amount due", invoice.amount_due),
    ]


def _receipt_sums(receipt: Receipt) -> list[tuple[str, int | None]]:
    added = 0 if receipt.tax_included else receipt.tax_amount
    within = receipt.tax_amount if receipt.look.show_tax else None
    return [
        ("Discount", -receipt.discount or None),
        *_taxes(receipt.look.tax_label, added, within),
        ("Total paid", receipt.amount),
    ]


def _taxes(label: str, added: int, within: int | None) -> list[tuple[str, int | None]]:
    return [(label, added)] if added else [(f"{label} included", within)]


def _sums(amounts: list[tuple[str, int | None]], currency: str) -> tuple[Pair, ...]:
    return tuple(Pair(label, _signed(amount, currency)) for label, amount in amounts if amount is not None)


def _signed(amount: int, currency: str) -> str:
    return money(amount, currency) if amount >= 0 else f"\N{MINUS SIGN}{money(-amount, currency)}"


def _rows(lines: tuple[Line, ...] | tuple[ReceiptLine, ...], currency: str) -> tuple[Row, ...]:
    return tuple(
        Row(
            description=line.description,
            quantity=line.quantity,
            unit_amount=money(line.unit_amount, currency),
            amount=money(line.amount, currency),
        )
        for line in lines
    )


def _given(*facts: tuple[str, str | None]) -> tuple[Pair, ...]:
    return tuple(Pair(label, value) for label, value in facts if value)


def _person(customer: Customer) -> str:
    known = (customer.name, customer.email)
    return ", ".join(part for part in known if part) or customer.id
