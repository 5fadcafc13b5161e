"""What callers ask of the event log (source: SDK facts section 1.1, API page on events)."""

from __future__ import annotations

from plugipay_mock.binding import ListQuery
from plugipay_mock.resources.fields import Moment


class EventFilters(ListQuery):
    """Which events to list: `type` is compared exactly, `occurredAfter` is inclusive, `occurredBefore` exclusive."""

    type: str | None = None
    occurred_after: Moment | None = None
    occurred_before: Moment | None = None
