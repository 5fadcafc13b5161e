"""The connections a client opens for itself: how they are made, and what becomes of them in a forked process."""

from __future__ import annotations

import os
import ssl
from functools import cache
from typing import Any, Protocol
from weakref import WeakSet

import httpx


class Owner(Protocol):
    """A client with a pool of its own."""

    def renew(self) -> None: ...  # after a fork


with_own_pool: WeakSet[Owner] = WeakSet()
"""Every client whose pool is its own."""


def settings_of(base_url: str) -> dict[str, Any]:
    """Return what the pool for `base_url` is made with."""
    if httpx.URL(base_url).scheme == "https":
        return {"verify": _tls()}
    # A context that trusts nobody costs nothing to make, and no connection of this pool will ask for it.
    return {"verify": ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT), "trust_env": False}


@cache
def _tls() -> ssl.SSLContext:
    """Return the one context of all pools: making one takes 20 ms, and `for_merchant` in a loop makes many pools."""
    return httpx.create_ssl_context()


def open_anew() -> None:
    """Open the pools of this process, where those are another's by now."""
    for client in tuple(with_own_pool):
        client.renew()


if hasattr(os, "register_at_fork"):  # where there is no fork, there is none to follow
    os.register_at_fork(after_in_child=open_anew)
