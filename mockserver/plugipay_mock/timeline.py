"""Moves the clock of one tenant, and tells what happened on the way."""

from __future__ import annotations

from collections.abc import Callable

from plugipay_mock.actor import catch_up
from plugipay_mock.clock import Clock, iso
from plugipay_mock.events import EVENTS, Event
from plugipay_mock.world import Tenant, World


def move(world: World, tenant: Tenant, change: Callable[[Clock], None]) -> list[Event]:
    """Change a tenant's clock, let everything happen that is due by then, and return the events of that.

    Whoever makes deliveries is told: what it waits for will come at another time.
    """
    with world.lock:
        log = tenant.collection(EVENTS)
        before = len(log)
        change(tenant.clock)
        catch_up(world, tenant, iso(tenant.clock.now()))
        world.post.fresh[tenant.home] = None
        return log.tail(before)


def advance(world: World, tenant: Tenant, **span: float) -> list[Event]:
    """Move a tenant's clock forward by a span (`days=35`) and return the events of what happened on the way.

    Raises:
        ValueError: the span is negative.
    """
    return move(world, tenant, lambda clock: clock.advance(**span))
