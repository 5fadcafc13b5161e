"""Lists: which rows a caller asked for, the page it gets, and the opaque cursor to the next one."""

from __future__ import annotations

import base64
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Generic, TypeVar

T = TypeVar("T")

_LAYOUT: Final = struct.Struct(">QI")
_PREFIX: Final = "cur_"
DEFAULT_LIMIT: Final = 20
LARGEST_LIMIT: Final = 100


class UnreadableCursorError(ValueError):
    """The cursor was not given out by this list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """What a list call asks for.

    Attributes:
        filters: field name on the wire to the value that rows must have.
        after: only rows created at or after this moment, in epoch seconds (inclusive).
        before: only rows created before this moment, in epoch seconds (exclusive).
        oldest_first: ascending order; the default is newest first.
    """

    limit: int = DEFAULT_LIMIT
    cursor: str | None = None
    oldest_first: bool = False
    filters: Mapping[str, str] = field(default_factory=dict)
    after: float | None = None
    before: float | None = None

    def mark(self, shelf: str) -> int:
        """Return a checksum of everything a cursor of this walk must agree with."""
        asked = (shelf, self.oldest_first, sorted(self.filters.items()), self.after, self.before)
        return zlib.crc32(repr(asked).encode())

    def from_the_top(self) -> Slice:
        """Return the same slice without its cursor."""
        return replace(self, cursor=None)


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a list: the rows as shown, and where the next page starts (None at the end)."""

    rows: list[bytes]
    limit: int
    cursor: str | None = None


def write_cursor(position: int, mark: int) -> str:
    """Return an opaque cursor that continues after a row's position."""
    return _PREFIX + base64.urlsafe_b64encode(_LAYOUT.pack(position, mark)).decode().rstrip("=")


def read_cursor(cursor: str, mark: int) -> int:
    """Return the position a cursor continues after.

    Raises:
        UnreadableCursorError: it is no cursor, or one of a list with other filters.
    """
    body = cursor.removeprefix(_PREFIX)
    try:
        packed = base64.b64decode(body + "=" * (-len(body) % 4), altchars=b"-_", validate=True)
        position, written = _LAYOUT.unpack(packed)
    except (ValueError, struct.error) as error:
        raise UnreadableCursorError("is not a cursor that a list gave out; start again without it") from error
    if written != mark:
        raise UnreadableCursorError("belongs to a list with other filters; keep them the same from page to page")
    return int(position)
