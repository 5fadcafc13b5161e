"""A fault plan: which requests it meets, how often it fires, where it acts, and what it does."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, TypeAlias

import orjson

from plugipay_mock.clock import Instant
from plugipay_mock.faults.actions import Action
from plugipay_mock.message import Inbound
from plugipay_mock.naming import is_meant

Position: TypeAlias = Literal["before", "during", "after"]
"""`before` the key is judged and anything is done; `during`: done, the idempotency key still pending; `after`: done,
the key settled."""


@dataclass(frozen=True, slots=True)
class Match:
    """Which requests a plan meets; what is None or empty meets all.

    Attributes:
        route: a template (`/customers/{id}`), or a pattern for the path with `*`; `/api/v1` may be left out.
        headers: each must have this value.
        fields: each top-level field of a JSON body must have this value, compared as text.
    """

    method: str | None = None
    route: str | None = None
    mode: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)

    def meets(self, inbound: Inbound, template: str, mode: str) -> bool:
        """Say whether a request of a route and mode is one of them."""
        return (
            self.method in {None, inbound.method}
            and self.mode in {None, mode}
            and (self.route is None or is_meant(self.route, template, inbound.path.decode("latin-1")))
            and all(inbound.headers.get(name.lower()) == value for name, value in self.headers.items())
            and (not self.fields or _has_fields(inbound.body, self.fields))
        )


@dataclass(frozen=True, slots=True)
class Count:
    """How often a plan fires among the requests it meets.

    Attributes:
        nth: only the nth of them, from 1.
        times: so many of them, then never again; None for no end.
        every: each so many-th of them.
        until: only before this moment of the world clock.
        probability: each with this chance, from the world's seed.
    """

    nth: int | None = None
    times: int | None = None
    every: int | None = None
    until: Instant | None = None
    probability: float | None = None


@dataclass(slots=True)
class Plan:
    """A fault that waits for its requests.

    Attributes:
        told: the options it was made of, to show it again.
        met: requests it met. fired: how often it acted.
    """

    id: str
    action: Action
    position: Position
    match: Match
    count: Count
    told: Mapping[str, str]
    chance: random.Random
    met: int = 0
    fired: int = 0

    def copy(self) -> Plan:
        """Return a plan that goes on counting and drawing as this one would."""
        chance = random.Random()  # noqa: S311
        chance.setstate(self.chance.getstate())
        return replace(self, chance=chance)

    def fires(self, now: Instant) -> bool:
        """Count a request the plan meets, and say whether it acts on it."""
        count = self.count
        if (count.until is not None and now >= count.until) or (count.times is not None and self.fired >= count.times):
            return False
        self.met += 1
        acts = (
            count.nth in {None, self.met}
            and (count.every is None or self.met % count.every == 0)
            and (count.probability is None or self.chance.random() < count.probability)
        )
        self.fired += acts
        return acts

    def show(self) -> dict[str, Any]:
        """Return the plan as the control routes tell it."""
        return {"id": self.id, **self.told, "position": self.position, "met": self.met, "fired": self.fired}


def _has_fields(body: bytes, fields: Mapping[str, str]) -> bool:
    try:
        said = orjson.loads(body)
    except orjson.JSONDecodeError:
        return False
    return isinstance(said, dict) and all(name in said and _text(said[name]) == value for name, value in fields.items())


def _text(value: Any) -> str:
    """Write a JSON value as text: a string as it is, anything else as JSON."""
    try:
        return value if isinstance(value, str) else orjson.dumps(value).decode()
    except orjson.JSONEncodeError:  # nested deeper than can be written again
        return ""
