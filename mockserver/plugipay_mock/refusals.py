"""Which errors an operation can answer with: what follows from its declaration, and what the declaration adds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from http import HTTPStatus

from plugipay_mock import errors
from plugipay_mock.errors import ApiError
from plugipay_mock.route import OPERATOR, PUBLIC, Route

_OF_EVERY_KEY = (
    errors.InvalidKey,
    errors.InvalidSignature,
    errors.InvalidTimestamp,
    errors.TimestampSkew,
    errors.ModeMismatch,
    errors.InsufficientScope,
    errors.NotFound,  # the merchant a platform acts for
    errors.RateLimited,
)


def refusals_of(route: Route) -> list[type[ApiError]]:
    """Return the errors of a route by status and code, each once.

    A planned fault is no error of a route, nor is what the server itself may run into (500 and above).
    """
    kinds = {kind.code: kind for kind in _follow_from(route)} | {kind.code: kind for kind in route.refuses}
    return sorted(kinds.values(), key=_order)


def described(kinds: Iterable[type[ApiError]]) -> dict[int, str]:
    """Return what an OpenAPI document says of errors: their codes by status, and in words."""
    told: dict[int, list[str]] = {}
    for kind in sorted(set(kinds), key=_order):
        told.setdefault(kind.status, []).append(kind.code)
    return {status: f"{HTTPStatus(status).phrase}: {', '.join(codes)}" for status, codes in told.items()}


def _order(kind: type[ApiError]) -> tuple[int, str]:
    return kind.status, kind.code


def _follow_from(route: Route) -> Iterator[type[ApiError]]:
    if route.scope != PUBLIC:
        yield from _OF_EVERY_KEY
    if route.parameters:
        yield errors.NotFound
    if route.body or route.query or route.key != "none":
        yield errors.InvalidRequest
    if route.method != "GET":
        yield errors.PayloadTooLarge
    if route.key != "none" and route.scope != OPERATOR:  # which remember nothing, for they do nothing
        yield errors.IdempotencyConflict
        yield errors.IdempotencyInProgress
    if route.person_only:
        yield errors.PersonOnly
