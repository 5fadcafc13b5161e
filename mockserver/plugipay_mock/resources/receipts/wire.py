"""What callers send about receipts (source: API page on receipts)."""

from __future__ import annotations

from typing_extensions import TypedDict

from plugipay_mock.binding import Body, ListQuery
from plugipay_mock.resources.fields import Email, Moment
from plugipay_mock.resources.receipts.model import SourceType


class ReceiptFilters(ListQuery):
    """Which receipts to list."""

    source_type: SourceType | None = None
    customer_id: str | None = None
    issued_after: Moment | None = None
    issued_before: Moment | None = None


class Address(Body):
    """Where to mail a receipt; without one, to the customer."""

    to: Email | None = None


class Mailed(TypedDict):
    """What mailing answers; the mock sends no mail."""

    sent: bool
    to: str
