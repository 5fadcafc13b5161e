"""The line of deliveries in front of one endpoint."""

from __future__ import annotations

import heapq
from typing import NamedTuple

from plugipay_mock.clock import Instant
from plugipay_mock.deliveries.delivery import Delivery


class Place(NamedTuple):
    """One place in the line; who stands there may have left it since.

    Attributes:
        turn: since when the delivery is ready, but never before one that is older in the log.
    """

    turn: Instant
    order: int
    delivery_id: str
    ready_at: Instant | None

    def is_of(self, delivery: Delivery | None) -> bool:
        """Say whether a delivery still stands here."""
        return delivery is not None and delivery.ready_at is not None and delivery.ready_at == self.ready_at


class Line:
    """Deliveries to one endpoint by the moment at which they became ready: first attempts in the order of the log."""

    def __init__(self) -> None:
        self._places: list[Place] = []
        self._joined = 0
        self._last_first: Instant = ""

    def copy(self) -> Line:
        """Return a line in the same order."""
        twin = Line()
        twin._places, twin._joined, twin._last_first = list(self._places), self._joined, self._last_first
        return twin

    def __len__(self) -> int:
        return len(self._places)

    def join(self, delivery: Delivery) -> None:
        """Put a delivery that is ready into the line."""
        turn = delivery.ready_at or ""
        if not delivery.attempts:  # a clock that was set back changes nothing about the order of the log
            turn = self._last_first = max(turn, self._last_first)
        self._joined += 1
        heapq.heappush(self._places, Place(turn, self._joined, delivery.id, delivery.ready_at))

    def head(self) -> Place | None:
        """Return the first place, or None."""
        return self._places[0] if self._places else None

    def leave(self) -> Place:
        """Take the first place out."""
        return heapq.heappop(self._places)

    def return_to(self, place: Place) -> None:
        """Put a place back where it was."""
        heapq.heappush(self._places, place)
