"""Identifiers: a prefix and a ULID (`cus_01JV…`), reproducible from a seed and an account id."""

from __future__ import annotations

import random
from functools import lru_cache
from typing import Final

from ulid import base32

_RANDOM_BYTES: Final = 10
_TIME_BYTES: Final = 6


class Ids:
    """A source of identifiers; the same seed and owner give the same random parts in the same order."""

    def __init__(self, seed: int, owner: str) -> None:
        # Not for secrets: a mock's ids must be the same on every run.
        self._source = random.Random(f"{seed}/{owner}")  # noqa: S311

    def copy(self) -> Ids:
        """Return a source that goes on exactly as this one would."""
        twin = Ids(0, "")
        twin._source.setstate(self._source.getstate())
        return twin

    def new(self, prefix: str, now: float) -> str:
        """Return the next identifier; its time part is `now`, in epoch seconds."""
        random_part = base32.encode_randomness(self._source.randbytes(_RANDOM_BYTES))
        return f"{prefix}_{_time_part(int(now * 1000))}{random_part}"

    def token(self, hex_digits: int) -> str:
        """Return reproducible hexadecimal text, for made-up key material."""
        return self._source.randbytes(hex_digits // 2).hex()


@lru_cache(maxsize=16)  # a request makes several identifiers at one moment
def _time_part(milliseconds: int) -> str:
    return base32.encode_timestamp(max(0, milliseconds).to_bytes(_TIME_BYTES, "big"))
