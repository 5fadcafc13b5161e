"""The event log: every change of an object, in the words of the service.

Source of the 33 types and of the body: SDK facts, section 6.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final, NamedTuple, TypeVar

import orjson

from plugipay_mock.clock import Instant
from plugipay_mock.codec import WIRE_NAMES, codec_of, render
from plugipay_mock.shown import ShownMode
from plugipay_mock.store import Shelf, Storable

T = TypeVar("T", bound=Storable)
H = TypeVar("H", bound=Hashable)

_AREAS: Final = {
    "checkout_session": ("completed", "expired"),
    "invoice": ("created", "finalized", "sent", "paid", "voided", "pending", "failed"),
    "refund": ("issued", "failed"),
    "customer": ("created", "updated", "deleted"),
    "plan": ("created", "updated", "archived"),
    "subscription": ("created", "updated", "paused", "resumed", "canceled", "renewed"),
    "payout": ("created", "in_transit", "paid", "failed", "cancelled"),
    "gift_card": ("issued", "redeemed", "topped_up", "voided"),
    "webhook_endpoint": ("disabled",),
}
NAMES: Final = frozenset(f"{area}.{what}" for area, names in _AREAS.items() for what in names)
"""Every event there is, by its short name."""

TYPES: Final = tuple(f"plugipay.{area}.{what}.v1" for area, names in _AREAS.items() for what in names)
"""Every event there is, by its long name, in the order of the service's own list."""


@dataclass(slots=True, kw_only=True)
class Event:
    """One entry of the log. Nothing changes it; it is not frozen, which alone would take a fiftieth of a create.

    Attributes:
        data: `object` (the resource after the change, as it was rendered), `aggregateType`, `aggregateId`, and what
            the type adds.
        metadata: where the change came from.
    """

    __pydantic_config__ = WIRE_NAMES

    id: str
    type: str
    account_id: str
    mode: ShownMode
    occurred_at: Instant
    data: dict[str, Any]
    metadata: dict[str, str]
    created_at: Instant
    published_at: Instant | None = None

    def keep(self) -> tuple[Any, ...]:
        """Return what to keep of this event: mostly objects that are kept elsewhere as well, the row for one."""
        data, metadata = self.data, self.metadata
        return (
            *(self.id, self.type, self.account_id, self.mode, self.occurred_at, self.created_at, self.published_at),
            *(_shared(tuple(data)), _shared(tuple(metadata)), *data.values(), *metadata.values()),
        )

    @classmethod
    def restore(cls, kept: tuple[Any, ...]) -> Event:
        """Return the event that something was kept of."""
        event_id, kind, account_id, mode, occurred_at, created_at, published_at, names, others, *values = kept
        return cls(
            id=event_id,
            type=kind,
            account_id=account_id,
            mode=mode,
            occurred_at=occurred_at,
            data=dict(zip(names, values, strict=False)),
            metadata=dict(zip(others, values[len(names) :], strict=True)),
            created_at=created_at,
            published_at=published_at,
        )

    def to_json(self) -> bytes:
        """Return the JSON of this event; the object in its data may be rendered already."""
        return render(
            {
                "id": self.id,
                "type": self.type,
                "accountId": self.account_id,
                "mode": self.mode,
                "occurredAt": self.occurred_at,
                "data": self._told(),
                "metadata": self.metadata,
                "createdAt": self.created_at,
                "publishedAt": self.published_at,
            }
        )

    def to_webhook(self) -> bytes:
        """Return the JSON that endpoints are told (shape: SDK facts, section 6)."""
        return render(
            {
                "id": self.id,
                "type": self.type,
                "accountId": self.account_id,
                "occurredAt": self.occurred_at,
                "data": self._told(),
            }
        )

    def _told(self) -> dict[str, Any]:
        row = self.data.get("object")
        return self.data | {"object": orjson.Fragment(row)} if isinstance(row, bytes) else self.data


EVENTS: Final = Shelf(
    Event,
    title="Event",
    prefix="evt",
    filters=(("type", "type"),),
    moment=lambda event: event.occurred_at,
)


class Cause(NamedTuple):
    """Where an act came from.

    Attributes:
        source: `api`, `checkout` (a buyer on a public page) or `clock` (names are a guess).
    """

    source: str
    request_id: str | None = None
    idempotency_key: str | None = None

    def told(self, mode: str) -> dict[str, str]:
        """Return the metadata of an event; what does not apply is left out."""
        told = {} if self.idempotency_key is None else {"idempotencyKey": self.idempotency_key}
        told["mode"] = mode
        if self.request_id is not None:
            told["requestId"] = self.request_id
        told["source"] = self.source
        return told


@cache
def long_name(name: str) -> str:
    """Return the type of an event: `invoice.paid` is `plugipay.invoice.paid.v1`; KeyError for what is no event."""
    if name not in NAMES:
        raise KeyError(name)
    return f"plugipay.{name}.v1"


def type_of(name: str) -> str:
    """Return the type of an event by its short or its long name; KeyError for what is no event."""
    return name if name in TYPES else long_name(name)


@lru_cache(maxsize=1024)
def _shared(value: H) -> H:
    return value


def data_of(shelf: Shelf[T], thing: T, extras: dict[str, Any]) -> dict[str, Any]:
    """Return the `data` of an event about an object, the object as it was rendered for its row."""
    return {
        "object": codec_of(shelf.kind).show(thing),
        "aggregateType": _shared(shelf.aggregate),
        "aggregateId": thing.id,
        **extras,
    }
