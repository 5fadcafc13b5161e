"""All or nothing: what takes changes back, and the block that decides whether it has to."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType


class Undo(list[Callable[[], None]]):
    """What takes the changes of a world back, newest last: whoever changes something appends.

    Attributes:
        open: how many transactions are under way, each inside the one before.
    """

    open = 0


class Transaction:
    """Keeps every change of a `with` block, or none: an exception takes them back and goes on.

    A transaction inside another is a part of it.
    """

    __slots__ = ("_start", "_undo")

    def __init__(self, undo: Undo) -> None:
        self._undo = undo

    def __enter__(self) -> None:
        undo = self._undo
        if not undo.open:
            undo.clear()
        undo.open += 1
        self._start = len(undo)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        undo = self._undo
        if kind is not None:
            while len(undo) > self._start:
                undo.pop()()
        undo.open -= 1
