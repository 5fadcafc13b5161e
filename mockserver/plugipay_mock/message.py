"""What comes in and what goes out, free of any framework."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

Headers: TypeAlias = Mapping[str, str]

JSON: Final = "application/json"


@dataclass(frozen=True, slots=True)
class Inbound:
    """One request as it arrived.

    Attributes:
        method: as sent.
        target: path and query as raw bytes, percent-encoding untouched; this is what a signature covers.
        headers: lower-case names, values decoded as Latin-1; a repeated header is joined by a comma and a space.
        body: the raw bytes; cut off after the largest size any route reads.
    """

    method: str
    target: bytes
    headers: Headers
    body: bytes

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
    """Hold the answer back; a door over sockets waits, an in-process door only compares with the client's timeout."""

    seconds: float


Effect: TypeAlias = Wait


@dataclass(slots=True)
class Outbound:
    """One answer, and what the door must do while it delivers it.

    Attributes:
        effects: carried out by the door, in order, before the answer leaves.
        settled: called by the door when the effects are over, whether or not anybody still listens.
    """

    status: int
    headers: dict[str, str]
    body: bytes
    effects: tuple[Effect, ...] = ()
    settled: Callable[[], None] = field(default=lambda: None)


def join_headers(pairs: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Fold raw header pairs into one mapping; repeats are joined, so that nobody can hide a second value."""
    folded: dict[str, str] = {}
    for raw_name, raw_value in pairs:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
        folded[name] = f"{folded[name]}, {value}" if name in folded else value
    return folded
