"""What a fault does to an answer: refuse instead, replace parts of it, or let the connection misbehave."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeAlias

from plugipay_mock.errors import ApiError
from plugipay_mock.message import Effect, Outbound

Refuse: TypeAlias = Callable[[ApiError], Outbound]
"""Wraps a refusal in the envelope of the request under way."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Answer with an error in the envelope instead."""

    error: ApiError

    def apply(self, _answer: Outbound, refuse: Refuse) -> Outbound:
        """Return the refusal."""
        return refuse(self.error)


@dataclass(frozen=True, slots=True)
class Replaced:
    """Answer with something that is no envelope: a proxy's page, a redirect, nothing at all; None leaves a part."""

    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes | None = None

    def apply(self, answer: Outbound, _refuse: Refuse) -> Outbound:
        """Return the answer with the parts that are set replaced."""
        status = answer.status if self.status is None else self.status
        body = answer.body if self.body is None else self.body
        return replace(answer, status=status, headers=answer.headers | dict(self.headers), body=body)


@dataclass(frozen=True, slots=True)
class Affected:
    """Give the answer, and let the connection misbehave."""

    effect: Effect

    def apply(self, answer: Outbound, _refuse: Refuse) -> Outbound:
        """Return the answer with the effect added."""
        return replace(answer, effects=(*answer.effects, self.effect))


@dataclass(frozen=True, slots=True)
class Skewed:
    """Judge the request by a clock that is so many seconds ahead; acts when the timestamp is judged."""

    seconds: float

    def apply(self, answer: Outbound, _refuse: Refuse) -> Outbound:
        """Return the answer as it is."""
        return answer


Action: TypeAlias = Refusal | Replaced | Affected | Skewed
