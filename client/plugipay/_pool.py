"""The connections a client opens for itself: how they are made, and what becomes of them in a forked process."""

from __future__ import annotations

import os
import ssl
from functools import cache
from typing import Protocol
from weakref import WeakSet

import httpx

from plugipay._direct import AsyncDirectClient, DirectClient


class Owner(Protocol):
    """A client with a pool of its own."""

    def renew(self) -> None: ...  # after a fork


with_own_pool: WeakSet[Owner] = WeakSet()
"""Every client whose pool is its own."""


def own_pool(base_url: str) -> httpx.Client:
    """Open a pool for `base_url`: for https as httpx does, with the proxies of the environment."""
    if _is_secure(base_url):
        return httpx.Client(verify=_tls())
    return DirectClient(httpx.HTTPTransport(verify=_nobody(), trust_env=False))


def own_async_pool(base_url: str) -> httpx.AsyncClient:
    """Open a pool that is awaited."""
    if _is_secure(base_url):
        return httpx.AsyncClient(verify=_tls())
    return AsyncDirectClient(httpx.AsyncHTTPTransport(verify=_nobody(), trust_env=False))


def _is_secure(base_url: str) -> bool:
    return httpx.URL(base_url).scheme == "https"


def _nobody() -> ssl.SSLContext:
    """Return a context that trusts nobody: it costs nothing to make, and no connection to http:// will ask for it."""
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


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
