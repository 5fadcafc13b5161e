"""Identifiers: a prefix and a ULID (`cus_01JV…`), reproducible from a seed and an account id."""

from __future__ import annotations

import random
from copy import copy
from functools import cached_property, lru_cache
from typing import Final

from ulid import base32

_RANDOM_LENGTH: Final = 16
_TIME_BYTES: Final = 6
_OF_BYTE: Final = bytes(ord(base32.ENCODE[byte % len(base32.ENCODE)]) for byte in range(256))
"""A random byte as a random character: the random part of a ULID is so many of them."""


class Ids:
    """A source of identifiers; the same seed and owner give the same random parts in the same order."""

    def __init__(self, seed: int, owner: str) -> None:
        self._origin = f"{seed}/{owner}"

    @cached_property
    def _source(self) -> random.Random:
        """Where the random parts come from; to make it costs as much as ten ids, and a tenant may never need one."""
        return random.Random(self._origin)  # noqa: S311  a mock's ids are no secrets, and the same on every run

    def copy(self) -> Ids:
        """Return a source that goes on exactly as this one would."""
        twin = copy(self)
        if "_source" in vars(self):
            vars(twin)["_source"] = copy(self._source)
        return twin

    def new(self, prefix: str, now: float) -> str:
        """Return the next identifier; its time part is `now`, in epoch seconds."""
        random_part = self._source.randbytes(_RANDOM_LENGTH).translate(_OF_BYTE)
        return f"{prefix}_{_time_part(int(now * 1000))}{random_part.decode()}"

    def token(self, hex_digits: int) -> str:
        """Return reproducible hexadecimal text, for made-up key material."""
        return self._source.randbytes(hex_digits // 2).hex()


@lru_cache(maxsize=16)  # a request makes several identifiers at one moment
def _time_part(milliseconds: int) -> str:
    return base32.encode_timestamp(max(0, milliseconds).to_bytes(_TIME_BYTES, "big"))
