"""What callers ask of the event log (source: SDK facts section 1.1, API page on events)."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from plugipay_mock.binding import Body, ListQuery
from plugipay_mock.resources.fields import Moment, Name


class EventFilters(ListQuery):
    """Which events to list: `type` is compared exactly, `occurredAfter` is inclusive, `occurredBefore` exclusive."""

    type: str | None = None
    occurred_after: Moment | None = None
    occurred_before: Moment | None = None


class Replay(Body):
    """Events to tell again, at most 100 of them (a guess)."""

    event_ids: Annotated[list[Name], Field(min_length=1, max_length=100)]


class Trigger(Body):
    """An event to tell, the object it is about, and fields of that object to change."""

    type: Name
    aggregate_id: Name
    data: dict[str, Any] = Field(default_factory=dict)
