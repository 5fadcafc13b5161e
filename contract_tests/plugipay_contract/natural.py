"""The errors a caller meets at each route by its own doing: rules for many routes, rows for one operation."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from plugipay_contract import facts
from plugipay_contract.facts import ROUTES, Route, frozen, load

_DOCUMENT = load("data/natural_errors.json")
WITHOUT_FIELDS = frozenset(_DOCUMENT["without_fields"])
"""Writes whose body is passed over, or is no JSON."""

STATUS = {code.code: code.status for code in facts.CODES}


@dataclass(frozen=True)
class Rule:
    """One error that many routes have: which, how it comes about, and who says so.

    `recipe` is the function in `provoking.py` that provokes it at any of them; a rule without one names the test that
    is its `proof`.
    """

    name: str
    status: int | None
    code: str | None
    field: str | None
    applies: str
    source: str
    recipe: str | None = None
    proof: str | None = None

    def __str__(self) -> str:
        return self.name

    @property
    def guessed(self) -> bool:
        """Whether nobody documents it."""
        return self.source.startswith(("guess", "this kit's own"))

    @property
    def routes(self) -> tuple[Route, ...]:
        """The routes it is about."""
        return tuple(route for route in ROUTES if APPLIES[self.applies](route))

    def codes(self, route: Route) -> set[str]:
        """The codes it adds to a route; what a life cycle refuses, the table of life cycles says."""
        if not APPLIES[self.applies](route):
            return set()
        return {self.code} if self.code else REFUSALS[route.operation]


@dataclass(frozen=True)
class Row:
    """One error that one operation has of its own, and the request that provokes it.

    `given` names what is there before, in `given.py`; `$id` in the body is the id of that, and so on. `by` is the key
    that calls. `changes` says that something is kept all the same.
    """

    name: str
    operation: str
    status: int
    code: str
    field: str | None
    source: str
    given: str = "nothing"
    body: Any = None
    query: str = ""
    by: str = "test"
    needs: tuple[str, ...] = ()
    changes: bool = False

    def __str__(self) -> str:
        return f"{self.operation.replace('/api/v1', '')} {self.name}"

    @property
    def guessed(self) -> bool:
        """Whether nobody documents it."""
        return self.source.startswith(("guess", "this kit's own"))

    @property
    def route(self) -> Route:
        """The route it is about."""
        return next(route for route in ROUTES if route.operation == self.operation)


REFUSALS: dict[str, set[str]] = {
    facts.operation(action.method, action.path): {str(cycle.refusal)}
    for cycle in facts.LIFE_CYCLES
    for action in cycle.actions
}
"""What is answered to an action in a state it is not possible in."""


BOOKED = frozenset({"POST /api/v1/payouts/{}/mark-paid"})
"""What books money, but for what is tried with full books: they hold so much that it takes too long to fill them so."""


def is_merchants(route: Route) -> bool:
    """Whether a merchant's key may ever use it."""
    return route.scope != "operator"


def reads_fields(route: Route) -> bool:
    """Whether its body is JSON with fields of its own."""
    with_body = route.method in {"POST", "PUT", "PATCH"} and is_merchants(route)
    return with_body and route.operation not in WITHOUT_FIELDS


def names_object(route: Route) -> bool:
    """Whether it is about an object that one merchant has and another has not; every owner has the same providers."""
    one = "{" in route.path and route.scope.startswith("plugipay:")
    return one and route.scope != "plugipay:platform:admin" and "{provider}" not in route.path


def names_object_of_a_mode(route: Route) -> bool:
    """Whether what it is about is in one mode only; people, their keys and workspaces are in both."""
    return names_object(route) and route.path.split("/")[3] not in {"account", "api-keys", "workspaces"}


APPLIES: dict[str, Callable[[Route], bool]] = {
    "every key": lambda route: route.scope != "public",
    "scoped": lambda route: route.scope.startswith("plugipay:"),
    "scoped write": lambda route: route.scope.startswith("plugipay:") and route.method != "GET",
    "operator": lambda route: not is_merchants(route),
    "person": lambda route: route.person_only,
    "about one": lambda route: "{" in route.path and is_merchants(route),
    "about an object": names_object,
    "about an object of a mode": names_object_of_a_mode,
    "json write": lambda route: route.method != "GET" and not route.path.endswith("image"),
    "repeatable": lambda route: route.key_policy != "none" and is_merchants(route),
    "keyed write": lambda route: route.key_policy != "none",
    "guarded": lambda route: route.key_policy == "required" and route.source != "python 0.1.0",
    "fields": reads_fields,
    "paged": lambda route: route.paged,
    "pdf": lambda route: route.path.endswith(".pdf"),
    "action": lambda route: route.operation in REFUSALS,
    "booked": lambda route: route.operation in BOOKED,
    "no route": lambda _: False,
}
"""The routes a rule is about, by name."""

RULES = tuple(Rule(**row) for row in _DOCUMENT["rules"])
ROWS = tuple(Row(**frozen(row)) for row in _DOCUMENT["rows"])


_MESSAGES = {code.code: code.message for code in facts.CODES}


def message_of(error: Rule | Row) -> str:
    """The form its message must have: the documented one of its code, unless it is a guess, or a 404 of its own."""
    documented = not error.guessed and (isinstance(error, Rule) or error.code == "invalid_request")
    return (_MESSAGES.get(str(error.code)) if documented else None) or ".+"


def codes_of(route: Route) -> set[str]:
    """The codes of every error a caller can meet at a route."""
    return {row.code for row in ROWS if row.operation == route.operation}.union(*(rule.codes(route) for rule in RULES))
