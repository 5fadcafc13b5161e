"""The card every room hands in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from plugipay_mock.route import Route, Routes
from plugipay_mock.wiring import Hold, Listener, Reaction, Waker


@dataclass(frozen=True, slots=True)
class Room:
    """One resource of the API.

    Attributes:
        name: in the documentation.
        basis: whether its answers follow rules, or only have the right shapes, as nobody documents what is behind.
        reactions: what the room does when an event is told, by short event name (`invoice.paid`).
        wakers: what the room's objects do when their time has come, by kind.
        holds: what of this room keeps a customer from being forgotten.
        listeners: what the room does when any event is told.
    """

    name: str
    routes: Routes
    reactions: tuple[tuple[str, Reaction], ...] = ()
    wakers: tuple[tuple[type[Any], Waker], ...] = ()
    holds: tuple[Hold, ...] = ()
    listeners: tuple[Listener, ...] = ()
    basis: Literal["rules", "shapes"] = "rules"

    @property
    def served(self) -> list[Route]:
        """The operations of this room."""
        return self.routes.declared
