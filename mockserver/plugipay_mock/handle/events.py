"""The events of a workspace, as a test reads them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Self, overload

from plugipay_mock.clock import Instant
from plugipay_mock.control.line import Line
from plugipay_mock.handle.waiting import PATIENCE, until


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened.

    Attributes:
        name: `invoice.paid`. type: the same as the service says it, `plugipay.invoice.paid.v1`.
        object: what it happened to, as it was after it.
        data: all the event says; `object` is a part of it.
        metadata: where the change came from.
    """

    id: str
    name: str
    type: str
    at: Instant
    object: dict[str, Any]
    data: dict[str, Any] = field(repr=False)
    metadata: dict[str, str] = field(repr=False)

    @classmethod
    def read(cls, told: dict[str, Any]) -> Self:
        """Read an event of the log."""
        data = told["data"]
        name = told["type"].removeprefix("plugipay.").removesuffix(".v1")
        return cls(told["id"], name, told["type"], told["occurredAt"], data["object"], data, told["metadata"])


class Events(Sequence[Event]):
    """Every event of a workspace and mode so far, oldest first."""

    def __init__(self, line: Line) -> None:
        self._line = line

    def __len__(self) -> int:
        return len(self._all())

    @overload
    def __getitem__(self, index: int) -> Event: ...
    @overload
    def __getitem__(self, index: slice) -> list[Event]: ...
    def __getitem__(self, index: int | slice) -> Event | list[Event]:
        return self._all()[index]

    def __repr__(self) -> str:
        return f"<Events {self.names}>"

    @property
    def names(self) -> list[str]:
        """The names of all events: `["customer.created", "invoice.paid"]`."""
        return [event.name for event in self._all()]

    def of(self, name: str, about: str | None = None) -> list[Event]:
        """Return the events of a name, or of a long type, and about one object where its id is given."""
        return [
            event
            for event in self._all()
            if name in {event.name, event.type} and about in {None, event.data.get("aggregateId")}
        ]

    def assert_told(self, name: str, about: str | None = None, *, times: int | None = None) -> list[Event]:
        """Return the events of a name (about one object).

        Args:
            times: how many there must be; at least one when None.

        Raises:
            AssertionError: there are none, or not so many; it says which events there were.
        """
        found = self.of(name, about)
        if not found if times is None else len(found) != times:
            raise AssertionError(self._missed(name, about, len(found), times))
        return found

    def assert_not_told(self, name: str, about: str | None = None) -> None:
        """Raise an AssertionError when there is an event of a name (about one object)."""
        self.assert_told(name, about, times=0)

    def wait_for(self, name: str, about: str | None = None, *, timeout: float = PATIENCE) -> list[Event]:
        """Return the events of a name (about one object) as soon as there is one.

        Raises:
            AssertionError: there was none within so many seconds; it says which events there were.
        """
        until(lambda: self.of(name, about), timeout)
        return self.assert_told(name, about)

    def _missed(self, name: str, about: str | None, found: int, times: int | None) -> str:
        what = name if about is None else f"{name} about {about}"
        wanted = "" if times is None else f", wanted {times}"
        return f"{what} was told {found} time(s){wanted}; told were: {', '.join(self.names) or 'no events'}"

    def _all(self) -> list[Event]:
        return [Event.read(told) for told in self._line.send("GET", "/events")]
