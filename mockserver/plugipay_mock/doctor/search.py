"""Tries the mistakes, one at a time and then two at once, until one gives the signature that was received."""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Iterator
from itertools import chain, combinations, islice
from typing import Any, Final, NamedTuple

from plugipay_mock.doctor.mistakes import TABLE, Case, Mistake
from plugipay_mock.doctor.recipe import Recipe

_EACH_IN_PAIRS: Final = 8
"""Variants of one mistake that are tried together with another mistake."""

_MOST_PAIRS: Final = 12_000
"""Recipes with two mistakes that are tried at all; a diagnosis must stay cheap."""


class Finding(NamedTuple):
    """The mistakes that were made, and what they came to."""

    mistakes: tuple[Mistake, ...]
    recipe: Recipe


def find(origin: Recipe, case: Case, received: bytes) -> Finding | None:
    """Return how a signature was made, by the right recipe or instead of by it.

    Args:
        received: its bytes, whatever was wrong with how they were spelled.

    Returns:
        None when no known mistake gives it.
    """
    tried = chain([Finding((), origin)], _singles(origin, case), islice(_pairs(origin, case), _MOST_PAIRS))
    return next((found for found in tried if hmac.compare_digest(found.recipe.mac(), received)), None)


def _singles(origin: Recipe, case: Case) -> Iterator[Finding]:
    for mistake in TABLE:
        for value in _values(mistake, origin, case):
            yield Finding((mistake,), origin._replace(**{mistake.field: value}))


def _pairs(origin: Recipe, case: Case) -> Iterator[Finding]:
    """Yield two mistakes each; what two fields become is found out once, what one field becomes twice each time."""
    likely = _likely(origin, case)
    for first, second in combinations((mistake for mistake in TABLE if not mistake.alone), 2):
        for value in likely[first.name]:
            once = origin._replace(**{first.field: value})
            again = first.field == second.field
            values = islice(_values(second, once, case), _EACH_IN_PAIRS) if again else likely[second.name]
            for other in values:
                yield Finding((first, second), once._replace(**{second.field: other}))


def _likely(origin: Recipe, case: Case) -> dict[str, list[Any]]:
    """Return some values of each mistake, by its name, without those that an earlier one gives to the same field."""
    likely: dict[str, list[Any]] = {}
    known: set[tuple[str, Any]] = set()
    for mistake in (mistake for mistake in TABLE if not mistake.alone):
        values = islice(_values(mistake, origin, case), _EACH_IN_PAIRS)
        likely[mistake.name] = [value for value in values if (mistake.field, value) not in known]
        known.update((mistake.field, value) for value in likely[mistake.name])
    return likely


def _values(mistake: Mistake, recipe: Recipe, case: Case) -> Iterable[Any]:
    """Return what a mistake may make of its field, each value once."""
    before = getattr(recipe, mistake.field)
    return (value for value in dict.fromkeys(mistake.variants(before, case)) if value != before)
