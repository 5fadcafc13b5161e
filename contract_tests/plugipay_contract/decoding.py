"""Whether an answer can be decoded as strictly as the Go SDK decodes it; the rows are in `data/decoding.json`.

Go refuses a float where an `int64` is, a number in metadata, an array for an object, and ignores fields it does not
know. Whether a field may be null, or left out, and which texts it may hold, are facts about the service (SDK facts,
section 2); Go takes any.
"""

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import chain
from typing import Any

from plugipay_contract import facts
from plugipay_contract.description import Answered

Check = Callable[[Any, str], Iterator[str]]

_DATA = facts.load("data/decoding.json")
TYPES: dict[str, dict[str, Any]] = _DATA["types"]
VALUES: dict[str, list[str]] = _DATA["values"]
ANSWERS: dict[str, str] = _DATA["answers"]
UNTYPED: frozenset[str] = frozenset(_DATA["untyped"])
"""What no SDK has a type for; only the envelope is looked at."""

_INT64 = range(-(2**63), 2**63)
_FORMS = [
    (re.compile(name.replace("{}", "[^/]+")), name) for name in sorted(ANSWERS, key=lambda name: name.count("{}"))
]
_PAGED = {route.operation for route in facts.ROUTES if route.paged}
_SIMPLE: dict[str, tuple[str, Callable[[Any], bool]]] = {
    "string": ("a string", lambda value: isinstance(value, str)),
    "int": ("an int64", lambda value: type(value) is int and value in _INT64),
    "number": ("a number", lambda value: type(value) in {int, float}),
    "bool": ("true or false", lambda value: isinstance(value, bool)),
    "object": ("an object", lambda value: isinstance(value, dict)),
    "any": ("anything", lambda _: True),
}
_SIMPLE |= {name: (f"one of {', '.join(values)}", tuple(values).__contains__) for name, values in VALUES.items()}
_ENVELOPE = {"data": "any", "error": "Refusal?", "meta": "Meta"}
_OF_THE_ENVELOPE: dict[str, dict[str, str]] = {
    "Envelope": _ENVELOPE,
    "PagedEnvelope": _ENVELOPE | {"meta": "PagedMeta"},
    "Refusal": {"code": "string", "message": "string", "docUrl": "optional string"},
    "Meta": {"requestId": "string", "timestamp": "string"},
    "PagedMeta": {"requestId": "string", "timestamp": "string", "cursor": "string?", "hasMore": "bool"},
}


def complaints(method: str, target: str, answer: Answered) -> list[str]:
    """What a strict decoder has against an answer: a sentence each with operation, status, place and what it wants."""
    if not answer.body or not (answer.headers.get("Content-Type") or "").startswith("application/json"):
        return []
    asked = f"{method} {target.partition('?')[0]}"
    name = next((name for form, name in _FORMS if form.fullmatch(asked)), asked)
    if "/api/" not in name:
        return []
    try:
        envelope = json.loads(answer.body)
    except ValueError:
        return [f"{name} answered {answer.status}: $: expected JSON, got {answer.body[:80]!r}"]
    return [f"{name} answered {answer.status}: {said}" for said in _of(name, answer.status, envelope)]


def _of(name: str, status: int, envelope: Any) -> list[str]:
    succeeded = status < 300
    kind = "PagedEnvelope" if succeeded and name in _PAGED else "Envelope"
    said = list(check_of(kind)(envelope, "$"))
    if said or not succeeded or name not in ANSWERS:
        return said
    return list(check_of(ANSWERS[name])(envelope["data"], "$.data"))


@cache
def check_of(kind: str) -> Check:
    """The check of one kind, as the data spells it."""
    if kind.endswith("?"):
        return _nullable(check_of(kind[:-1]))
    if kind.startswith("{}"):
        return _values(check_of(kind[2:]))
    if kind.endswith("[]"):
        return _list(check_of(kind[:-2]))
    if kind == "map":
        return _values(check_of("string"))
    if kind in _SIMPLE:
        return _simple(*_SIMPLE[kind])
    return _struct(kind, _OF_THE_ENVELOPE[kind] if kind in _OF_THE_ENVELOPE else TYPES[kind]["fields"])


def _simple(wanted: str, fits: Callable[[Any], bool]) -> Check:
    def check(value: Any, place: str) -> Iterator[str]:
        if not fits(value):
            yield _expected(place, wanted, value)

    return check


def _nullable(inner: Check) -> Check:
    return lambda value, place: iter(()) if value is None else inner(value, place)


def _list(inner: Check) -> Check:
    def check(value: Any, place: str) -> Iterator[str]:
        if not isinstance(value, list):
            return iter([_expected(place, "a list", value)])
        return chain.from_iterable(inner(each, f"{place}[{position}]") for position, each in enumerate(value))

    return check


def _values(inner: Check) -> Check:
    def check(value: Any, place: str) -> Iterator[str]:
        if not isinstance(value, dict):
            return iter([_expected(place, "an object", value)])
        return chain.from_iterable(inner(each, f"{place}.{name}") for name, each in value.items())

    return check


def _struct(kind: str, fields: dict[str, str]) -> Check:
    def check(value: Any, place: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield _expected(place, f"an object ({kind})", value)
            return
        for name, spelled in fields.items():
            inner = spelled.removeprefix("optional ")
            if name in value:
                yield from check_of(inner)(value[name], f"{place}.{name}")
            elif inner == spelled:
                yield f"{place}.{name}: expected to be there, {kind} has it"

    return check


def _expected(place: str, wanted: str, value: Any) -> str:
    return f"{place}: expected {wanted}, got {json.dumps(value)[:80]}"
