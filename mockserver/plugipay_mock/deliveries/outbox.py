"""What is known of deliveries besides the stored objects: how they are made, to whom, and which are under way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Literal, TypeAlias

from plugipay_mock.deliveries.delivery import Delivery
from plugipay_mock.deliveries.line import Line
from plugipay_mock.deliveries.schedule import SCHEDULE, Schedule
from plugipay_mock.deliveries.trouble import Trouble
from plugipay_mock.homes import Home

Manner: TypeAlias = Literal["collect", "sync", "async"]
"""`collect`: kept until somebody asks. `sync`: delivered before the answer goes out. `async`: in the background."""

App: TypeAlias = Callable[..., Any]
"""A WSGI or an ASGI application."""

Owed: TypeAlias = Home
"""A tenant with deliveries to see to."""


@dataclass(slots=True)
class Outbox:
    """Of one tenant.

    Attributes:
        manner: how its deliveries are made; as the world has it when None.
        apps: receivers in this process, by the id of their endpoint.
        lines: deliveries that are ready, by their endpoint; the collection knows which of them still are.
        troubles: what shall go wrong, the earliest first.
        held: deliveries that wait for a later one to go before them, each with its endpoint.
        busy: endpoints that are being delivered to.
        free_at: when each endpoint was done with its last delivery, in epoch seconds of the world clock.
    """

    manner: Manner | None = None
    apps: dict[str, App] = field(default_factory=dict)
    lines: dict[str, Line] = field(default_factory=dict)
    troubles: list[Trouble] = field(default_factory=list)
    held: dict[str, str] = field(default_factory=dict)
    busy: set[str] = field(default_factory=set)
    free_at: dict[str, float] = field(default_factory=dict)

    def copy(self) -> Outbox:
        """Return an outbox of the same receivers and troubles; nothing is under way in it."""
        troubles = [replace(trouble, met=set(trouble.met)) for trouble in self.troubles]
        lines = {endpoint_id: line.copy() for endpoint_id, line in self.lines.items()}
        return Outbox(self.manner, dict(self.apps), lines, troubles, dict(self.held))

    def join(self, delivery: Delivery) -> None:
        """Put a delivery that is ready into the line of its endpoint."""
        self.lines.setdefault(delivery.endpoint_id, Line()).join(delivery)

    def let_go(self, endpoint_id: str) -> None:
        """Let the deliveries go that waited for one to this endpoint."""
        self.held = {delivery_id: held_for for delivery_id, held_for in self.held.items() if held_for != endpoint_id}

    def trouble_for(self, delivery: Delivery) -> Trouble | None:
        """Return the trouble that a delivery runs into now, or None."""
        return next((trouble for trouble in self.troubles if trouble.meet(delivery)), None)


@dataclass(slots=True)
class Post:
    """Of the whole world.

    Attributes:
        manner: how deliveries are made where a tenant has no manner of its own.
        fresh: tenants in which something became ready to be sent since somebody last looked.
        asked: tenants whose deliveries somebody asked for.
        wake: called with the tenants whose deliveries are made in the background; None where nobody makes them.
    """

    manner: Manner = "collect"
    schedule: Schedule = SCHEDULE
    fresh: dict[Owed, None] = field(default_factory=dict)
    asked: dict[Owed, None] = field(default_factory=dict)
    wake: Callable[[tuple[Owed, ...]], None] | None = None
