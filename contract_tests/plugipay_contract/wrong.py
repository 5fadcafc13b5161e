"""Bodies with one field wrong, made from bodies that are right: every field by itself, and those within fields."""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from plugipay_contract import facts, money, sent
from plugipay_contract.caller import Answer, Caller, Workspace
from plugipay_contract.closed import skip_closed
from plugipay_contract.provoking import spare_given, working
from plugipay_contract.recipes import unique

OTHER_KINDS: dict[type, tuple[Any, ...]] = {
    str: ({"text": "no"}, ["no"]),
    bool: ("perhaps", {"truth": True}),
    int: ("many", 1.5, True, {"number": 1}),
    float: ("many", True, {"number": 1}),
    list: ("none", {"list": []}),
    dict: ("none", ["none"]),
}
"""For each kind of JSON what is of another, and what nobody takes for it by being kind."""

UNRULED = {"config", "receiptTemplate", "data", "lineItems"}
"""What the facts say no kind of that is in it; items are opaque to the SDKs."""

UNHEARD_OF = "neverHeardOf"
NO_TIMES = ("tomorrow", "2030-02-30T00:00:00Z", "2030-01-01T25:00:00Z", "")

Place = tuple[str | int, ...]
Wrong = tuple[str, money.Thing]


@dataclass(frozen=True)
class Writing:
    """A call that would succeed with its body, and who may make it."""

    caller: Caller
    method: str
    target: str
    body: money.Thing

    def send(self, body: money.Thing) -> Answer:
        """Make the call with another body."""
        return self.caller.call(self.method, self.target, body, idempotency_key=unique())

    def keeps(self, fields: money.Thing) -> bool:
        """Whether the call succeeds with some fields changed, and its answer says the same of those that it has."""
        answer = self.send({**self.body, **fields})
        if answer.status >= 300:
            return False
        shown = {name: value for name, value in fields.items() if name in answer.data}
        return not sent.lost(answer.data, sent.Sent(self.target, shown))

    def taken(self, bodies: Iterable[Wrong]) -> list[str]:
        """Which of these bodies are not refused as a bad request, by what is wrong with them."""
        answers = ((what, self.send(body)) for what, body in bodies)
        return [f"{what}: {answer.verdict}" for what, answer in answers if answer.verdict != (400, "invalid_request")]


def writing(here: Workspace, operation: str) -> Writing:
    """A call of an operation, with every field that is known of it."""
    method = operation.partition(" ")[0]
    if operation in sent.SENT:
        spelled = sent.SENT[operation](here.test)
        caller = here.test if spelled.by is None else here.test.using(spelled.by)
        return Writing(caller, method, spelled.target, spelled.body)
    route = next(route for route in facts.ROUTES if route.operation == operation)
    skip_closed(here.test, operation)
    spare_given(here.test, route.path)
    caller, call = working(here, route)
    return Writing(caller, method, call.target, call.body)


def of_another_kind(body: money.Thing, besides: money.Thing) -> Iterator[Wrong]:
    """The body with each of its fields of another kind in turn, and each that it might have besides."""
    for whole, place, value in _fields(body, besides):
        for other in OTHER_KINDS.get(type(value), ()):
            yield f"{_spelled(place)} is {other!r}", _with(whole, place, other)


def below_zero(body: money.Thing, besides: money.Thing) -> Iterator[Wrong]:
    """The body with each of its numbers less than nothing in turn, and each that it might have besides."""
    for whole, place, value in _fields(body, besides):
        if type(value) in {int, float}:
            yield f"{_spelled(place)} is -1", _with(whole, place, -1)


def left_out(body: money.Thing, names: Iterable[str]) -> Iterator[Wrong]:
    """The body without each of these fields in turn, and with null in its place."""
    for name in names:
        yield f"no {name}", {other: value for other, value in body.items() if other != name}
        yield f"{name} is null", {**body, name: None}


def of_no_list(body: money.Thing, names: Iterable[str]) -> Iterator[Wrong]:
    """The body with a word that nobody knows in each of these fields in turn."""
    return ((f"{name} is {UNHEARD_OF!r}", {**body, name: UNHEARD_OF}) for name in names)


def of_no_time(body: money.Thing, names: Iterable[str]) -> Iterator[Wrong]:
    """The body with no moment in each of these fields in turn."""
    return ((f"{name} is {no_time!r}", {**body, name: no_time}) for name in names for no_time in NO_TIMES)


def _fields(body: money.Thing, besides: money.Thing) -> Iterator[tuple[money.Thing, Place, Any]]:
    """Every place of a body, and of what it may have besides, with the body that has it."""
    for place, value in _places(body):
        yield body, place, value
    for name, more in besides.items():
        for place, value in _places({name: more}):
            yield {**body, name: more}, place, value


def _places(value: Any, place: Place = ()) -> Iterator[tuple[Place, Any]]:
    """Every field, and the first of each list, with where it is."""
    if place:
        yield place, value
    if UNRULED.intersection(place):
        return
    if isinstance(value, dict):
        for name, each in value.items():
            yield from _places(each, (*place, name))
    elif isinstance(value, list) and value:
        yield from _places(value[0], (*place, 0))


def _spelled(place: Place) -> str:
    return ".".join(map(str, place))


def _with(body: money.Thing, place: Place, value: Any) -> money.Thing:
    whole = deepcopy(body)
    holder: Any = whole
    for step in place[:-1]:
        holder = holder[step]
    holder[place[-1]] = value
    return whole


_FIELDS = facts.load("data/fields.json")
REQUIRED: dict[str, list[str]] = _FIELDS["required"]
CHOSEN: dict[str, list[str]] = _FIELDS["chosen"]
TAKEN: dict[str, list[money.Thing]] = _FIELDS["taken"]
NUMBERED: list[str] = _FIELDS["numbered"]
BESIDES: dict[str, money.Thing] = _FIELDS["besides"]
MOMENTS: dict[str, list[str]] = _FIELDS["moments"]
"""Fields by operation; what follows the path tells one body of an operation from another."""

WRITINGS = (*sent.SENT, *sorted(set(BESIDES) - set(sent.SENT)))
"""Every operation whose body has fields of which the facts say the kind."""
