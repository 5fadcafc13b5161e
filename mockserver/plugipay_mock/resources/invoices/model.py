"""What an invoice is, what it adds up to, and the states it goes through.

Source: API page on invoices, SDK facts sections 1.1, 2.2 and 9. Guesses: an invoice is numbered when it is created; it
has a hosted page from when it is finalized; without `dueAt` it never becomes past due; 30 days after that moment it is
uncollectible, and then nothing pays it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Final, Literal, TypeAlias

from plugipay_mock.clock import Instant, epoch, iso
from plugipay_mock.codec import WIRE_NAMES
from plugipay_mock.errors import FieldProblem, InvalidRequest
from plugipay_mock.lifecycle import LifeCycle, Move, move, take
from plugipay_mock.shown import ShownCurrency
from plugipay_mock.store import Shelf

Status: TypeAlias = Literal["draft", "open", "past_due", "paid", "void", "uncollectible"]

LARGEST_TOTAL: Final = 10**18
"""What an invoice may come to; larger sums would not fit the integers of the SDKs."""

LINE_PREFIX: Final = "il"

_DAY: Final = 24 * 3600
_PATIENCE_DAYS: Final = 30

LIFE_CYCLE: Final[LifeCycle] = {
    "finalize": Move(("draft",), "open", "invoice.finalized"),
    "pay": Move(("open", "past_due"), "paid", "invoice.paid"),
    "void": Move(("draft", "open", "past_due"), "void", "invoice.voided"),
    "fall_due": Move(("open",), "past_due"),
    "write_off": Move(("past_due",), "uncollectible"),
    "send": Move(("open", "past_due", "paid"), "", "invoice.sent"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One position of an invoice; `amount` is quantity times unit amount."""

    __pydantic_config__ = WIRE_NAMES

    id: str
    description: str
    quantity: int
    unit_amount: int
    amount: int
    price_id: str | None = None
    metadata: dict[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoice:
    """A demand for money, in whole rupiah or US cents.

    Attributes:
        charge_id: always None as stored; `disclosed` fills it in.
        charge: the provider's charge that paid it, or None for money that came another way.
        payment_method: what the buyer chose on the hosted page; on the receipt, not in the API's object.
        memo: what the merchant wrote on it; on the page, not in the API's object.
        template_id: how the page looks.
    """

    __pydantic_config__ = WIRE_NAMES
    PRIVATE: ClassVar[frozenset[str]] = frozenset({"charge", "payment_method", "memo", "template_id"})

    id: str
    arn: str
    account_id: str
    customer_id: str
    subscription_id: str | None = None
    status: Status = "draft"
    number: str
    currency: ShownCurrency
    subtotal: int
    discount: int = 0
    tax: int = 0
    total: int
    amount_paid: int = 0
    amount_due: int
    due_at: Instant | None = None
    issued_at: Instant | None = None
    paid_at: Instant | None = None
    voided_at: Instant | None = None
    hosted_invoice_url: str | None = None
    charge_id: str | None = None
    collection_attempts: int = 0
    lines: tuple[Line, ...]
    metadata: dict[str, str] | None = None
    created_at: Instant
    updated_at: Instant
    charge: str | None = None
    payment_method: str | None = None
    memo: str | None = None
    template_id: str | None = None


def line(line_id: str, *, description: str, quantity: int, unit_amount: int, price_id: str | None = None) -> Line:
    """Return a line with its amount."""
    return Line(
        id=line_id,
        description=description,
        quantity=quantity,
        unit_amount=unit_amount,
        amount=quantity * unit_amount,
        price_id=price_id,
    )


def draft(birth: dict[str, Any], *, position: int, lines: Iterable[Line], **fields: Any) -> Invoice:
    """Return a new draft with its number and totals.

    Args:
        birth: what `Actor.birth` returns.
        position: how many invoices there were before; one is never taken away.
        fields: the attributes of `Invoice` that are known (`customer_id` and `currency` must be).

    Raises:
        InvalidRequest: the total would be negative, or too large.
    """
    positions = tuple(lines)
    subtotal = sum(each.amount for each in positions)
    total = _total(subtotal, fields.get("discount", 0), fields.get("tax", 0))
    return Invoice(
        **birth,
        **fields,
        number=f"INV-{position + 1:06d}",
        lines=positions,
        subtotal=subtotal,
        total=total,
        amount_due=total,
    )


def finalize(invoice: Invoice, now: Instant, *, hosted_url: str) -> Invoice:
    """Open a draft, to be paid on its page.

    Raises:
        InvalidTransition: it is no draft.
    """
    return _take(invoice, "finalize", now, issued_at=now, hosted_invoice_url=hosted_url)


def pay(
    invoice: Invoice, now: Instant, *, charge: str | None = None, method: str | None = None, attempts: int = 0
) -> Invoice:
    """Take the whole of what is due.

    Args:
        charge: the provider's charge (`chg_…`), or None for money that came another way.
        method: what the buyer chose on the hosted page.
        attempts: how many automatic collections were tried for this.

    Raises:
        InvalidTransition: it is neither open nor past due.
    """
    return _take(
        invoice,
        "pay",
        now,
        paid_at=now,
        amount_paid=invoice.total,
        amount_due=0,
        charge=charge,
        payment_method=method,
        collection_attempts=invoice.collection_attempts + attempts,
    )


def refuse(invoice: Invoice, now: Instant) -> Invoice:
    """Note that an automatic collection failed; the invoice stays as it is."""
    return replace(invoice, collection_attempts=invoice.collection_attempts + 1, updated_at=now)


def void(invoice: Invoice, now: Instant) -> Invoice:
    """Give up the demand.

    Raises:
        InvalidTransition: it is paid, void or uncollectible.
    """
    return _take(invoice, "void", now, voided_at=now)


def fall_due(invoice: Invoice, now: Instant) -> Invoice:
    """Let the day pass on which an open invoice should have been paid."""
    return _take(invoice, "fall_due", now)


def write_off(invoice: Invoice, now: Instant) -> Invoice:
    """Stop waiting for a past due invoice."""
    return _take(invoice, "write_off", now)


def check_sendable(invoice: Invoice) -> None:
    """Refuse to send what nobody needs to see yet, or any more (a guess).

    Raises:
        InvalidTransition: it is a draft, void or uncollectible.
    """
    move(LIFE_CYCLE, "send", invoice.status, subject(invoice))


def hosted_url(public_base: str, invoice_id: str) -> str:
    """Return the address of the page on which an invoice is paid."""
    return f"{public_base}/i/{invoice_id}"


def disclosed(invoice: Invoice) -> Invoice:
    """Return the invoice as its single GET shows it, with the charge that paid it."""
    return replace(invoice, charge_id=invoice.charge)


def due(invoice: Invoice) -> Instant | None:
    """Return when an invoice changes by itself; one that is finalized late is past due at once."""
    if invoice.due_at is None or invoice.issued_at is None:
        return None
    missed = max(invoice.due_at, invoice.issued_at)
    if invoice.status == "open":
        return missed
    return iso(epoch(missed) + _PATIENCE_DAYS * _DAY) if invoice.status == "past_due" else None


def subject(invoice: Invoice) -> str:
    """Return how a message names an invoice."""
    return f"Invoice {invoice.id}"


def _total(subtotal: int, discount: int, tax: int) -> int:
    total = subtotal - discount + tax
    if discount > subtotal:
        raise InvalidRequest(FieldProblem("discount", f"is more than the subtotal of {subtotal}"))
    if subtotal > LARGEST_TOTAL or total > LARGEST_TOTAL:
        raise InvalidRequest(FieldProblem("lines", f"come to {total}; an invoice may come to {LARGEST_TOTAL} at most"))
    return total


def _take(invoice: Invoice, action: str, now: Instant, **changes: Any) -> Invoice:
    return take(LIFE_CYCLE, action, invoice, now, subject=subject(invoice), **changes)


INVOICES: Final = Shelf(
    Invoice,
    title="Invoice",
    prefix="inv",
    public=True,
    filters=(("status", "status"), ("customerId", "customer_id"), ("subscriptionId", "subscription_id")),
    due=due,
)
