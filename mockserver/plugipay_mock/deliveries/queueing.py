"""Puts events on their way: a delivery for each endpoint that wants to be told."""

from __future__ import annotations

from plugipay_mock.actor import Actor
from plugipay_mock.deliveries.delivery import DELIVERIES, Delivery
from plugipay_mock.deliveries.endpoint import ENDPOINTS
from plugipay_mock.events import Event


def queue(actor: Actor, event: Event) -> None:
    """Queue an event for every endpoint of its workspace and mode that wants it."""
    endpoints = actor.tenant.collection(ENDPOINTS)
    wanting = [endpoint.id for endpoint in endpoints if endpoint.wants(event.type)] if len(endpoints) else []
    body = event.to_webhook().decode() if wanting else ""
    for endpoint_id in wanting:
        delivery = Delivery(
            id=actor.new_id(DELIVERIES.prefix),
            endpoint_id=endpoint_id,
            event_id=event.id,
            type=event.type,
            body=body,
            created_at=actor.now,
            updated_at=actor.now,
            ready_at=actor.now,
        )
        actor.add(DELIVERIES, delivery)
        line_up(actor, delivery)


def wake(actor: Actor, delivery: Delivery) -> None:
    """Make a delivery ready whose time to be tried again has come."""
    line_up(actor, actor.replace(DELIVERIES, delivery.wake(actor.now)))


def retry(actor: Actor, delivery: Delivery) -> Delivery:
    """Queue a delivery again because somebody asked for it.

    Raises:
        AlreadyQueued: it is pending.
    """
    queued = actor.replace(DELIVERIES, delivery.retry(actor.now))
    line_up(actor, queued)
    return queued


def line_up(actor: Actor, delivery: Delivery) -> None:
    """Put a delivery that is ready into the line, and let whoever delivers know."""
    actor.tenant.outbox.join(delivery)
    actor.world.post.fresh[actor.tenant.home] = None
