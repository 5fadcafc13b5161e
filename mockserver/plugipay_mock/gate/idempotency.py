"""Idempotency: the same key and the same request give the first answer again, byte for byte.

Source: the specification (same key and body: the original answer; same key, other body: conflict) and the API page
(24 hours, per workspace; per mode by sibling services). What is compared, what happens while the first call still
runs, and the mark on a replay are guesses.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Any, Final, Literal, NamedTuple, TypeAlias, TypeVar

import orjson

from plugipay_mock.envelope import joined
from plugipay_mock.errors import FieldProblem, IdempotencyConflict, IdempotencyInProgress, InvalidRequest
from plugipay_mock.message import Outbound
from plugipay_mock.upload import told_by

LIFETIME: Final = 24 * 3600.0
LONGEST_KEY: Final = 255
REPLAY_MARK: Final = ("Idempotent-Replayed", "true")
_MOST_RECORDS: Final = 100_000
_BATCHES: Final = 8
_RATES: Final = "X-RateLimit-"

Shared = TypeVar("Shared", bound=Hashable)

Meeting: TypeAlias = Literal["first", "replay", "conflict", "in_progress"]
Slot: TypeAlias = str
"""Under what a record is kept: the key alone, or method and path before it where these make another key."""


class Record(NamedTuple):
    """A request that committed, and its answer, small: there may be a hundred thousand, mostly never asked for.

    Attributes:
        call: method and path, for the message of a conflict.
        names: of the headers; equal ones are one object, and those about rates are told anew by each answer.
        body: in pieces, so that what is kept elsewhere, such as the row it shows, can be one of them.
    """

    call: str
    fingerprint: bytes
    status: int
    names: tuple[str, ...]
    values: tuple[str, ...]
    body: tuple[bytes | str, ...]
    expires: float

    @property
    def answer(self) -> Outbound:
        """The answer as it was given."""
        return Outbound(self.status, dict(zip(self.names, self.values, strict=True)), joined(self.body))


Kept: TypeAlias = tuple[Any, ...]
"""The columns of a record, as they are kept: a bare tuple, which the collector of garbage soon passes over."""

_EXPIRES: Final = Record._fields.index("expires")


class Replays:
    """The idempotency records of one tenant; the oldest give way when there are too many.

    They lie in batches, filled one after the other and cleared in that order. One dict that is added to and deleted
    from for ever would be built anew from time to time, and need its room twice while that lasts.
    """

    def __init__(self, most: int = _MOST_RECORDS) -> None:
        self._most = most
        self._of_a_batch = max(1, most // _BATCHES)
        self._batches: deque[dict[Slot, Kept]] = deque()
        self._count = 0
        self._pending: dict[Slot, Kept] = {}

    def __len__(self) -> int:
        return self._count

    def copy(self) -> Replays:
        """Return the same records, settled: nobody is left who could settle a copy."""
        twin = Replays(self._most)
        twin._batches = deque(batch.copy() for batch in self._batches)
        twin._count = self._count
        return twin

    def meeting(self, slot: Slot, fingerprint: bytes, now: float) -> Meeting:
        """Say how a key is met: free (`first`), to be repeated, used for something else, or still under way."""
        kept = self._kept(slot)
        if not kept:
            return "first"
        record = Record._make(kept)
        if record.expires <= now:
            return "first"
        if record.fingerprint != fingerprint:
            return "conflict"
        return "in_progress" if self._pending.get(slot) is kept else "replay"

    def repeat(self, slot: Slot, key: str, call: str, meeting: Meeting) -> Outbound:
        """Return the answer of a key that is not free, as it is met by this call.

        Raises:
            IdempotencyConflict: the key was used for another request.
            IdempotencyInProgress: the first request with this key has not been answered yet.
        """
        record = Record._make(self._kept(slot))
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
        pieces: tuple[bytes | str, ...] = (),
    ) -> None:
        """Keep what committed; the body in pieces, where it has any."""
        names = _lasting(tuple(answer.headers))
        values = tuple(map(answer.headers.__getitem__, names))
        body = pieces or (answer.body,)
        self._put(slot, (_shared(call), fingerprint, answer.status, names, values, body, now + LIFETIME), now)

    def hold(self, slot: Slot) -> Callable[[], None]:
        """Let an answer count as still on its way to the first caller, until the function returned is called."""
        kept = self._pending[slot] = self._kept(slot)

        def settle() -> None:
            if self._pending.get(slot) is kept:
                del self._pending[slot]

        return settle

    def _kept(self, slot: Slot) -> Kept:
        """Return what is kept under a slot; empty when that is nothing."""
        for batch in self._batches:
            if slot in batch:
                return batch[slot]
        return ()

    def _put(self, slot: Slot, kept: Kept, now: float) -> None:
        for batch in self._batches:
            if batch.pop(slot, None) is not None:
                self._count -= 1
        self._make_room(now)
        if not self._batches or len(self._batches[-1]) >= self._of_a_batch:
            self._batches.append({})
        self._batches[-1][slot] = kept
        self._count += 1

    def _make_room(self, now: float) -> None:
        """Drop batches that have expired to the last record; while there are too many, clear the oldest one by one."""
        while self._batches:
            oldest = self._batches[0]
            if not oldest or oldest[next(reversed(oldest))][_EXPIRES] <= now:
                self._count -= len(self._batches.popleft())
            elif self._count >= self._most:
                oldest.popitem()
                self._count -= 1
            else:
                return


@lru_cache(maxsize=64)
def _lasting(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names of headers that a replay repeats: all but those about rates."""
    return tuple(name for name in names if not name.startswith(_RATES))


@lru_cache(maxsize=1024)
def _shared(value: Shared) -> Shared:
    """Return a value that equals this one: always the same, while it is not forgotten."""
    return value


def check_key(key: str) -> None:
    """Refuse a key no record could be kept under.

    Raises:
        InvalidRequest: it is longer than 255 characters (a guess).
    """
    if len(key) > LONGEST_KEY:
        raise InvalidRequest(FieldProblem("Idempotency-Key", f"must be at most {LONGEST_KEY} characters"))


def fingerprint(call: str, body: bytes, content_type: str = "") -> bytes:
    """Return what two requests share when they ask the same.

    Spacing and key order of JSON do not count, nor does the boundary of a form; no body asks for what `{}` does.
    """
    try:
        canonical = orjson.dumps(orjson.loads(body or b"{}"), option=orjson.OPT_SORT_KEYS)
    except (orjson.JSONDecodeError, orjson.JSONEncodeError):  # no JSON, or deeper than can be written again
        canonical = told_by(content_type, body)
    return hashlib.blake2b(call.encode() + b"\n" + canonical, digest_size=16).digest()


def _told(key: str, first: str, now: str) -> str:
    if first == now:
        return f"Idempotency-Key {key} was already used for {first} with another body; send a fresh key"
    return f"Idempotency-Key {key} was already used for {first}, this is {now}; send a fresh key"
