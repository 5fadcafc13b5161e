"""What comes in and what goes out, free of any framework."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final, Literal, NamedTuple, TypeAlias

Headers: TypeAlias = Mapping[str, str]

JSON: Final = "application/json"
LINES: Final = "application/x-ndjson"
"""JSON Lines: one value a line."""

_BLANKS: Final = b" \t"


class Inbound(NamedTuple):
    """One request as it arrived.

    Attributes:
        method: as sent.
        target: path and query as raw bytes, percent-encoding untouched; this is what a signature covers.
        headers: lower-case names, values decoded as Latin-1; a repeated header is joined by a comma and a space.
        body: the raw bytes; cut off after the largest size any route reads.
        base: the path the application is mounted at, which the target does not hold and nobody signs.
    """

    method: str
    target: bytes
    headers: Headers
    body: bytes
    base: bytes = b""

    @property
    def path(self) -> bytes:
        """The target without its query."""
        return self.target.partition(b"?")[0]

    @property
    def query(self) -> bytes:
        """The query without its question mark; empty when there is none."""
        return self.target.partition(b"?")[2]


@dataclass(frozen=True, slots=True)
class Wait:
    """Hold the answer back, for ever when infinite: a door over sockets waits, an in-process door only compares."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Reset:
    """Break the connection.

    Attributes:
        at: `connect`, as if nobody listened (over a socket that was accepted: before the first byte); `head`, before
            the first byte of the answer; `body`, halfway through it.
    """

    at: Literal["connect", "head", "body"]


@dataclass(frozen=True, slots=True)
class Truncate:
    """End the connection in good order, but halfway through the promised body."""


@dataclass(frozen=True, slots=True)
class Drip:
    """Send the body in pieces with pauses between them, in seconds."""

    pause: float


Effect: TypeAlias = Wait | Reset | Truncate | Drip


@dataclass(slots=True)
class Outbound:
    """One answer, and what the door must do while it delivers it.

    Attributes:
        body: what a GET is told as well where a HEAD was asked for; the door tells its length and leaves it out.
        effects: carried out by the door, in order: first those that come before the answer, then those that spoil it.
        settled: called by the door when the waiting is over, whether or not anybody still listens; not before `resume`.
        resume: what to do after the waiting instead of delivering this: the request has yet to be processed.
        owed: tenants whose webhooks are to be delivered before this answer goes out.
    """

    status: int
    headers: dict[str, str]
    body: bytes
    effects: tuple[Effect, ...] = ()
    settled: Callable[[], None] = field(default=lambda: None)
    resume: Callable[[], Outbound] | None = None
    owed: tuple[tuple[str, Any], ...] = ()

    @property
    def wait(self) -> float:
        """Seconds to hold the answer back; infinite for ever."""
        return sum(effect.seconds for effect in self.effects if isinstance(effect, Wait))


def join_headers(pairs: Collection[tuple[bytes, bytes]]) -> dict[str, str]:
    """Fold raw header pairs into one mapping; repeats are joined, so that nobody can hide a second value.

    Blanks around a value do not belong to it (RFC 9110, 5.5); parsers leave those behind it.
    """
    folded = {_folded(name): value.strip(_BLANKS).decode("latin-1") for name, value in pairs}
    return folded if len(folded) == len(pairs) else _joined(pairs)


def _joined(pairs: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(_folded(name), []).append(value.strip(_BLANKS).decode("latin-1"))
    return {name: ", ".join(each) for name, each in values.items()}


@lru_cache(maxsize=256)  # nearly all requests have the same names
def _folded(raw_name: bytes) -> str:
    return raw_name.decode("latin-1").lower()
