"""Lets time pass: objects that are due act, in order, each at its own moment."""

from __future__ import annotations

from plugipay_mock.actor import Actor
from plugipay_mock.clock import Instant, epoch, iso
from plugipay_mock.events import EVENTS, Cause, Event
from plugipay_mock.world import Tenant, World


def catch_up(world: World, tenant: Tenant, until: Instant) -> None:
    """Let everything act that is due at or before a moment; the caller holds the world's lock."""
    while (entry := tenant.agenda.take(until)) is not None:
        thing = tenant.collection(entry.shelf).get(entry.object_id)
        if thing is None or entry.shelf.due is None or entry.shelf.due(thing) != entry.due:
            continue
        actor = Actor(world=world, tenant=tenant, now=entry.due, cause=Cause("clock"))
        with tenant.transaction():
            world.wiring.wakers[entry.shelf.kind](actor, thing)


def advance(world: World, tenant: Tenant, **span: float) -> list[Event]:
    """Move a tenant's clock forward by a span (`days=35`) and return the events of what happened on the way.

    Raises:
        ValueError: the span is negative.
    """
    with world.lock:
        log = tenant.collection(EVENTS)
        before = len(log)
        tenant.clock.advance(**span)
        catch_up(world, tenant, iso(tenant.clock.now()))
        return log.tail(before)


def move_to(world: World, tenant: Tenant, at: Instant) -> list[Event]:
    """Move a tenant's clock to a later moment and return the events of what happened on the way.

    Raises:
        ValueError: the moment is in the clock's past, or no ISO 8601 time.
    """
    return advance(world, tenant, seconds=epoch(at) - tenant.clock.now())
