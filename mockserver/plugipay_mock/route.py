"""How a room declares its routes: scope, key policy, rate class and success status stand beside each handler.

Rooms know no framework: `app.py` shows the same declarations to FastAPI, `core.py` runs them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import UnionType
from typing import Any, Final, Literal, Protocol, TypeAlias, TypedDict, TypeVar, Unpack, get_args, get_type_hints

from plugipay_mock.dialect import Dialect
from plugipay_mock.errors import ApiError
from plugipay_mock.gate.limits import RateClass
from plugipay_mock.message import JSON

KeyPolicy: TypeAlias = Literal["required", "accepted", "none"]
Handler = TypeVar("Handler", bound=Callable[..., Any])

ANY_KEY: Final = "any key"
PUBLIC: Final = "public"
OPERATOR: Final = "operator"
NO_CONTENT: Final = 204
SEE_OTHER: Final = 303
GONE: Final = 410
UNAUTHORIZED: Final = 401
LARGEST_BODY: Final = 1024 * 1024
"""Bytes of JSON a route reads (SDK facts: 1 MB)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One operation of the API.

    Attributes:
        path: the template, with the path parameters in braces.
        handler: called with `caller`, the path parameters by name, and `body` or `query` where it asks for them.
        scope: what a key needs, or `ANY_KEY`, or `PUBLIC` for a call without credentials, or `OPERATOR` where handlers
            turn every key away.
        key: whether an idempotency key is required (where the dialect insists), accepted, or meaningless.
        rate: the class of the rate limit.
        status: of a success.
        person_only: closed to keys where the dialect says so.
        answers: the annotated type of the answer, for the OpenAPI document.
        body: the model of the request body, or None.
        legacy: the model that reads the body instead where the dialect understands legacy names, or None.
        query: the model of the query, or None.
        aim: further query parameters, by which a control operation is told what it works on, as OpenAPI describes them.
        largest_body: how many bytes of a body are read; a larger one is refused.
        produces: the media type of a success; JSON comes in the envelope.
        lost_as: the media type of a 404; JSON comes in the envelope.
        ended_as: the media type of a 410, for what is good for a while only; empty for what has no end.
        refuses: the errors it has beyond those that follow from all this.
    """

    method: str
    path: str
    handler: Callable[..., Any]
    scope: str
    key: KeyPolicy
    rate: RateClass
    status: int
    person_only: bool
    answers: Any
    body: type[Any] | None
    legacy: type[Any] | None
    query: type[Any] | None
    aim: Mapping[str, Mapping[str, Any]] = field(default_factory=dict, compare=False)
    largest_body: int = LARGEST_BODY
    produces: str = JSON
    lost_as: str = JSON
    ended_as: str = ""
    refuses: tuple[type[ApiError], ...] = ()

    def body_in(self, dialect: Dialect) -> type[Any] | None:
        """Return the model that reads the body in a dialect, or None."""
        return self.legacy if self.legacy is not None and dialect.legacy_names else self.body

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names in braces, in order."""
        return tuple(part[1:-1] for part in self.path.split("/") if part.startswith("{"))


class Details(TypedDict, total=False):
    """What a route may say beyond its scope and key policy; the columns are those of `Route`."""

    status: int
    rate: RateClass
    person_only: bool
    legacy: type[Any]
    largest_body: int
    produces: str
    lost_as: str
    ended_as: str
    refuses: tuple[type[ApiError], ...]


class Declare(Protocol):
    """Registers a handler and returns it unchanged."""

    def __call__(self, handler: Handler, /) -> Handler:
        """Register."""
        ...


class Routes:
    """The routes of one room, in the order in which they are declared."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self.declared: list[Route] = []

    def get(self, path: str, *, scope: str, **details: Unpack[Details]) -> Declare:
        """Declare a read; it takes no idempotency key."""
        reading: Details = {"rate": "read"}
        return self._declare("GET", path, scope, "none", **(reading | details))

    def post(self, path: str, *, scope: str, key: KeyPolicy, **details: Unpack[Details]) -> Declare:
        """Declare a creation or an action."""
        return self._declare("POST", path, scope, key, **details)

    def put(self, path: str, *, scope: str, key: KeyPolicy, **details: Unpack[Details]) -> Declare:
        """Declare a replacement."""
        return self._declare("PUT", path, scope, key, **details)

    def patch(self, path: str, *, scope: str, key: KeyPolicy, **details: Unpack[Details]) -> Declare:
        """Declare a partial change."""
        return self._declare("PATCH", path, scope, key, **details)

    def delete(self, path: str, *, scope: str, key: KeyPolicy, **details: Unpack[Details]) -> Declare:
        """Declare a removal; it answers nothing, unless a status says otherwise."""
        details.setdefault("status", NO_CONTENT)
        return self._declare("DELETE", path, scope, key, **details)

    def _declare(  # noqa: PLR0913  a declaration has these columns
        self,
        method: str,
        path: str,
        scope: str,
        key: KeyPolicy,
        *,
        status: int = 200,
        rate: RateClass = "write",
        person_only: bool = False,
        legacy: type[Any] | None = None,
        largest_body: int = LARGEST_BODY,
        produces: str = JSON,
        lost_as: str = JSON,
        ended_as: str = "",
        refuses: tuple[type[ApiError], ...] = (),
    ) -> Declare:
        def declare(handler: Handler) -> Handler:
            hints = get_type_hints(handler)
            self.declared.append(
                Route(
                    method=method,
                    path=self._prefix + path,
                    handler=handler,
                    scope=scope,
                    key=key,
                    rate=rate,
                    status=status,
                    person_only=person_only,
                    answers=hints.pop("return", None),
                    body=_without(hints.get("body"), legacy),
                    legacy=legacy,
                    query=hints.get("query"),
                    aim=getattr(hints.get("desk"), "AIM", {}),
                    largest_body=largest_body,
                    produces=produces,
                    lost_as=lost_as,
                    ended_as=ended_as,
                    refuses=refuses,
                )
            )
            return handler

        return declare


def answered(method: str) -> tuple[str, ...]:
    """Return the methods that a route of one answers: whatever has a GET has a HEAD (RFC 9110, 9.1)."""
    return ("GET", "HEAD") if method == "GET" else (method,)


def _without(body: Any, legacy: type[Any] | None) -> Any:
    """Return the model that reads a body where legacy names are not understood; a handler may take either."""
    if not isinstance(body, UnionType):
        return body
    (strict,) = (model for model in get_args(body) if model is not legacy)
    return strict
