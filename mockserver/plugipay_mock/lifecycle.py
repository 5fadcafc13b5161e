"""Life cycles as tables: which action is possible in which state, where it leads, and which event tells it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import Field, dataclass, replace
from typing import Any, ClassVar, Protocol, TypeAlias, TypeVar

from plugipay_mock.clock import Instant
from plugipay_mock.errors import ApiError, InvalidTransition


@dataclass(frozen=True, slots=True)
class Move:
    """One row of a life cycle.

    Attributes:
        from_: the states in which the action is possible.
        to: the state it leads to; empty when the state stays as it is.
        tells: the short name of the event it tells; empty when it tells none.
    """

    from_: tuple[str, ...]
    to: str
    tells: str = ""

    @property
    def told(self) -> tuple[str, ...]:
        """The events to tell, for `Actor.replace`."""
        return (self.tells,) if self.tells else ()


LifeCycle: TypeAlias = Mapping[str, Move]
"""Action to move."""


class Living(Protocol):
    """A dataclass that goes through states, and says when it last changed (`updated_at`)."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    @property
    def status(self) -> str:
        """The state it is in."""
        ...


T = TypeVar("T", bound=Living)


def move(
    life_cycle: LifeCycle, action: str, status: str, subject: str, *, refusal: type[ApiError] = InvalidTransition
) -> Move:
    """Return the row of an action that is possible in a state.

    Args:
        subject: how the message names the object ("Invoice inv_…").
        refusal: the error this resource answers with.

    Raises:
        InvalidTransition: (or `refusal`) the action is not possible in this state.
    """
    row = life_cycle[action]
    if status not in row.from_:
        possible = ", ".join(row.from_[:-1]) + (" or " if row.from_[:-1] else "") + row.from_[-1]
        raise refusal(f"{subject} is {status}; {action.replace('_', ' ')} is possible from {possible}")
    return row


def take(  # noqa: PLR0913  all that makes up a move
    life_cycle: LifeCycle,
    action: str,
    thing: T,
    now: Instant,
    *,
    subject: str,
    refusal: type[ApiError] = InvalidTransition,
    **changes: Any,
) -> T:
    """Return a thing after an action, in the state the action leads to.

    Args:
        subject: how the message names the object ("Invoice inv_…").
        refusal: the error this resource answers with.
        changes: the attributes that become different besides.

    Raises:
        InvalidTransition: (or `refusal`) the action is not possible in the state the thing is in.
    """
    row = move(life_cycle, action, thing.status, subject, refusal=refusal)
    return replace(thing, **(changes | {"status": row.to or thing.status, "updated_at": now}))


def states(life_cycle: LifeCycle, first: str) -> set[str]:
    """Return every state that can be reached from a first one."""
    reached, frontier = {first}, [first]
    while frontier:
        here = frontier.pop()
        ahead = {row.to for row in life_cycle.values() if here in row.from_ and row.to} - reached
        reached |= ahead
        frontier.extend(ahead)
    return reached
