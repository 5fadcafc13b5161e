"""What callers send about gift cards, and what a change answers (source: SDK facts section 1.1)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from plugipay_mock.binding import Body, ListQuery
from plugipay_mock.resources.fields import Currency, Metadata, Moment, Name, PositiveAmount
from plugipay_mock.resources.gift_cards.model import GiftCard, GiftCardEntry, Status

Code = Annotated[str, Field(min_length=4, max_length=64, pattern=r"^[A-Za-z0-9-]+$")]
Note = Annotated[str, Field(max_length=500)]


class NewGiftCard(Body):
    """A card to issue; with a customer it is store credit, without a code one is made up."""

    amount: PositiveAmount
    currency: Currency | None = None
    customer_id: str | None = None
    code: Code | None = None
    expires_at: Moment | None = None
    note: Note | None = None
    issued_source: Name | None = None
    issued_ref: Name | None = None
    metadata: Metadata | None = None


class TopUp(Body):
    """Money to add, and the outside event that says so; the same pair adds once."""

    amount: PositiveAmount
    external_source: Name
    external_ref: Name
    note: Note | None = None


class Redemption(TopUp):
    """Money to spend, and the outside event that says so; the same pair spends once."""

    checkout_session_id: str | None = None


class Voiding(Body):
    """Why a card is taken out of use."""

    note: Note | None = None


class GiftCardFilters(ListQuery):
    """Which cards to list."""

    customer_id: str | None = None
    status: Status | None = None


class Changed(TypedDict):
    """A card after a change, and the change."""

    giftCard: GiftCard
    entry: GiftCardEntry
