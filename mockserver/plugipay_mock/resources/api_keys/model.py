"""A minted key: one record, two credentials that may do the same, a value to send and a pair to sign with.

Source: SDK facts sections 1.1 and 2.5, API facts section 7.16. The newest service gives out one value, the
specification a pair; a record here has both. Guesses: only what was minted here is listed, not what a workspace
started with; a test key may mint live ones, and either mode lists both; a key mints no more than it may do itself, and
without `scopes` exactly that, though never what makes a platform key.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Final

from plugipay_mock.clock import Instant
from plugipay_mock.codec import WIRE_NAMES
from plugipay_mock.errors import InsufficientScope
from plugipay_mock.gate.scopes import PLATFORM_ADMIN, Scopes
from plugipay_mock.store import Shelf

_SHOWN_OF_A_KEY: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKey:
    """What is known of a minted key once its secrets were shown.

    Attributes:
        key_prefix: enough of the value to tell it from others.
        key_id: what its pair signs as.
        value: the value itself, which has to be known to be revoked.
        last_used_at: nobody keeps count, so it stays empty.
    """

    __pydantic_config__ = WIRE_NAMES
    PRIVATE: ClassVar[frozenset[str]] = frozenset({"value"})

    id: str
    name: str
    key_prefix: str
    key_id: str
    environment: str
    scopes: tuple[str, ...]
    last_used_at: Instant | None = None
    created_at: Instant
    value: str


API_KEYS: Final = Shelf(ApiKey, title="API key", prefix="akey")


def prefix(value: str) -> str:
    """Return what of a key may be listed."""
    return value[:_SHOWN_OF_A_KEY]


def granted(own: Scopes, asked: Iterable[str] | None) -> tuple[str, ...]:
    """Return the scopes of a new key.

    Args:
        own: of the key that mints it.
        asked: None for as much as that one may do.

    Raises:
        InsufficientScope: more was asked for than the minting key may do itself.
    """
    if asked is None:
        return tuple(sorted(own.granted - {PLATFORM_ADMIN}))
    wanted = tuple(dict.fromkeys(asked))
    for scope in wanted:
        if not own.allow(scope):
            raise InsufficientScope(f"The key lacks the scope {scope}; it cannot mint a key that has it")
    return wanted
