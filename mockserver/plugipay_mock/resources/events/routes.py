"""The reads of the event log, and the two ways to have something told."""

from __future__ import annotations

from plugipay_mock.actor import Caller
from plugipay_mock.events import EVENTS, TYPES, Event
from plugipay_mock.pages import Page
from plugipay_mock.resources.events import triggering
from plugipay_mock.resources.events.wire import EventFilters, Replay, Trigger
from plugipay_mock.route import Routes

routes = Routes("/api/v1/events")

_READ = "plugipay:event:read"
_WRITE = "plugipay:event:write"
_TRIGGER = "plugipay:event:trigger"


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


@routes.post("/replay", scope=_WRITE, key="accepted", rate="heavy")
def replay(caller: Caller, body: Replay) -> list[Event]:
    """Tell events again to every endpoint that wants them now."""
    chosen = [caller.refer(EVENTS, event_id, "eventIds") for event_id in body.event_ids]
    return [triggering.replay(caller, event) for event in chosen]


@routes.post("/trigger", scope=_TRIGGER, key="accepted")
def trigger(caller: Caller, body: Trigger) -> Event:
    """Tell an event that nothing led to; in test mode only."""
    return triggering.trigger(caller, body.type, body.aggregate_id, body.data)
