"""The contract as data: the error catalogue, the route table and the golden vectors, each row a frozen record.

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


CODES = tuple(Code(**row) for row in load("data/catalogue.json")["codes"])
ROUTES = tuple(Route(**row) for row in load("data/routes.json")["routes"])

_REQUESTS = load("vectors/requests.json")
VECTOR_KEY_ID: str = _REQUESTS["key_id"]
VECTOR_SECRET: str = _REQUESTS["secret"]
SIGNED_REQUESTS = tuple(SignedRequest(**row) for row in _REQUESTS["vectors"])
SIGNED_WEBHOOKS = tuple(SignedWebhook(**row) for row in load("vectors/webhooks.json")["vectors"])
