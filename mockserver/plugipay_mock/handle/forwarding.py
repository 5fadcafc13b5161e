"""httpx transports that bring whatever is asked of them to one server, whatever host the URL names.

Over these, code that has an address of its own (`https://plugipay.com`) talks to a mock behind a socket. The
asynchronous one sends from a thread, so that it belongs to no event loop and leaves no socket open in one.
"""

from __future__ import annotations

import ssl
from typing import Final

import anyio.to_thread
import httpx

_OF_THE_CONNECTION: Final = frozenset({b"host", b"content-length", b"transfer-encoding"})


class Forwarding(httpx.BaseTransport):
    """Sends every request to one server; clients that share it share its connections.

    Args:
        url: of the server; a path in it stands before the path of each request.
    """

    def __init__(self, url: str) -> None:
        self._url = httpx.URL(url)
        secure = self._url.scheme == "https"
        # A context that trusts nobody costs nothing to make, and no connection to http:// will ask for it.
        trust = httpx.create_ssl_context() if secure else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        self._pool = httpx.HTTPTransport(verify=trust, trust_env=False)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request, and answer it.

        Raises:
            httpx.TransportError: what became of the connection.
        """
        return self._pool.handle_request(self._readdressed(request, request.read()))

    def _readdressed(self, request: httpx.Request, body: bytes) -> httpx.Request:
        target = self._target(request.url.raw_path)
        headers = [(name, value) for name, value in request.headers.raw if name.lower() not in _OF_THE_CONNECTION]
        return httpx.Request(
            request.method,
            self._url.copy_with(raw_path=target),
            headers=[(b"Host", self._url.netloc), *headers],
            content=body,
            extensions=request.extensions,
        )

    def _target(self, raw_path: bytes) -> bytes:
        base = self._url.raw_path.rstrip(b"/")
        return raw_path if raw_path.startswith(base + b"/") else base + raw_path

    def close_pool(self) -> None:
        """Close the connections; a client that closes its transport does not, since others share them."""
        self._pool.close()


class AsyncForwarding(httpx.AsyncBaseTransport):
    """The same for asynchronous clients."""

    def __init__(self, forward: Forwarding) -> None:
        self._forward = forward

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request, and answer it.

        Raises:
            httpx.TransportError: what became of the connection.
        """
        await request.aread()
        return await anyio.to_thread.run_sync(self._answered, request)

    def _answered(self, request: httpx.Request) -> httpx.Response:
        answer = self._forward.handle_request(request)
        try:
            return httpx.Response(
                answer.status_code,
                headers=[each for each in answer.headers.raw if each[0].lower() != b"transfer-encoding"],
                content=b"".join(answer.iter_raw()),
            )
        finally:
            answer.close()
