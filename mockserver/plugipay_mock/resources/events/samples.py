"""Events that nothing led to: made-up objects for every type, or objects there are, with fields changed at will.

What a type tells is in `samples.json`: an object of each kind, how it looks after each event, and what the event adds.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import orjson

from plugipay_mock.clock import Instant, epoch, iso
from plugipay_mock.errors import FieldProblem, InvalidRequest

_MADE_AT: Final = "2026-05-12T10:42:00.000Z"
_INSTANT_LENGTH: Final = len(_MADE_AT)
_LARGEST_BITS: Final = 63
_KINDS: Final[Mapping[type, tuple[str, tuple[type, ...]]]] = {
    bool: ("must be true or false", (bool,)),
    int: ("must be a whole number", (int,)),
    str: ("must be a string", (str,)),
    dict: ("must be an object", ()),
    type(None): ("must be a string, a whole number, true or false", (str, int, bool)),
}
"""What can be put in the place of a value, by its type, said and as types; null always can."""


@cache
def _samples() -> dict[str, Any]:
    text = Path(__file__).with_name("samples.json").read_bytes()
    samples: dict[str, Any] = orjson.loads(text)
    return samples


def area_of(name: str) -> str:
    """Return the kind of object an event is about: `invoice` for `invoice.paid`."""
    return name.partition(".")[0]


def prefix_of(name: str) -> str:
    """Return the prefix of the ids of what an event is about: `inv` for `invoice.paid`."""
    prefix: str = _samples()["prefixes"][area_of(name)]
    return prefix


def made_up(name: str, object_id: str, account_id: str, now: Instant) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return an object as it is after an event, and what the event adds to it."""
    samples, facts = _samples(), (object_id, account_id, epoch(now) - epoch(_MADE_AT))
    thing = _filled(samples["objects"][area_of(name)] | samples["states"].get(name, {}), facts)
    return thing, added(name, object_id, account_id, now)


def added(name: str, object_id: str, account_id: str, now: Instant) -> dict[str, Any]:
    """Return what an event adds to its object."""
    facts = (object_id, account_id, epoch(now) - epoch(_MADE_AT))
    extras: dict[str, Any] = _filled(_samples()["extras"].get(name, {}), facts)
    return extras


def cut(name: str, thing: dict[str, Any]) -> dict[str, Any]:
    """Return what an event tells of its object: all, but for the few that tell less."""
    fields = _samples()["told"].get(name)
    return thing if fields is None else {field: thing[field] for field in fields}


def overridden(thing: Mapping[str, Any], changes: Mapping[str, Any], place: str = "data") -> dict[str, Any]:
    """Return an object with fields changed.

    Raises:
        InvalidRequest: it has no such field, or the field holds something else; the field is named, however deep.
    """
    changed = dict(thing)
    for name, value in changes.items():
        field = f"{place}.{name}"
        if name not in thing:
            raise InvalidRequest(FieldProblem(field, f"is not a field; there are {', '.join(thing)}"))
        changed[name] = _changed(field, thing[name], value)
    return changed


def _changed(field: str, sample: Any, value: Any) -> Any:
    if value is None:
        return None
    if field.endswith(".metadata"):
        return _texts(field, value)
    if isinstance(sample, dict) and isinstance(value, dict):
        return overridden(sample, value, field)
    return _checked(field, sample, value)


def _texts(field: str, value: Any) -> dict[str, str]:
    if not isinstance(value, dict):
        raise InvalidRequest(FieldProblem(field, "must be an object of strings"))
    return {name: _checked(f"{field}.{name}", "", each) for name, each in value.items()}


def _checked(field: str, sample: Any, value: Any) -> Any:
    """Return a value that is of the kind a field holds."""
    if isinstance(sample, list):
        return _strings(field, sample, value)
    wanted, kinds = _KINDS[type(sample)]
    if type(value) not in kinds:
        raise InvalidRequest(FieldProblem(field, wanted))
    if type(value) is int and value.bit_length() > _LARGEST_BITS:
        raise InvalidRequest(FieldProblem(field, f"must fit in {_LARGEST_BITS + 1} bits with its sign"))
    return value


def _strings(field: str, sample: list[Any], value: Any) -> list[str]:
    if any(not isinstance(each, str) for each in sample):
        raise InvalidRequest(FieldProblem(field, "is a list of objects, which cannot be given"))
    if not isinstance(value, list) or any(not isinstance(each, str) for each in value):
        raise InvalidRequest(FieldProblem(field, "must be a list of strings"))
    return value


def _filled(value: Any, facts: tuple[str, str, float]) -> Any:
    """Fill a sample in: whose it is, and times as far from now as they were from the sample's."""
    if isinstance(value, dict):
        return {name: _filled(each, facts) for name, each in value.items()}
    if isinstance(value, list):
        return [_filled(each, facts) for each in value]
    if not isinstance(value, str):
        return value
    object_id, account_id, later = facts
    if len(value) == _INSTANT_LENGTH and value[:2] == "20" and value.endswith("Z"):
        return iso(epoch(value) + later)
    return value.replace("{id}", object_id).replace("{account}", account_id)
