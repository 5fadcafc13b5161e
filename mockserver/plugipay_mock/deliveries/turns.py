"""Who is delivered to next, and what comes of it: everything about an attempt but the sending.

Whoever sends takes a turn, sends what it says with the lock let go, and hands in the answer. While an endpoint's turn
is out, nobody gets another one for it; that keeps its deliveries in order.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from plugipay_mock.actor import Actor, catch_up
from plugipay_mock.clock import Instant, epoch, iso
from plugipay_mock.deliveries.delivery import DELIVERIES, Answer, Delivery
from plugipay_mock.deliveries.endpoint import ENDPOINTS, Endpoint
from plugipay_mock.deliveries.outbox import App, Owed
from plugipay_mock.deliveries.outgoing import Outgoing, outgoing
from plugipay_mock.deliveries.trouble import Trouble
from plugipay_mock.events import Cause
from plugipay_mock.world import Tenant, World


@dataclass(frozen=True, slots=True)
class Turn:
    """One attempt that somebody is to make.

    Attributes:
        moment: of the attempt, on the world clock.
        outgoing: what to send; None when the endpoint takes nothing, and there is only an end to be made.
        app: the receiver, where it is in this process.
        limit: real seconds the receiver has.
    """

    owed: Owed
    tenant: Tenant
    delivery: Delivery
    moment: Instant
    outgoing: Outgoing | None
    app: App | None
    trouble: Trouble | None
    limit: float


def next_turn(world: World, owed: Owed) -> Turn | None:
    """Return the next attempt to make for a tenant; None when nothing is ready, or all that is waits for its turn."""
    with world.lock:
        tenant = world.tenant(*owed)
        if tenant is None:
            return None
        now = iso(tenant.clock.now())
        catch_up(world, tenant, now)
        world.post.fresh.pop(owed, None)  # whatever that made ready is being seen to
        for endpoint_id in tuple(tenant.outbox.lines):
            turn = None if endpoint_id in tenant.outbox.busy else _turn_of(world, owed, tenant, endpoint_id, now)
            if turn is not None:
                tenant.outbox.busy.add(endpoint_id)
                return turn
        return None


def is_owed(world: World, owed: Owed) -> bool:
    """Say whether a tenant has a delivery that is not over yet."""
    with world.lock:
        tenant = world.tenant(*owed)
        return tenant is not None and tenant.collection(DELIVERIES).first(status="pending") is not None


def next_look(world: World, owed: Owed) -> float | None:
    """Return when something will be due for a tenant that has a delivery which is not over yet.

    Returns:
        What the machine's clock will show then, in epoch seconds; None where there is no such delivery, nothing is
        ever due, or the tenant's own clock stands.
    """
    with world.lock:
        tenant = world.tenant(*owed)
        due = None if tenant is None else tenant.agenda.next_due()
        if tenant is None or due is None or tenant.clock.frozen or not is_owed(world, owed):
            return None
        return tenant.clock.wall_at(due)


def all_owed(world: World) -> list[Owed]:
    """Return every tenant that has a delivery which is not over yet."""
    with world.lock:
        everybody = [tenant.home for each in world.workspaces.values() for tenant in each.tenants.values()]
        return [owed for owed in everybody if is_owed(world, owed)]


def finish(world: World, turn: Turn, answer: Answer) -> None:
    """Hand in what came of an attempt; what was reset or restored meanwhile forgets it."""
    with world.lock:
        abandon(world, turn)
        tenant, endpoint_id = turn.tenant, turn.delivery.endpoint_id
        if world.tenant(*turn.owed) is not tenant:
            return
        tenant.outbox.free_at[endpoint_id] = epoch(turn.moment) + answer.milliseconds / 1000
        tenant.outbox.let_go(endpoint_id)
        if tenant.collection(DELIVERIES).get(turn.delivery.id) != turn.delivery:
            return
        actor = Actor(world=world, tenant=tenant, now=iso(tenant.clock.now()), cause=Cause("webhooks"))
        with world.transaction():
            _settle(actor, turn, answer)


def abandon(world: World, turn: Turn) -> None:
    """Give a turn back without an answer: pending is still pending."""
    with world.lock:
        turn.tenant.outbox.busy.discard(turn.delivery.endpoint_id)


def _settle(actor: Actor, turn: Turn, answer: Answer) -> None:
    delivery = turn.delivery
    if turn.outgoing is None:
        actor.replace(DELIVERIES, delivery.give_up("The endpoint is gone or switched off", actor.now))
        return
    schedule = actor.world.post.schedule
    kind = None if turn.trouble is None else turn.trouble.kind
    if kind == "timeout":
        answer = timed_out(turn.limit)
    tried = delivery.attempted(answer, turn.moment, schedule)
    if kind == "duplicate":
        tried = replace(tried, status="pending", ready_at=turn.moment, next_retry_at=None)
        actor.tenant.outbox.join(tried)
    actor.replace(DELIVERIES, tried)
    endpoint = actor.tenant.collection(ENDPOINTS).get(delivery.endpoint_id)
    if endpoint is not None:
        _judge(actor, endpoint, endpoint.answered() if answer.taken else endpoint.failed(turn.moment, schedule))


def _judge(actor: Actor, before: Endpoint, after: Endpoint) -> None:
    """Keep what an attempt says of its endpoint; one too many failures disable it, which is told."""
    if before.active and not after.active:
        actor.replace(ENDPOINTS, after, "webhook_endpoint.disabled", object=after.disablement())
    elif after is not before:
        actor.replace(ENDPOINTS, after)


def timed_out(limit: float) -> Answer:
    """Return what came of an attempt that took too long."""
    milliseconds = round(limit * 1000)
    return Answer(None, milliseconds, f"timed out after {milliseconds}ms")


def _turn_of(world: World, owed: Owed, tenant: Tenant, endpoint_id: str, now: Instant) -> Turn | None:
    """Return the turn of the oldest delivery that is ready for an endpoint; trouble may put some off, or past."""
    endpoint = tenant.collection(ENDPOINTS).get(endpoint_id)
    limit, outbox = world.post.schedule.attempt_limit, tenant.outbox
    while (delivery := _foremost(tenant, endpoint_id)) is not None:
        if endpoint is None or not endpoint.active:
            return Turn(owed, tenant, delivery, now, None, None, None, limit)
        trouble = outbox.trouble_for(delivery)
        if trouble is not None and _put_aside(world, tenant, delivery, trouble, now):
            continue
        moment = now if world.manner(tenant) == "collect" else _moment(tenant, delivery, now)
        sent = outgoing(endpoint, delivery, trouble)
        return Turn(owed, tenant, delivery, moment, sent, outbox.apps.get(endpoint_id), trouble, limit)
    return None


def _foremost(tenant: Tenant, endpoint_id: str) -> Delivery | None:
    """Return the delivery whose turn it is, but for those that let a later one go first."""
    line, aside = tenant.outbox.lines[endpoint_id], []
    found = None
    while found is None and (place := line.head()) is not None:
        delivery = tenant.collection(DELIVERIES).get(place.delivery_id)
        if not place.is_of(delivery):
            line.leave()
        elif place.delivery_id in tenant.outbox.held:
            aside.append(line.leave())
        else:
            found = delivery
    for place in aside:
        line.return_to(place)
    return found


def _moment(tenant: Tenant, delivery: Delivery, now: Instant) -> Instant:
    """Return when an attempt is made that nobody had to ask for: as soon as it could be."""
    free_at = tenant.outbox.free_at.get(delivery.endpoint_id, 0.0)
    return min(now, max(delivery.ready_at or now, iso(free_at)))


def _put_aside(world: World, tenant: Tenant, delivery: Delivery, trouble: Trouble, now: Instant) -> bool:
    """Let trouble keep a delivery from being sent now; say whether it did."""
    with world.transaction():
        actor = Actor(world=world, tenant=tenant, now=now, cause=Cause("webhooks"))
        match trouble.kind:
            case "reorder":
                tenant.outbox.held[delivery.id] = delivery.endpoint_id
            case "delay":
                actor.replace(DELIVERIES, delivery.postpone(iso(epoch(now) + (trouble.seconds or 0))))
            case "drop":
                actor.replace(DELIVERIES, delivery.give_up("Dropped on demand, and never sent", now))
            case _:
                return False
    return True
