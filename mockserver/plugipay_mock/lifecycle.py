"""Life cycles as tables: which action is possible in which state, where it leads, and which event tells it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

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


def states(life_cycle: LifeCycle, first: str) -> set[str]:
    """Return every state that can be reached from a first one."""
    reached, frontier = {first}, [first]
    while frontier:
        here = frontier.pop()
        ahead = {row.to for row in life_cycle.values() if here in row.from_ and row.to} - reached
        reached |= ahead
        frontier.extend(ahead)
    return reached
