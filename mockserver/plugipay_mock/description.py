"""Serves the OpenAPI document of a set of rooms; the document itself is FastAPI's work, done on first demand."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import orjson

from plugipay_mock.answers import Raw
from plugipay_mock.dialect import Dialect
from plugipay_mock.errors import ApiError
from plugipay_mock.message import JSON
from plugipay_mock.resources.room import Room
from plugipay_mock.route import PUBLIC, Route, Routes


def described_at(
    path: str, title: str, rooms: Iterable[Room], dialect: Dialect, always: tuple[type[ApiError], ...] | None = None
) -> Route:
    """Return a route that answers with the description of the rooms in a dialect.

    Args:
        always: what any of their routes may refuse with; None for what the gate does.
    """
    routes = Routes("")

    @cache
    def document() -> bytes:
        from plugipay_mock.describe import describe  # noqa: PLC0415  imports FastAPI, which takes a fifth of a second

        return orjson.dumps(describe(title, rooms, dialect, at=path, always=always).openapi())

    @routes.get(path, scope=PUBLIC)
    def openapi(_asked_by: object) -> Raw:
        """Describe what is served."""
        return Raw(document(), JSON)

    (route,) = routes.declared
    return route
