"""Serves the OpenAPI document of a set of rooms; the document itself is FastAPI's work, done on first demand."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import orjson

from plugipay_mock.answers import Raw
from plugipay_mock.dialect import Dialect
from plugipay_mock.errors import ApiError
from plugipay_mock.message import JSON
from plugipay_mock.resources.room import Room
from plugipay_mock.route import PUBLIC, Route, Routes


def described_at(
    path: str, title: str, rooms: Sequence[Room], dialect: Dialect, always: tuple[type[ApiError], ...] | None = None
) -> Route:
    """Return a route that answers with the description of the rooms in a dialect.

    Args:
        always: what any of their routes may refuse with; None for what the gate does.
    """
    routes = Routes("")

    @routes.get(path, scope=PUBLIC)
    def openapi(_asked_by: object) -> Raw:
        """Describe what is served."""
        return Raw(_document(path, title, tuple(rooms), dialect, always), JSON)

    (route,) = routes.declared
    return route


@cache
def _document(
    path: str, title: str, rooms: tuple[Room, ...], dialect: Dialect, always: tuple[type[ApiError], ...] | None
) -> bytes:
    """Return the document, which is the same for every world: it takes a second to make."""
    from plugipay_mock.describe import describe  # noqa: PLC0415  imports FastAPI, which takes a fifth of a second

    return orjson.dumps(describe(title, rooms, dialect, at=path, always=always).openapi())
