"""The world clock of one workspace, as a test moves it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from plugipay_mock.clock import Instant
from plugipay_mock.control.line import Line
from plugipay_mock.handle.events import Event


class MockClock:
    """Business time: `createdAt`, expiries, renewals. Signatures are judged by the machine's own time.

    Moments are given as ISO 8601 text or as aware datetimes; whatever falls due while the clock moves happens at once,
    in order, and is returned. Deliveries are made when the clock has arrived; the events of these are in `mock.events`.
    """

    def __init__(self, line: Line) -> None:
        self._line = line

    def now(self) -> Instant:
        """Return the time as the API writes it: `2026-05-12T10:42:00.000Z`."""
        told: Instant = self._line.send("GET", "/clock")["now"]
        return told

    def freeze(self, at: str | datetime | None = None) -> list[Event]:
        """Stop the clock, at a moment or where it stands."""
        return self._move("freeze", {} if at is None else {"at": as_text(at)})

    def set(self, at: str | datetime) -> list[Event]:
        """Move the clock to a moment, forward or back."""
        return self._move("set", {"at": as_text(at)})

    def advance(self, *, days: float = 0, hours: float = 0, minutes: float = 0, seconds: float = 0) -> list[Event]:
        """Move the clock forward."""
        return self._move("advance", {"days": days, "hours": hours, "minutes": minutes, "seconds": seconds})

    def run(self) -> list[Event]:
        """Let the clock run on from where it stands."""
        return self._move("run", None)

    def tick(self, seconds: float) -> None:
        """Let every request move the clock forward by so much; 0 ends it."""
        self._move("tick", {"seconds": seconds})

    def _move(self, how: str, body: dict[str, Any] | None) -> list[Event]:
        return [Event.read(each) for each in self._line.send("POST", f"/clock/{how}", body)["happened"]]


def as_text(said: Any) -> Any:
    """Return a datetime as ISO 8601 text, and anything else as it is."""
    return said.isoformat() if isinstance(said, datetime) else said
