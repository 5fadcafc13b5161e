"""What is kept of a server's requests altogether: the newest, whichever workspaces they are of.

A server of a long test run has a workspace for each test, and a journal in each that nobody reads any more.
"""

from __future__ import annotations

from collections import deque
from typing import Final, Protocol

_KEPT: Final = 50_000
_MOST_BYTES: Final = 256 * 1024 * 1024


class Yielding(Protocol):
    """A journal whose requests are among those of a window."""

    def give_way(self) -> None:
        """Let go of the oldest request that was added and not yet asked for."""
        ...


class Window:
    """The newest requests of all journals together.

    Args:
        kept: how many. most_bytes: of bodies and answers together; the newest request is kept however large it is.

    Attributes:
        size: bytes of bodies and answers that all journals keep now; each adds and takes off its own.
    """

    def __init__(self, kept: int = _KEPT, most_bytes: int = _MOST_BYTES) -> None:
        self.size = 0
        self._kept = kept
        self._most_bytes = most_bytes
        self._added: deque[Yielding] = deque()

    def add(self, journal: Yielding) -> None:
        """Note that a journal has one request more; the oldest of all give way."""
        self._added.append(journal)
        while len(self._added) > self._kept or (self.size > self._most_bytes and len(self._added) > 1):
            self._added.popleft().give_way()
