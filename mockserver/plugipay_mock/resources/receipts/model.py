"""What a receipt is: a snapshot of a payment that nothing changes afterwards, except to whom it was mailed.

Source: API page on receipts, SDK facts sections 2.2 (the row of a list) and 2.5 (the configuration of its template).
The full form is named there only in part; the rest of it is a guess, and so are the numbers, and that an invoice's own
tax goes before one taken out of its total.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import ClassVar, Final, Literal, TypeAlias

from plugipay_mock.clock import Instant
from plugipay_mock.codec import WIRE_NAMES
from plugipay_mock.shown import ShownCurrency
from plugipay_mock.store import Shelf

SourceType: TypeAlias = Literal["checkout_session", "invoice"]

PPN_PERCENT: Final = 11
"""The value-added tax, in percent of the net price."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merchant:
    """Who was paid."""

    __pydantic_config__ = WIRE_NAMES

    name: str
    address: str | None = None
    phone: str | None = None
    email: str | None = None
    tax_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Payer:
    """Who paid, as far as the merchant said."""

    __pydantic_config__ = WIRE_NAMES

    name: str | None
    email: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptLine:
    """One thing that was paid for; `amount` is quantity times unit amount."""

    __pydantic_config__ = WIRE_NAMES

    description: str
    quantity: int
    unit_amount: int
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How the merchant wants receipts to look; these are the service's defaults.

    Attributes:
        tax_rate: of the tax inside an amount, from 0 to 1.
        accent_color: `#RRGGBB`; of the template, else of the brand.
    """

    __pydantic_config__ = WIRE_NAMES

    show_tax: bool = False
    tax_label: str = "PPN"
    tax_rate: float = PPN_PERCENT / 100
    thank_you_text: str = "Thank you"
    footer_text: str | None = None
    cashier_label: str | None = None
    show_business_details: bool = True
    accent_color: str | None = None

    def tax_within(self, gross: int) -> int:
        """Return the tax inside a gross amount."""
        return included_tax(gross, Fraction(str(self.tax_rate)) * 100)


DEFAULT_LOOK: Final = Look()


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """One receipt; a list shows a row of it, a single call the whole document.

    Attributes:
        amount: what was paid, tax included.
        discount: what was taken off the lines.
        tax_amount: what of the amount is tax.
        tax_included: the prices of the lines hold it already; an invoice's own tax is added to them.
        tagline: what the merchant wrote below its name.
    """

    __pydantic_config__ = WIRE_NAMES
    PRIVATE: ClassVar = frozenset(
        {"merchant", "tagline", "payer", "lines", "discount", "tax_amount", "tax_included", "look"}
    )

    id: str
    number: str
    source_type: SourceType
    source_id: str
    customer_id: str | None
    amount: int
    currency: ShownCurrency
    method: str | None
    adapter: str | None
    issued_at: Instant
    emailed_at: Instant | None = None
    emailed_to: str | None = None
    merchant: Merchant
    tagline: str | None = None
    payer: Payer | None
    lines: tuple[ReceiptLine, ...]
    discount: int = 0
    tax_amount: int
    tax_included: bool = True
    look: Look = DEFAULT_LOOK

    @property
    def created_at(self) -> Instant:
        """When it was issued."""
        return self.issued_at

    @property
    def subtotal(self) -> int:
        """What was paid, without tax."""
        return self.amount - self.tax_amount

    def mailed(self, to: str, now: Instant) -> Receipt:
        """Remember to whom it was mailed last."""
        return replace(self, emailed_at=now, emailed_to=to)


RECEIPTS: Final = Shelf(
    Receipt,
    title="Receipt",
    prefix="rcpt",
    public=True,
    filters=(("sourceType", "source_type"), ("customerId", "customer_id")),
    unique=("sourceId", "source_id"),
)


def number(position: int) -> str:
    """Return the number of a receipt before which there were that many; none is ever taken away."""
    return f"RCPT-{position + 1:06d}"


def included_tax(gross: int, percent: int | Fraction = PPN_PERCENT) -> int:
    """Return the tax inside a gross amount, rounded half up: gross x rate / (1 + rate)."""
    whole = 100 + percent
    return (2 * gross * percent + whole) // (2 * whole)
