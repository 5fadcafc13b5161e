"""What callers send about checkout sessions (source: API page on checkout sessions, SDK facts section 1.1)."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field

from plugipay_mock.binding import Body, ListQuery
from plugipay_mock.resources.checkout_sessions.methods import LegacyMethodId, MethodId
from plugipay_mock.resources.checkout_sessions.model import LineItem, Status
from plugipay_mock.resources.fields import Amount, Currency, Metadata, Moment, Name, PositiveAmount, Url

_DAY: Final = 24 * 3600
LONGEST_LIFE: Final = 30 * _DAY
"""Seconds a session may be asked to stay open (a guess)."""


class Item(Body):
    """One thing that is sold."""

    name: Name
    quantity: Annotated[int, Field(ge=1, le=1_000_000)]
    unit_amount: Amount


class _Fields(Body):
    amount: PositiveAmount
    currency: Currency
    success_url: Url
    cancel_url: Url
    customer_id: Name | None = None
    line_items: Annotated[tuple[Item, ...], Field(max_length=1000)] = ()
    expires_in_sec: Annotated[int, Field(ge=1, le=LONGEST_LIFE)] = _DAY
    metadata: Metadata | None = None
    template_id: Name | None = None

    @property
    def items(self) -> tuple[LineItem, ...]:
        """The things that are sold, as a session keeps them."""
        return tuple(
            LineItem(name=item.name, quantity=item.quantity, unit_amount=item.unit_amount) for item in self.line_items
        )


class NewSession(_Fields):
    """A session to open; it lives for 24 hours unless it says otherwise."""

    methods: Annotated[tuple[MethodId, ...], Field(min_length=1)]


class LegacySession(_Fields):
    """The same, with the finer methods of the Python SDK's pages."""

    methods: Annotated[tuple[LegacyMethodId, ...], Field(min_length=1)]


class SessionFilters(ListQuery):
    """Which sessions to list."""

    status: Status | None = None
    customer_id: str | None = None
    created_after: Moment | None = None
    created_before: Moment | None = None
