"""What a resource method describes: a request that somebody still has to send, and how to read the answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from enum import Enum
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, Self, TypeAlias, TypedDict, TypeVar, cast
from urllib.parse import quote

from plugipay._answers import Answer

if TYPE_CHECKING:
    from plugipay._upload import Upload

T = TypeVar("T")

Moment: TypeAlias = str | datetime
"""A time: text in ISO 8601, or a datetime that knows its zone."""


class ReadOptions(TypedDict, total=False):
    """What every operation takes: whom to act for, and seconds to wait; the client's own when None."""

    on_behalf_of: str | None
    timeout: float | None


class WriteOptions(ReadOptions, total=False):
    """What every write takes besides: the key under which the server does the work once; a fresh one when None."""

    idempotency_key: str | None


class Call(NamedTuple, Generic[T]):
    """A request that somebody still has to send, and how to read what comes back.

    Attributes:
        method: Upper case.
        path: What follows the base URL, percent-encoded, without the query.
        read: Makes the result of the answer.
        query: Fields, or a query string as somebody typed it.
        body: Anything JSON can say; None for no body.
        idempotency_key: See `WriteOptions`.
        on_behalf_of: See `ReadOptions`.
        timeout: See `ReadOptions`.
        upload: A file to send in place of `body`.
        raw: Whether a success may be the thing itself (a PDF, a page, a CSV file) in place of an envelope.
    """

    method: str
    path: str
    read: Callable[[Answer], T]
    query: Mapping[str, Any] | str | None = None
    body: Any = None
    idempotency_key: str | None = None
    on_behalf_of: str | None = None
    timeout: float | None = None
    upload: Upload | None = None
    raw: bool = False

    def at(self, cursor: str) -> Self:
        """Return this call of a list for the page at `cursor`."""
        return self._replace(query={**cast("Mapping[str, Any]", self.query), "cursor": cursor})


def segment(value: str) -> str:
    """Return an id as one segment of a path, whatever characters it has.

    Raises:
        TypeError: For what is no text.
        ValueError: For "", "." and "..", with which the path would be another one.
    """
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not an id: pass text, such as cus_…")
    if value in {"", ".", ".."}:
        raise ValueError(f"{value!r} is not an id: the request would go to another path")
    return quote(value, safe="")


def given(**fields: Any) -> dict[str, Any]:
    """Return the fields that were given, None meaning not given."""
    return {name: _told(value) for name, value in fields.items() if value is not None}


def either(**names: T | None) -> T | None:
    """Return a field that has two names, the service's own and the official Python 0.1.0's, if it was given.

    Raises:
        TypeError: When it was given under both.
    """
    found = given(**names)
    if len(found) > 1:
        raise TypeError(f"{' and '.join(found)} are two names of one field: pass one of them")
    return next(iter(found.values()), None)


class Unset:
    """The type of `UNSET`, for updates: there None is a value, and clears the field."""

    def __repr__(self) -> str:
        return "UNSET"


UNSET = Unset()


def changed(**fields: Any) -> dict[str, Any]:
    """Return the fields that were given, None being a value like any other."""
    return {name: _told(value) for name, value in fields.items() if value is not UNSET}


_AS_THEY_ARE = frozenset({str, int, float, bool, dict, list, type(None)})
"""Types of nearly all fields: to look for one here takes a third of the time that asking what a value is does."""


def _told(value: Any) -> Any:
    """Return a value as the API says it: a datetime as text, a member of an enum as its value."""
    if type(value) in _AS_THEY_ARE:
        return value
    if isinstance(value, Enum):
        return value.value
    if not isinstance(value, datetime):
        return value
    if value.utcoffset() is None:
        raise ValueError(f"{value} has no time zone: pass an aware datetime, or text in ISO 8601")
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
