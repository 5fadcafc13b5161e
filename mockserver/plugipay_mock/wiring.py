"""What the rooms declared to each other, so that none has to call another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

Reaction: TypeAlias = Callable[[Any, Any], None]
"""Called with the actor and the object whenever an event of a name is told."""

Listener: TypeAlias = Callable[[Any, Any], None]
"""Called with the actor and the event whenever any event is told."""

Waker: TypeAlias = Callable[[Any, Any], None]
"""Called with an actor at the due moment, and the object that is due; must change the object so that it is not."""

Hold: TypeAlias = Callable[[Any, str], str | None]
"""Called with the actor and a customer's id; returns the id of something that keeps the customer, or None."""


@dataclass(frozen=True, slots=True)
class Wiring:
    """Who reacts to which event, what an object does when its time has come, and what keeps a customer.

    Attributes:
        reactions: by short event name, in the order of the rooms.
        wakers: by the kind of object.
        holds: asked before a customer is forgotten.
        listeners: told of every event, before anybody reacts to it.
    """

    reactions: Mapping[str, tuple[Reaction, ...]] = field(default_factory=dict)
    wakers: Mapping[type[Any], Waker] = field(default_factory=dict)
    holds: tuple[Hold, ...] = ()
    listeners: tuple[Listener, ...] = ()


def wire(
    reactions: Iterable[tuple[str, Reaction]] = (),
    wakers: Iterable[tuple[type[Any], Waker]] = (),
    holds: Iterable[Hold] = (),
    listeners: Iterable[Listener] = (),
) -> Wiring:
    """Gather what the rooms declared."""
    gathered: dict[str, tuple[Reaction, ...]] = {}
    for name, reaction in reactions:
        gathered[name] = (*gathered.get(name, ()), reaction)
    return Wiring(gathered, dict(wakers), tuple(holds), tuple(listeners))
