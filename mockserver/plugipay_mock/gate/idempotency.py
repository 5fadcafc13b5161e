"""Idempotency: the same key and the same request give the first answer again, byte for byte.

Source: the specification (same key and body: the original answer; same key, other body: conflict) and the API page
(24 hours, per workspace; per mode by sibling services). What is compared, what happens while the first call still
runs, and the mark on a replay are guesses.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Hashable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Literal, TypeAlias, TypeVar

import orjson

from plugipay_mock.errors import FieldProblem, IdempotencyConflict, IdempotencyInProgress, InvalidRequest
from plugipay_mock.message import Outbound

LIFETIME: Final = 24 * 3600.0
LONGEST_KEY: Final = 255
REPLAY_MARK: Final = ("Idempotent-Replayed", "true")
_MOST_RECORDS: Final = 100_000
_RATES: Final = "X-RateLimit-"

Shared = TypeVar("Shared", bound=Hashable)

Meeting: TypeAlias = Literal["first", "replay", "conflict", "in_progress"]
Slot: TypeAlias = str
"""Under what a record is kept: the key alone, or method and path before it where these make another key."""


@dataclass(slots=True)
class Record:
    """A request that committed, and its answer, small: there may be a hundred thousand, mostly never asked for.

    Attributes:
        call: method and path, for the message of a conflict.
        names: of the headers; equal ones are one object, and those about rates are told anew by each answer.
        body: in pieces, so that what is kept elsewhere, such as the row it shows, can be one of them.
        pending: the answer is still on its way to the first caller.
    """

    call: str
    fingerprint: bytes
    status: int
    names: tuple[str, ...]
    values: tuple[str, ...]
    body: tuple[bytes | str, ...]
    expires: float
    pending: bool = False

    @property
    def answer(self) -> Outbound:
        """The answer as it was given."""
        return Outbound(
            self.status, dict(zip(self.names, self.values, strict=True)), b"".join(map(_as_bytes, self.body))
        )

    def settle(self) -> None:
        """Let the answer be repeated from now on."""
        self.pending = False


class Replays:
    """The idempotency records of one tenant, oldest first; the oldest give way when there are too many."""

    def __init__(self, most: int = _MOST_RECORDS) -> None:
        self._most = most
        self._records: dict[Slot, Record] = {}
        self._order: deque[Slot] = deque()

    def __len__(self) -> int:
        return len(self._records)

    def copy(self) -> Replays:
        """Return the same records, settled: nobody is left who could settle a copy."""
        twin = Replays(self._most)
        twin._records = {slot: replace(record, pending=False) for slot, record in self._records.items()}
        twin._order = self._order.copy()
        return twin

    def meeting(self, slot: Slot, fingerprint: bytes, now: float) -> Meeting:
        """Say how a key is met: free (`first`), to be repeated, used for something else, or still under way."""
        record = self._records.get(slot)
        if record is None or record.expires <= now:
            return "first"
        if record.fingerprint != fingerprint:
            return "conflict"
        return "in_progress" if record.pending else "replay"

    def repeat(self, slot: Slot, key: str, call: str, meeting: Meeting) -> Outbound:
        """Return the answer of a key that is not free, as it is met by this call.

        Raises:
            IdempotencyConflict: the key was used for another request.
            IdempotencyInProgress: the first request with this key has not been answered yet.
        """
        record = self._records[slot]
        if meeting == "conflict":
            raise IdempotencyConflict(_told(key, record.call, call))
        if meeting == "in_progress":
            raise IdempotencyInProgress(
                f"The first {call} with Idempotency-Key {key} is still running; retry in 1 s",
                headers={"Retry-After": "1"},
            )
        return record.answer

    def remember(  # noqa: PLR0913, PLR0917  a record has these columns
        self,
        slot: Slot,
        call: str,
        fingerprint: bytes,
        answer: Outbound,
        now: float,
        held: tuple[bytes | str, ...] = (),
    ) -> Record:
        """Keep what committed; `held` is what the body shows of things that are kept anyway, in this order."""
        self._make_room(now)
        if slot in self._records:
            self._order.remove(slot)
        self._order.append(slot)
        names = _lasting(tuple(answer.headers))
        record = self._records[slot] = Record(
            call=_shared(call),
            fingerprint=fingerprint,
            status=answer.status,
            names=names,
            values=tuple(map(answer.headers.__getitem__, names)),
            body=_pieces(answer.body, held),
            expires=now + LIFETIME,
        )
        return record

    def _make_room(self, now: float) -> None:
        # A dict finds its oldest key by stepping over all that were deleted before it; the queue knows.
        while self._order:
            oldest = self._records[self._order[0]]
            if oldest.expires > now and len(self._records) < self._most:
                return
            del self._records[self._order.popleft()]


@lru_cache(maxsize=64)
def _lasting(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names of headers that a replay repeats: all but those about rates."""
    return tuple(name for name in names if not name.startswith(_RATES))


@lru_cache(maxsize=1024)
def _shared(value: Shared) -> Shared:
    """Return a value that equals this one: always the same, while it is not forgotten."""
    return value


def _pieces(body: bytes, held: tuple[bytes | str, ...]) -> tuple[bytes | str, ...]:
    """Cut a body so that what is held elsewhere are pieces of it, the very objects."""
    pieces: list[bytes | str] = []
    rest = body
    for each in held:
        if not each:
            continue
        head, found, rest = rest.partition(_as_bytes(each))
        if not found:
            return (body,)
        pieces.append(_shared(head))
        pieces.append(each)
    return (*pieces, _shared(rest)) if pieces else (body,)


def _as_bytes(piece: bytes | str) -> bytes:
    return piece if isinstance(piece, bytes) else piece.encode()


def check_key(key: str) -> None:
    """Refuse a key no record could be kept under.

    Raises:
        InvalidRequest: it is longer than 255 characters (a guess).
    """
    if len(key) > LONGEST_KEY:
        raise InvalidRequest(FieldProblem("Idempotency-Key", f"must be at most {LONGEST_KEY} characters"))


def fingerprint(call: str, body: bytes) -> bytes:
    """Return what two requests share when they ask the same: spacing and key order of JSON do not count."""
    try:
        canonical = orjson.dumps(orjson.loads(body), option=orjson.OPT_SORT_KEYS)
    except (orjson.JSONDecodeError, orjson.JSONEncodeError):  # no JSON, or deeper than can be written again
        canonical = body
    return hashlib.blake2b(call.encode() + b"\n" + canonical, digest_size=16).digest()


def _told(key: str, first: str, now: str) -> str:
    if first == now:
        return f"Idempotency-Key {key} was already used for {first} with another body; send a fresh key"
    return f"Idempotency-Key {key} was already used for {first}, this is {now}; send a fresh key"
