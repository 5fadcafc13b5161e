"""What goes wrong on the way, and what other clients would try again."""

import httpx

TIMEOUTS: list[type[httpx.TimeoutException]] = [
    httpx.ConnectTimeout,
    httpx.ReadTimeout,
    httpx.WriteTimeout,
    httpx.PoolTimeout,
]
BREAKS: list[type[httpx.TransportError]] = [
    *(httpx.ConnectError, httpx.ReadError, httpx.WriteError),
    *(httpx.RemoteProtocolError, httpx.ProxyError),
]
TEMPTING = [401, 408, 409, 425, 429, 500, 502, 503, 504]
"""Answers after which other clients ask again: with another signature, or in the hope that it passes."""
