"""Identifiers: a prefix and a ULID (`cus_01JV…`), reproducible from a seed and an account id."""

from __future__ import annotations

from copy import copy
from functools import lru_cache
from hashlib import blake2b
from typing import Final

from ulid import base32

_RANDOM_LENGTH: Final = 16
_TIME_BYTES: Final = 6
_OF_BYTE: Final = bytes(ord(base32.ENCODE[byte % len(base32.ENCODE)]) for byte in range(256))
"""A random byte as a random character: the random part of a ULID is so many of them."""


class Ids:
    """A source of identifiers; the same seed and owner give the same random parts in the same order.

    They are drawn from hashes of a counter: every test opens a workspace, whose sources have to cost nothing to make.
    """

    def __init__(self, seed: int, owner: str) -> None:
        self._origin = f"{seed}/{owner}".encode()
        self._hashed = 0
        self._left = b""

    def copy(self) -> Ids:
        """Return a source that goes on exactly as this one would."""
        return copy(self)

    def new(self, prefix: str, now: float) -> str:
        """Return the next identifier; its time part is `now`, in epoch seconds."""
        random_part = self._draw(_RANDOM_LENGTH).translate(_OF_BYTE)
        return f"{prefix}_{_time_part(int(now * 1000))}{random_part.decode()}"

    def token(self, hex_digits: int) -> str:
        """Return reproducible hexadecimal text, for made-up key material."""
        return self._draw(hex_digits // 2).hex()

    def _draw(self, length: int) -> bytes:
        while len(self._left) < length:
            self._left += blake2b(b"%d/%b" % (self._hashed, self._origin)).digest()
            self._hashed += 1
        drawn, self._left = self._left[:length], self._left[length:]
        return drawn


@lru_cache(maxsize=16)  # a request makes several identifiers at one moment
def _time_part(milliseconds: int) -> str:
    return base32.encode_timestamp(max(0, milliseconds).to_bytes(_TIME_BYTES, "big"))
