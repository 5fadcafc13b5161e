"""Whose pages may call: those of any site the public checkout, and no other part of the API.

The browser SDK runs in a page of the merchant's shop. There a browser asks for leave before it sends JSON, and shows
the page an answer only when the answer permits it. How the service does so is our guess; that it must, follows from
how its SDK is used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from plugipay_mock.answers import Told
from plugipay_mock.faults.grammar import HEADER
from plugipay_mock.route import NO_CONTENT, PUBLIC, Route, answered

OPEN: Final = "/api/v1/public/checkout/"
_OPEN: Final = OPEN.encode()
_READABLE: Final = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": (
        "X-Request-Id, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, Retry-After"
    ),
}
_NOBODY: Final[Mapping[str, str]] = {}
_SENT: Final = f"Content-Type, Idempotency-Key, {HEADER}"
"""Headers a page may send: the browser SDK sends the first, the generated packages the second with every write."""

_REMEMBERED: Final = "600"
"""Seconds for which a browser need not ask again."""


def readable(target: bytes) -> Mapping[str, str]:
    """Return the headers that let a page read the answer to a request, or none."""
    return _READABLE if target.startswith(_OPEN) else _NOBODY


def preflights(routes: Iterable[Route]) -> Iterator[Route]:
    """Return, for every open path among those of the routes, one more route: the leave that a browser asks for."""
    methods: dict[str, list[str]] = {}
    for route in routes:
        if route.path.startswith(OPEN):
            methods.setdefault(route.path, []).extend(answered(route.method))
    return (_preflight(path, allowed) for path, allowed in methods.items())


def _preflight(path: str, methods: list[str]) -> Route:
    return Route(
        method="OPTIONS",
        path=path,
        handler=_giving_leave(methods),
        scope=PUBLIC,
        key="none",
        rate="read",
        status=NO_CONTENT,
        person_only=False,
        answers=None,
        body=None,
        legacy=None,
        query=None,
    )


def _giving_leave(methods: list[str]) -> Callable[..., Told]:
    leave = {
        "Allow": ", ".join(sorted([*methods, "OPTIONS"])),
        "Access-Control-Allow-Methods": ", ".join(sorted(methods)),
        "Access-Control-Allow-Headers": _SENT,
        "Access-Control-Max-Age": _REMEMBERED,
    }

    def give_leave(*_visitor_and_ids: object) -> Told:
        return Told(leave)

    return give_leave
