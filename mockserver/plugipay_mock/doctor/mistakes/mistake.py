"""What a mistake is, and what it may look at."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeAlias

from plugipay_mock.message import Inbound
from plugipay_mock.world import Key


@dataclass(frozen=True, slots=True)
class Case:
    """A request whose signature does not verify, and what a mistake may draw on.

    Attributes:
        keys: every key that signs: first those of the same workspace, then the others.
        public_base: where the service says it is.
    """

    inbound: Inbound
    key: Key
    keys: tuple[Key, ...]
    public_base: str


Variants: TypeAlias = Callable[[Any, Case], Iterable[Any]]
"""What a field of the recipe may become instead, the likeliest first."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing people get wrong.

    Attributes:
        name: for programs.
        sentence: what was done, a colon, what to do; `{key_id}` is the key whose secret was used.
        field: the one field of the recipe it changes.
        variants: every value it may give to that field; one that changes nothing is passed over.
        alone: not tried together with another mistake: it comes and goes by itself, or has too many variants.
    """

    name: str
    sentence: str
    field: str
    variants: Variants
    alone: bool = False


def change(one: Callable[[Any], Any]) -> Variants:
    """Return the variants of a mistake that can be made in one way only, whatever the request."""
    return lambda value, _case: (one(value),)


def become(*values: Any) -> Variants:
    """Return the variants of a mistake that gives the same values, whatever the request."""
    return lambda _value, _case: values
