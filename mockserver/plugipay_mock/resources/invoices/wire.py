"""What callers send about invoices (source: API page on invoices, SDK facts sections 1.1 and 7.3).

Guesses: 1 to 1,000 lines, up to a million of a thing, descriptions and memos up to 1,024 characters.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import AliasChoices, Field
from typing_extensions import TypedDict

from plugipay_mock.binding import Body, ListQuery
from plugipay_mock.resources.fields import Amount, Currency, Email, Moment, Name
from plugipay_mock.resources.invoices.model import Status

Quantity: TypeAlias = Annotated[int, Field(ge=1, le=1_000_000)]
Text: TypeAlias = Annotated[str, Field(min_length=1, max_length=1024)]


class LineFields(Body):
    """One position of a new invoice."""

    description: Text
    quantity: Quantity
    unit_amount: Amount


class LegacyLineFields(LineFields):
    """The same, as pages of the official Python 0.1.0 show it: `amount` for one unit, and one unit unless said."""

    quantity: Quantity = 1
    unit_amount: Annotated[Amount, Field(validation_alias=AliasChoices("unitAmount", "amount"))]


class InvoiceOptions(Body):
    """What may be said of a new invoice beside its lines."""

    customer_id: Name
    currency: Currency
    discount: Amount = 0
    tax: Amount = 0
    due_at: Moment | None = None
    status: Literal["draft", "open"] = "draft"
    memo: Text | None = None
    subscription_id: Name | None = None
    template_id: Name | None = None

    def attributes(self) -> dict[str, Any]:
        """Return the attributes of an `Invoice` that a caller decides on, without its lines and status."""
        return {name: value for name, value in self.given().items() if name not in {"lines", "status"}}


class InvoiceFields(InvoiceOptions):
    """A new invoice."""

    lines: Annotated[list[LineFields], Field(min_length=1, max_length=1000)]


class LegacyInvoiceFields(InvoiceOptions):
    """A new invoice as the official Python 0.1.0 sends it."""

    lines: Annotated[list[LegacyLineFields], Field(min_length=1, max_length=1000)]


class Recipient(Body):
    """Whom to mail an invoice to, if not its customer."""

    to: Email | None = None


class InvoiceFilters(ListQuery):
    """Which invoices to list."""

    status: Status | None = None
    customer_id: str | None = None
    subscription_id: str | None = None


class Sent(TypedDict):
    """A mail that would have been sent; the mock sends none."""

    sent: bool
    to: str
