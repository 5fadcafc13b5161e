"""Moves the clock of one tenant, and tells what happened on the way."""

from __future__ import annotations

from plugipay_mock.actor import catch_up
from plugipay_mock.clock import Instant, epoch, iso
from plugipay_mock.events import EVENTS, Event
from plugipay_mock.world import Tenant, World


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
