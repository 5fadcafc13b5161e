"""The reads of the event log."""

from __future__ import annotations

from plugipay_mock.actor import Caller
from plugipay_mock.events import EVENTS, TYPES, Event
from plugipay_mock.pages import Page
from plugipay_mock.resources.events.wire import EventFilters
from plugipay_mock.route import Routes

routes = Routes("/api/v1/events")

_READ = "plugipay:event:read"


@routes.get("", scope=_READ)
def browse(caller: Caller, query: EventFilters) -> Page[Event]:
    """List events, newest first."""
    return caller.browse(EVENTS, query.slice(after=query.occurred_after, before=query.occurred_before, type=query.type))


@routes.get("/types", scope=_READ)
def types(caller: Caller) -> list[str]:
    """List every type of event there is, by its long name."""
    del caller
    return list(TYPES)


@routes.get("/{event_id}", scope=_READ)
def fetch(caller: Caller, event_id: str) -> Event:
    """Show one event."""
    return caller.fetch(EVENTS, event_id)
