"""The door for ASGI servers: in front of FastAPI, straight into the core.

Every route of the API is answered here; what is left, the description of the API, goes to FastAPI, which is built
on first use, because importing it takes longer than starting the server.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Final, TypeAlias

from plugipay_mock.core import Core
from plugipay_mock.message import Inbound, Outbound, join_headers
from plugipay_mock.route import LARGEST_BODY

Scope: TypeAlias = MutableMapping[str, Any]
Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
App: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]

_KEPT: Final = LARGEST_BODY + 1
"""Bytes of a body that are kept: one more than the core accepts, so that it sees which bodies are too large."""

_DRAINED: Final = 64 * 1024 * 1024
"""Bytes of a body that are read at all; the rest of a larger one is never asked for."""


class Door:
    """An ASGI application: the API by the core, everything else by `beyond`."""

    def __init__(self, core: Core, beyond: Callable[[], App], *, description: frozenset[str]) -> None:
        self._core = core
        self._beyond = beyond
        self._description = description

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection event."""
        if scope["type"] != "http" or scope["path"].removeprefix(scope.get("root_path", "")) in self._description:
            await self._beyond()(scope, receive, send)
            return
        inbound = Inbound(scope["method"], _target(scope), join_headers(scope["headers"]), await _body(receive))
        await _deliver(self._core.handle(inbound), send)


def _target(scope: Scope) -> bytes:
    """Return the raw target below the path the application is mounted at: base paths are not signed."""
    path: bytes = scope["raw_path"].partition(b"?")[0]
    path = path.removeprefix(scope.get("root_path", "").encode())
    query: bytes = scope["query_string"]
    return path + b"?" + query if query else path


async def _body(receive: Receive) -> bytes:
    message = await receive()
    body: bytes = message.get("body", b"")
    if not message.get("more_body", False):
        return body[:_KEPT]
    kept, read = [body], len(body)
    while message.get("more_body", False) and read < _DRAINED:
        message = await receive()
        part: bytes = message.get("body", b"")
        if read < _KEPT:
            kept.append(part)
        read += len(part)
    return b"".join(kept)[:_KEPT]


async def _deliver(answer: Outbound, send: Send) -> None:
    try:
        for effect in answer.effects:
            await asyncio.sleep(effect.seconds)
    finally:
        answer.settled()
    headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in answer.headers.items()]
    headers.append((b"Content-Length", b"%d" % len(answer.body)))
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": answer.body})
