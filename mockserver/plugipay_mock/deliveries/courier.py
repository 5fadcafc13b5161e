"""Goes to receivers that are somewhere else: over HTTP, with connections that are used again for a moment."""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING, Any, Final, Self

from plugipay_mock.deliveries.outgoing import Outgoing

if TYPE_CHECKING:
    import httpx

_DRAINED: Final = 64 * 1024
"""Bytes of an answer's body that are read; nobody needs them, but a connection ends better when they were taken."""

_KEPT_SECONDS: Final = 1.0
"""How long an idle connection is trusted; a receiver that closed it meanwhile would look like a failure."""


class Courier:
    """Carries deliveries over HTTP, in one event loop: `async with Courier() as courier`."""

    def __init__(self) -> None:
        self._clients: dict[bool, httpx.AsyncClient] = {}

    async def carry(self, sent: Outgoing) -> tuple[int | None, str | None]:
        """Send one delivery; return the status of the answer, or why there was none."""
        client = self._client(secure=sent.url.startswith("https:"))
        try:
            async with client.stream("POST", sent.url, content=sent.body, headers=sent.headers) as answer:
                await _drain(answer)
                return answer.status_code, None
        except Exception as error:  # noqa: BLE001  whatever keeps it from its receiver, a wrong URL too, is no answer
            return None, f"{type(error).__name__}: {error}"

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_raised: object) -> None:
        for client in self._clients.values():
            await client.aclose()

    def _client(self, *, secure: bool) -> httpx.AsyncClient:
        if secure not in self._clients:
            self._clients[secure] = _new_client(secure=secure)
        return self._clients[secure]


def _new_client(*, secure: bool) -> httpx.AsyncClient:
    import httpx  # noqa: PLC0415  wanted when a receiver is somewhere else

    # A context that trusts nobody costs nothing to make, and no connection to http:// will ask for it.
    trust = httpx.create_ssl_context() if secure else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    limits = httpx.Limits(max_connections=None, keepalive_expiry=_KEPT_SECONDS)
    transport = httpx.AsyncHTTPTransport(verify=trust, trust_env=False, limits=limits)
    return httpx.AsyncClient(transport=transport, timeout=None, follow_redirects=False)  # noqa: S113  attempts have one


async def _drain(answer: Any) -> None:
    read = 0
    async for part in answer.aiter_raw():
        read += len(part)
        if read >= _DRAINED:
            return
