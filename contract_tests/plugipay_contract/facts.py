"""The contract as data: error catalogue, routes, life cycles, events, ids, money and golden vectors, as frozen records.

The rows live in `data/` and `vectors/`, written by hand from the specification and the public facts.
"""

import base64
import json
import re
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Literal


@dataclass(frozen=True)
class Code:
    """One error code: who makes it, when, who says so, how it is provoked, and the test that proves it."""

    side: Literal["server", "client"]
    status: int | None
    code: str
    cause: str
    source: str
    recipe: str | None
    proof: str | None
    retryable: bool
    message: str | None


@dataclass(frozen=True)
class Route:
    """One route: what a key needs to use it, and what comes back."""

    method: str
    path: str
    scope: str
    key_policy: Literal["required", "accepted", "none"]
    rate_class: Literal["read", "write", "heavy"]
    status: int
    paged: bool
    answer: Literal["envelope", "empty", "html", "file"]
    person_only: bool
    source: str
    note: str

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def operation(self) -> str:
        """What identifies the route whatever its parameters are called: `GET /api/v1/customers/{}`."""
        return operation(self.method, self.path)


@dataclass(frozen=True)
class Action:
    """One thing that can be done to an object: where, from which states, and what it comes to."""

    name: str
    method: str
    path: str
    body: dict[str, Any] | None
    from_: tuple[str, ...]
    to: str | None
    stays: tuple[str, ...]
    event: str | None
    source: str

    def __str__(self) -> str:
        return self.name

    @property
    def public(self) -> bool:
        """Whether it is a buyer's, who has no key."""
        return self.path.startswith("/api/v1/public/")

    @property
    def guessed(self) -> bool:
        """Whether nobody documents it."""
        return self.source.startswith("guess")

    def after(self, state: str) -> str | None:
        """The state an object is in afterwards."""
        return state if self.to == "same" or state in self.stays else self.to


@dataclass(frozen=True)
class LifeCycle:
    """The states of one kind of object, and everything that moves it between them."""

    name: str
    collection: str
    states: tuple[str, ...]
    terminal: tuple[str, ...]
    refusal: str | None
    source: str
    actions: tuple[Action, ...]

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class EventType:
    """One type of event: when it is written, and what its data may hold beside the object."""

    name: str
    when: str
    extras: tuple[str, ...]
    source: str

    @property
    def type(self) -> str:
        """The name as events carry it: `plugipay.invoice.paid.v1`."""
        return f"plugipay.{self.name}.v1"


@dataclass(frozen=True)
class IdForm:
    """How the ids of one kind of thing begin, and how other public sources write them."""

    thing: str
    prefix: str
    also: tuple[str, ...]
    source: str

    @property
    def beginnings(self) -> tuple[str, ...]:
        """What an id of this kind may begin with, by any public source."""
        return tuple(f"{prefix}_" for prefix in (self.prefix, *self.also))


@dataclass(frozen=True)
class MoneyField:
    """A field of a request that is an amount."""

    operation: str
    field: str
    minimum: int
    source: str

    def __str__(self) -> str:
        return f"{self.operation} {self.field}"


Operations = dict[str, dict[str, Any]]


def operation(method: str, path: str) -> str:
    """Method and path of a route, its parameters without their names."""
    return f"{method.upper()} {re.sub(r'{[^}]*}', '{}', path)}"


@dataclass(frozen=True)
class SignedRequest:
    """One golden vector of `requests.json`."""

    name: str
    why: str
    method: str
    target: str
    timestamp: int
    content_type: str | None
    idempotency_key: str | None
    body_base64: str
    body_sha256: str
    signature: str

    @property
    def body(self) -> bytes:
        """The body as sent."""
        return base64.b64decode(self.body_base64)


@dataclass(frozen=True)
class SignedWebhook:
    """One golden vector of `webhooks.json`."""

    name: str
    why: str
    signed_with: str
    timestamp: int
    body_base64: str
    signature: str
    header: str
    secret: str
    now: int
    refused_with: str | None

    @property
    def body(self) -> bytes:
        """The body as delivered."""
        return base64.b64decode(self.body_base64)

    @property
    def signature_header(self) -> str:
        """The value of `X-Plugipay-Signature` to judge."""
        return self.header.replace("{signature}", self.signature)


def load(name: str) -> dict[str, Any]:
    """One of the suite's JSON documents."""
    document: dict[str, Any] = json.loads(files("plugipay_contract").joinpath(name).read_text("utf-8"))
    return document


def life_cycle(row: dict[str, Any]) -> LifeCycle:
    """A life cycle as it is written in the data."""
    actions = tuple(Action(**frozen({"from_": each.pop("from"), **each})) for each in row.pop("actions"))
    return LifeCycle(**frozen(row), actions=actions)


def frozen(row: dict[str, Any]) -> dict[str, Any]:
    """The same row with tuples for lists."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}


CODES = tuple(Code(**row) for row in load("data/catalogue.json")["codes"])
ROUTES = tuple(Route(**row) for row in load("data/routes.json")["routes"])
_LITERAL_FIRST = sorted(ROUTES, key=lambda route: route.path.count("{"))  # `events/types` is no event's id
_FORMS = [(route, re.compile(re.sub(r"{[^}]*}", "[^/]+", route.path))) for route in _LITERAL_FIRST]


def route_of(method: str, target: str) -> Route | None:
    """The route that a request means, or nothing where there is none."""
    path = target.partition("?")[0]
    return next((route for route, form in _FORMS if route.method == method and form.fullmatch(path)), None)


LIFE_CYCLES = tuple(life_cycle(row) for row in load("data/life_cycles.json")["cycles"])
EVENT_TYPES = tuple(EventType(**frozen(row)) for row in load("data/events.json")["types"])
ID_FORMS = {row["thing"]: IdForm(**frozen(row)) for row in load("data/ids.json")["ids"]}
METHODS = {
    source: frozenset(f"{namespace}.{name}" for namespace, names in namespaces.items() for name in names)
    for source, namespaces in load("data/methods.json")["methods"].items()
}
"""Hand-written methods of the official packages, by the packages that have them."""

MONEY_FIELDS = tuple(MoneyField(**row) for row in load("data/money.json")["fields"])

_REQUESTS = load("vectors/requests.json")
VECTOR_KEY_ID: str = _REQUESTS["key_id"]
VECTOR_SECRET: str = _REQUESTS["secret"]
SIGNED_REQUESTS = tuple(SignedRequest(**row) for row in _REQUESTS["vectors"])
SIGNED_WEBHOOKS = tuple(SignedWebhook(**row) for row in load("vectors/webhooks.json")["vectors"])
