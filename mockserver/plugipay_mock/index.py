"""By what the rows of a collection are found: positions, ascending, for each value of a filter."""

from __future__ import annotations

from array import array
from bisect import bisect_left, insort
from copy import copy
from operator import attrgetter
from typing import TypeAlias

Positions: TypeAlias = "array[int]"


class Index:
    """Where the values of one attribute are found; an object whose attribute is None is not.

    Most values have one row, so a lone position is kept as it is.
    """

    def __init__(self, attribute: str) -> None:
        self.value_of = attrgetter(attribute)
        self._attribute = attribute
        self._found: dict[str, int | Positions] = {}

    def copy(self) -> Index:
        """Return an index of the same rows."""
        twin = Index(self._attribute)
        twin._found = {value: copy(found) for value, found in self._found.items()}
        return twin

    def positions(self, value: str) -> Positions:
        """Return where a value is found, ascending."""
        found = self._found.get(value)
        if found is None:
            return array("Q")
        return found if isinstance(found, array) else array("Q", (found,))

    def enter(self, position: int, value: object) -> None:
        """Let a row be found by a value."""
        if value is None:
            return
        found = self._found.setdefault(str(value), position)
        if isinstance(found, array):
            insert(found, position)
        elif found != position:
            self._found[str(value)] = array("Q", sorted((found, position)))

    def leave(self, position: int, value: object) -> None:
        """Let a row be found by a value no more."""
        if value is None:
            return
        found = self._found[str(value)]
        if isinstance(found, array):
            discard(found, position)
        if found == position or not found:
            del self._found[str(value)]

    def move(self, position: int, before: object, after: object) -> None:
        """Let a row be found by another value."""
        if before != after:
            self.leave(position, before)
            self.enter(position, after)


def insert(positions: Positions, position: int) -> None:
    """Add a position; nearly always it is the largest."""
    if not positions or position > positions[-1]:
        positions.append(position)
    else:
        insort(positions, position)


def discard(positions: Positions, position: int) -> None:
    """Take out a position, which must be there."""
    del positions[bisect_left(positions, position)]


def holds(positions: Positions, position: int) -> bool:
    """Say whether a position is among them."""
    at = bisect_left(positions, position)
    return at < len(positions) and positions[at] == position
