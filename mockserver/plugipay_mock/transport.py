"""The in-process doors: httpx transports that call the core directly, without a socket or an event loop."""

from __future__ import annotations

from typing import Any

import httpx

from plugipay_mock.app import create_core
from plugipay_mock.message import Inbound, Outbound, join_headers
from plugipay_mock.world import World

BASE_URL = "http://plugipay.mock"
"""What to give a client as its base URL; any other works as well."""


class Transport(httpx.BaseTransport):
    """Lets any synchronous httpx client talk to a world: `httpx.Client(transport=Transport(world))`.

    A fault that waits costs no time here: it raises the timeout at once when the client would not have waited that
    long, and is over at once otherwise.
    """

    def __init__(self, world: World) -> None:
        self._core = create_core(world)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer one request.

        Raises:
            httpx.ReadTimeout: the answer would have come after the client's read timeout.
        """
        return _deliver(request, self._core.handle(_inbound(request, request.read())))


class AsyncTransport(httpx.AsyncBaseTransport):
    """Lets any asynchronous httpx client talk to a world: `httpx.AsyncClient(transport=AsyncTransport(world))`."""

    def __init__(self, world: World) -> None:
        self._core = create_core(world)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer one request.

        Raises:
            httpx.ReadTimeout: the answer would have come after the client's read timeout.
        """
        return _deliver(request, self._core.handle(_inbound(request, await request.aread())))


def _inbound(request: httpx.Request, body: bytes) -> Inbound:
    return Inbound(request.method, request.url.raw_path, join_headers(request.headers.raw), body)


def _deliver(request: httpx.Request, answer: Outbound) -> httpx.Response:
    timeouts: dict[str, Any] = request.extensions.get("timeout", {})
    patience = timeouts.get("read")
    answer.settled()
    for effect in answer.effects:
        if patience is not None and effect.seconds >= patience:
            raise httpx.ReadTimeout("The mock held its answer back longer than the client waits", request=request)
    return httpx.Response(answer.status, headers=answer.headers, content=answer.body, request=request)
