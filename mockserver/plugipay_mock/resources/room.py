"""The card every room hands in."""

from __future__ import annotations

from dataclasses import dataclass

from plugipay_mock.route import Route, Routes


@dataclass(frozen=True, slots=True)
class Room:
    """One resource of the API: its name in the documentation, and its routes."""

    name: str
    routes: Routes

    @property
    def served(self) -> list[Route]:
        """The operations of this room."""
        return self.routes.declared
