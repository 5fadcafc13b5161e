"""What callers send about customers (source: API page on customers, SDK facts section 1.1)."""

from __future__ import annotations

from plugipay_mock.binding import Body, ListQuery
from plugipay_mock.resources.fields import Email, Metadata, Moment, Name, Short


class CustomerFields(Body):
    """Everything a caller may set; no field is required, null clears one."""

    external_id: Name | None = None
    email: Email | None = None
    name: Name | None = None
    phone: Short | None = None
    tax_id: Short | None = None
    default_payment_token_id: Name | None = None
    metadata: Metadata | None = None


class CustomerFilters(ListQuery):
    """Which customers to list."""

    email: str | None = None
    external_id: str | None = None
    created_after: Moment | None = None
