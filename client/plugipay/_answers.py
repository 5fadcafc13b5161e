"""A successful answer out of its envelope, and the readers that make something of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeVar

from plugipay._errors import PlugipayError
from plugipay._records import Resource

R = TypeVar("R", bound=Resource)


class Document(NamedTuple):
    """An answer that is the thing itself, and no envelope."""

    content: bytes
    charset: str


class Answer(NamedTuple):
    """The data and meta of an envelope, with what belongs to the request it answers; or a `Document` for data."""

    data: Any
    meta: Mapping[str, Any]
    status: int
    request_id: str | None
    idempotency_key: str | None

    def unexpected(self, wanted: str) -> PlugipayError:
        """Return the error for data of the wrong shape."""
        message = f"Expected {wanted} in data, got {self.data!r:.200}"
        return PlugipayError(
            self.status, "invalid_response", message, self.request_id, idempotency_key=self.idempotency_key
        )


def plain(answer: Answer) -> Any:
    """Read the data as it came."""
    return answer.data


def nothing(answer: Answer) -> None:
    """Read no result, whatever came."""


def whatever(answer: Answer) -> Any:
    """Read what is documented nowhere: an object as a record, and anything else as it came."""
    return one(Resource)(answer) if isinstance(answer.data, dict) else answer.data


def content(answer: Answer) -> bytes:
    """Read a file."""
    if not isinstance(answer.data, Document):
        raise answer.unexpected("a file")
    return answer.data.content


def text(answer: Answer) -> str:
    """Read a page or a CSV file as text; a page may also come as `{"html": …}` in an envelope."""
    match answer.data:
        case Document(content, charset):
            return _decoded(content, charset)
        case {"html": str(page)}:
            return page
        case _:
            raise answer.unexpected("text")


def _decoded(content: bytes, charset: str) -> str:
    try:
        return content.decode(charset, "replace")
    except (LookupError, UnicodeError):  # Python knows codecs that make no text, and some that replace nothing
        return content.decode("utf-8", "replace")


def one(kind: type[R]) -> Callable[[Answer], R]:
    """Return the reader of one object."""

    def read(answer: Answer) -> R:
        if not isinstance(answer.data, dict):
            raise answer.unexpected("an object")
        return kind(answer.data, request_id=answer.request_id, idempotency_key=answer.idempotency_key)

    return read


def one_or_empty(kind: type[R]) -> Callable[[Answer], R]:
    """Return the reader of one object that may not exist: null reads as an empty object, which is falsy."""
    read = one(kind)
    return lambda answer: read(answer._replace(data={}) if answer.data is None else answer)


outcome = one_or_empty(Resource)
"""Read what an action says it did; one that says nothing reads as an empty object."""


def many(kind: type[R]) -> Callable[[Answer], list[R]]:
    """Return the reader of a list of objects."""

    def read(answer: Answer) -> list[R]:
        if not (isinstance(answer.data, list) and all(isinstance(row, dict) for row in answer.data)):
            raise answer.unexpected("a list of objects")
        return [kind(row, request_id=answer.request_id, idempotency_key=answer.idempotency_key) for row in answer.data]

    return read
