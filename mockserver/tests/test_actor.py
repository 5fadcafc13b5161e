from dataclasses import dataclass, replace

import pytest

from plugipay_mock import timeline
from plugipay_mock.actor import Actor
from plugipay_mock.clock import Instant
from plugipay_mock.codec import WIRE_NAMES
from plugipay_mock.events import EVENTS, Cause
from plugipay_mock.store import Shelf
from plugipay_mock.wiring import wire

START = "2026-05-12T12:00:00.000Z"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """Rings at a moment, unless it rang or was put off."""

    __pydantic_config__ = WIRE_NAMES

    id: str
    rings_at: Instant | None
    rang_at: Instant | None = None
    created_at: Instant = START


ALARMS = Shelf(Alarm, title="Alarm", prefix="alm", due=lambda alarm: alarm.rings_at)


def ring(actor, alarm):
    """Rings; the alarm named `broken` fails halfway."""
    actor.replace(ALARMS, replace(alarm, rings_at=None, rang_at=actor.now), "customer.updated")
    if alarm.id == "broken":
        raise RuntimeError("a spring came off")


@pytest.fixture
def alarms(world, tenant, call):
    """The alarms of the merchant, in a world where nothing else is ever due."""
    tenant.clock.freeze(START)
    world.wiring = wire(wakers=((Alarm, ring),))
    return tenant.collection(ALARMS)


@pytest.fixture
def hand(world, tenant, alarms):
    """A hand on the merchant's test mode."""
    return Actor(world=world, tenant=tenant, now=START, cause=Cause("api"))


def at(minute):
    """The moment so many minutes after the start."""
    return f"2026-05-12T12:{minute:02}:00.000Z"


def test_what_is_due_happens_in_order_each_at_its_own_moment(world, tenant, hand, alarms):
    """However far the clock jumps, an act sees the moment at which it was due."""
    for minute in (3, 1, 2):
        hand.add(ALARMS, Alarm(id=f"alm_{minute}", rings_at=at(minute)))
    happened = timeline.advance(world, tenant, hours=1)

    assert [event.occurred_at for event in happened] == [at(1), at(2), at(3)]
    assert {alarm.rang_at for alarm in alarms} == {at(1), at(2), at(3)}


def test_what_changed_its_plans_is_left_alone(world, tenant, hand, alarms):
    """An alarm that was put off rings once, and later."""
    alarm = hand.add(ALARMS, Alarm(id="alm_1", rings_at=at(1)))
    hand.replace(ALARMS, replace(alarm, rings_at=at(9)))
    timeline.advance(world, tenant, minutes=5)

    assert alarms.get("alm_1").rang_at is None
    assert len(timeline.advance(world, tenant, minutes=5)) == 1


def test_an_act_that_fails_is_taken_back_and_stays_due(world, tenant, hand, alarms):
    """What was due before it has happened; it has not, and is tried again."""
    hand.add(ALARMS, Alarm(id="alm_1", rings_at=at(1)))
    hand.add(ALARMS, Alarm(id="broken", rings_at=at(2)))

    for _ in range(2):
        with pytest.raises(RuntimeError, match="a spring came off"):
            timeline.advance(world, tenant, minutes=5)
    assert [alarm.rang_at for alarm in alarms] == [at(1), None]
    assert len(tenant.collection(EVENTS)) == 1


def test_something_is_told_of_what_stays_as_it_is(tenant, hand, alarms):
    """An event needs no change, and carries what its type adds."""
    alarm = hand.add(ALARMS, Alarm(id="alm_1", rings_at=at(1)))
    hand.tell(ALARMS, alarm, "customer.updated", loud=True)
    (event,) = tenant.collection(EVENTS)

    assert event.data["aggregateId"] == "alm_1"
    assert event.data["loud"] is True
    assert alarms.get("alm_1") == alarm
