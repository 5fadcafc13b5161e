"""Where the objects are that buyers see: on a public page nobody names a workspace, and an id alone finds its tenant.

A server may have thousands of workspaces, one for each test, and a page must not take longer for that.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Literal, TypeAlias

from plugipay_mock.undo import Undo

Home: TypeAlias = tuple[str, Literal["test", "live"]]
"""A tenant by its account id and its mode, since a snapshot that is restored puts another in its place."""


class Homes:
    """The homes of all objects that buyers see, by their ids."""

    def __init__(self, undo: Undo) -> None:
        self._undo = undo
        self._known: dict[str, Home] = {}

    def __len__(self) -> int:
        return len(self._known)

    def find(self, object_id: str) -> Home | None:
        """Return where an object is, or None."""
        return self._known.get(object_id)

    def add(self, object_id: str, home: Home) -> None:
        """Note where a new object is."""
        self._known[object_id] = home
        self._undo.append(partial(self._known.__delitem__, object_id))

    def remove(self, object_id: str) -> None:
        """Forget an object that is there no more."""
        home = self._known.pop(object_id)
        self._undo.append(partial(self._known.__setitem__, object_id, home))

    def move_in(self, object_ids: Iterable[str], home: Home) -> None:
        """Note where all objects of a tenant are."""
        self._known |= dict.fromkeys(object_ids, home)

    def move_out(self, object_ids: Iterable[str]) -> None:
        """Forget all objects of a tenant."""
        for object_id in object_ids:
            self._known.pop(object_id, None)
