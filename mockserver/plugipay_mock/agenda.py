"""What is due when in one tenant."""

from __future__ import annotations

import heapq
from functools import partial
from typing import Any, NamedTuple

from plugipay_mock.clock import Instant
from plugipay_mock.store import Shelf
from plugipay_mock.undo import Undo


class Entry(NamedTuple):
    """An object that said it would be due; it may have changed its plans since."""

    due: Instant
    order: int
    shelf: Shelf[Any]
    object_id: str


class Agenda:
    """Entries by their moment, and at one moment in the order in which they were made."""

    def __init__(self, undo: Undo) -> None:
        self._undo = undo
        self._entries: list[Entry] = []
        self._made = 0

    def copy(self) -> Agenda:
        """Return an agenda with the same entries."""
        twin = Agenda(self._undo)
        twin._entries, twin._made = list(self._entries), self._made
        return twin

    def add(self, due: Instant, shelf: Shelf[Any], object_id: str) -> None:
        """Enter an object."""
        self._made += 1
        heapq.heappush(self._entries, Entry(due, self._made, shelf, object_id))

    def has_due(self, until: Instant) -> bool:
        """Say whether anything is due at or before a moment."""
        return bool(self._entries) and self._entries[0].due <= until

    def next_due(self) -> Instant | None:
        """Return when something is due next, or None; it may turn out to have changed its plans."""
        return self._entries[0].due if self._entries else None

    def take(self, until: Instant) -> Entry | None:
        """Take out the earliest entry due at or before a moment, or return None."""
        if not self.has_due(until):
            return None
        entry = heapq.heappop(self._entries)
        self._undo.append(partial(heapq.heappush, self._entries, entry))
        return entry
