"""The only reader of time: the world clock for business time, the wall clock for signatures."""

from __future__ import annotations

import time
from copy import copy
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from math import modf
from typing import Annotated, Final, TypeAlias

from pydantic import Field

Instant: TypeAlias = Annotated[str, Field(json_schema_extra={"format": "date-time"})]
"""A moment as ISO 8601 UTC with milliseconds (`2026-05-12T10:42:00.000Z`); sorts as it happened."""


class ClockRangeError(ValueError):
    """A time that a world cannot have."""

    def __init__(self) -> None:
        super().__init__("leads out of the times a world can have, from 1970 to the year 9000")


def _within(seconds: float) -> float:
    if not EARLIEST <= seconds <= LATEST:
        raise ClockRangeError
    return seconds


def wall_seconds() -> float:
    """Return the machine's time in seconds since the epoch; freezegun and time-machine move it."""
    return time.time()


@lru_cache(maxsize=64)  # one request asks for the same moment half a dozen times
def iso(seconds: float) -> Instant:
    """Write epoch seconds as an instant; as `datetime` does, microseconds are rounded and then cut off."""
    fraction, whole = modf(seconds)
    if not 0 <= (millisecond := round(fraction * 1e6) // 1000) < 1000:  # noqa: PLR2004
        return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")[:-6] + "Z"
    return f"{_to_the_second(whole)}.{millisecond:03d}Z"


@lru_cache(maxsize=64)  # requests of one second have this in common
def _to_the_second(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")[:-6]


@lru_cache(maxsize=64)
def epoch(instant: Instant) -> float:
    """Read an instant, or any ISO 8601 time with an offset, as epoch seconds.

    Raises:
        ValueError: the text is not ISO 8601, or names no offset from UTC.
    """
    moment = datetime.fromisoformat(instant)
    if moment.tzinfo is None:
        raise ValueError("a time needs an offset from UTC, such as a trailing Z")
    return moment.timestamp()


EARLIEST: Final = 0.0
LATEST: Final = 221_845_392_000.0
"""The world's time is from 1970 to the year 9000, so that what is due long after it can still be written."""


class Clock:
    """World time of one tenant, in epoch seconds; starts real, and can be frozen, set, advanced, and made to tick.

    A time before 1970 or after the year 9000 is a ValueError, and changes nothing.
    """

    def __init__(self) -> None:
        self._offset = 0.0
        self._frozen: float | None = None
        self._step = 0.0

    def copy(self) -> Clock:
        """Return a clock that shows what this one shows, and goes its own way from here."""
        return copy(self)

    def now(self) -> float:
        """Return the world's time in seconds since the epoch."""
        return wall_seconds() + self._offset if self._frozen is None else self._frozen

    def wall_at(self, at: Instant) -> float:
        """Return what the machine's clock shows when this one, which must not stand, comes to an instant."""
        return epoch(at) - self._offset

    @property
    def frozen(self) -> bool:
        """Whether the clock stands still."""
        return self._frozen is not None

    def run(self) -> None:
        """Let the clock run on from where it stands."""
        self._offset, self._frozen = self.now() - wall_seconds(), None

    def freeze(self, at: Instant | None = None) -> None:
        """Stop the clock, at the given instant or where it stands."""
        self._frozen = self.now() if at is None else _within(epoch(at))

    def set(self, at: Instant) -> None:
        """Move the clock to an instant; a running clock runs on from there."""
        if self._frozen is None:
            self._offset = _within(epoch(at)) - wall_seconds()
        else:
            self._frozen = _within(epoch(at))

    def advance(self, **span: float) -> None:
        """Move the clock forward by a span named as `datetime.timedelta` names it (`days=30`).

        Raises:
            ValueError: the span is negative; use `set` to go back.
        """
        seconds = timedelta(**span).total_seconds()
        if seconds < 0:
            raise ValueError("advance goes forward; use set to move the clock back")
        _within(self.now() + seconds)
        self._move(seconds)

    def tick_every(self, seconds: float) -> None:
        """Let every request move the clock forward by so much, on top of its own running; 0 ends it.

        A frozen clock that ticks gives each request a time of its own, the same on every run.

        Raises:
            ValueError: the step is negative.
        """
        if seconds < 0:
            raise ValueError("a clock ticks forward; use set to move the clock back")
        self._step = seconds

    def tick(self) -> float:
        """Move the clock by the step of one request, and return the time that request has."""
        if self._step:
            self._move(min(self._step, max(0.0, LATEST - self.now())))
        return self.now()

    def _move(self, seconds: float) -> None:
        if self._frozen is None:
            self._offset += seconds
        else:
            self._frozen += seconds
