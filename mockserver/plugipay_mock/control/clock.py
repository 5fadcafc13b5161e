"""The world clock of a workspace in one mode."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from plugipay_mock import timeline
from plugipay_mock.binding import Body
from plugipay_mock.clock import Clock, ClockRangeError, Instant, iso
from plugipay_mock.control.desk import Desk
from plugipay_mock.errors import FieldProblem, InvalidRequest
from plugipay_mock.events import Event
from plugipay_mock.resources.fields import Moment
from plugipay_mock.route import PUBLIC, Routes

routes = Routes("/_mock/clock")

Days = Annotated[float, Field(ge=0, le=36_500)]
Span = Annotated[float, Field(ge=0, le=1e8)]


class ClockShown(TypedDict):
    """A world's time, and the events of what fell due while it moved; deliveries are made after, and add their own."""

    now: Instant
    frozen: bool
    happened: list[Event]


class At(Body):
    """A moment; where the clock stands when there is none."""

    at: Moment | None = None


class To(Body):
    """A moment."""

    at: Moment


class By(Body):
    """A span of time; the parts add up."""

    days: Days = 0
    hours: Span = 0
    minutes: Span = 0
    seconds: Span = 0


class Tick(Body):
    """Seconds by which every request moves a stopped clock forward; 0 for none."""

    seconds: Span


@routes.get("", scope=PUBLIC)
def show(desk: Desk) -> ClockShown:
    """Tell the time."""
    return _moved(desk, lambda _: None)


@routes.post("/freeze", scope=PUBLIC, key="none")
def freeze(desk: Desk, body: At) -> ClockShown:
    """Stop the clock, at a moment or where it stands."""
    return _moved(desk, lambda clock: clock.freeze(body.at))


@routes.post("/set", scope=PUBLIC, key="none")
def set_to(desk: Desk, body: To) -> ClockShown:
    """Move the clock to a moment, forward or back."""
    return _moved(desk, lambda clock: clock.set(body.at))


@routes.post("/advance", scope=PUBLIC, key="none")
def advance(desk: Desk, body: By) -> ClockShown:
    """Move the clock forward."""
    span = body.given()
    return _moved(desk, lambda clock: clock.advance(**span), *(name for name in span if span[name]))


@routes.post("/run", scope=PUBLIC, key="none")
def run(desk: Desk) -> ClockShown:
    """Let the clock run on from where it stands."""
    return _moved(desk, lambda clock: clock.run())


@routes.post("/tick", scope=PUBLIC, key="none")
def tick(desk: Desk, body: Tick) -> ClockShown:
    """Let every request move the clock forward."""
    return _moved(desk, lambda clock: clock.tick_every(body.seconds))


def _moved(desk: Desk, change: Callable[[Clock], None], *fields: str) -> ClockShown:
    """Change the clock; everything due by then happens, in order, and is told.

    Args:
        fields: of the request, that say where it shall go; `at` when none is named.

    Raises:
        InvalidRequest: it would leave the times a world can have.
    """
    tenant = desk.tenant
    try:
        happened = timeline.move(desk.world, tenant, change)
    except ClockRangeError as error:
        raise InvalidRequest(*(FieldProblem(field, str(error)) for field in fields or ("at",))) from None
    return {"now": iso(tenant.clock.now()), "frozen": tenant.clock.frozen, "happened": happened}
