"""The door for ASGI servers: straight into the core, in front of whatever framework it stands in."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from math import inf
from typing import Any, Final, TypeAlias

from plugipay_mock.control.core import PREFIX, ControlCore
from plugipay_mock.core import Core
from plugipay_mock.deliveries.pump import flush_async
from plugipay_mock.message import Drip, Inbound, Outbound, Reset, Truncate, join_headers
from plugipay_mock.protocol import CONNECTION, Connection
from plugipay_mock.route import NO_CONTENT

Scope: TypeAlias = MutableMapping[str, Any]
Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
App: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]

_DRAINED: Final = 64 * 1024 * 1024
"""Bytes of a body that are read at all; the rest of a larger one is never asked for."""

_DRIPS: Final = 16


class Door:
    """An ASGI application: control by its own core, everything else by the API's.

    Args:
        app: what answers when something else than HTTP is asked for (a lifespan); None where nothing else comes.
    """

    def __init__(self, core: Core, control: ControlCore, app: App | None = None) -> None:
        self._core = core
        self._control = control
        self._kept = core.largest_body + 1
        self._beyond = app

    def answer(self, inbound: Inbound) -> Outbound | None:
        """Answer a whole request of the API at once; None for control operations, where it counts who asks."""
        return None if inbound.path.startswith(PREFIX) else self._core.handle(inbound)

    async def deliver(self, answer: Outbound, scope: Scope, receive: Receive, send: Send) -> None:
        """Send an answer on its way, with all that goes before it and all that spoils it."""
        connection = scope.get(CONNECTION)
        try:
            if answer.owed:
                await flush_async(self._core.world, answer.owed)
            if answer.effects:
                await self._deliver_with_effects(answer, connection, receive, send)
            else:
                await _deliver(answer, send)
        except asyncio.CancelledError:  # our own server stops, and uvicorn would print a traceback and answer 500
            if connection is None:
                raise
            connection.part()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection event."""
        if scope["type"] != "http":
            if self._beyond is not None:
                await self._beyond(scope, receive, send)
            return
        base = scope.get("root_path", "").encode()
        target = _target(scope, scope.get(CONNECTION)).removeprefix(base)
        headers = join_headers(scope["headers"])
        body = await _body(receive, self._kept)
        if body is None:
            return
        inbound = Inbound(scope["method"], target, headers, body, base)
        answer = self.answer(inbound)
        if answer is None:
            peer = scope.get("client")
            answer = self._control.handle(inbound, "" if peer is None else peer[0])
        await self.deliver(answer, scope, receive, send)

    async def _deliver_with_effects(
        self, answer: Outbound, connection: Connection | None, receive: Receive, send: Send
    ) -> None:
        """Wait as long as the answer says, then deliver it, or what its effects leave of it."""
        if connection is not None:
            connection.hold()
        gone = answer.wait > 0 and await _left_while_waiting(receive, answer.wait)
        if answer.resume is not None and not gone:
            late = answer.resume()
            await flush_async(self._core.world, late.owed)
            await _deliver(late, send)
            return
        answer.settled()
        if gone:
            return
        for effect in answer.effects:
            if isinstance(effect, Reset):
                await _reset(answer, effect, connection, send)
                await receive()  # until the connection is gone, or the server takes this for a forgotten answer
                return
            if isinstance(effect, Truncate):
                await _truncate(answer, connection, send)
                await receive()
                return
            if isinstance(effect, Drip):
                await _drip(answer, effect.pause, receive, send)
                return
        await _deliver(answer, send)


def _target(scope: Scope, connection: Connection | None) -> bytes:
    """Return the raw target, with the path the application is mounted at.

    An ASGI scope cannot tell `/customers?` from `/customers`; the connection of our own server can.
    """
    path: bytes = scope["raw_path"].partition(b"?")[0]
    query: bytes = scope["query_string"]
    target = path + b"?" + query if query else path
    if connection is None:
        return target
    if connection.target.startswith(b"/"):
        return connection.target
    return target + b"?" if connection.target.endswith(b"?") and not query else target


async def _body(receive: Receive, most: int) -> bytes | None:
    """Return a body, or its first bytes: one more than the core accepts, so that it sees which are too large.

    None when the client hung up before the end: half a request must not be performed.
    """
    message = await receive()
    if message["type"] == "http.disconnect":
        return None
    body: bytes = message.get("body", b"")
    if not message.get("more_body", False):
        return body[:most]
    kept, read = [body], len(body)
    while message.get("more_body", False) and read < _DRAINED:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        part: bytes = message.get("body", b"")
        if read < most:
            kept.append(part)
        read += len(part)
    return b"".join(kept)[:most]


async def _deliver(answer: Outbound, send: Send) -> None:
    await send(_head(answer))
    await send({"type": "http.response.body", "body": answer.body})


async def _left_while_waiting(receive: Receive, seconds: float) -> bool:
    """Wait, and say whether the client hung up meanwhile."""
    try:
        await asyncio.wait_for(receive(), None if seconds == inf else seconds)
    except TimeoutError:
        return False
    return True


async def _reset(answer: Outbound, effect: Reset, connection: Connection | None, send: Send) -> None:
    if effect.at == "body":
        await _half(answer, send)
    _require(connection).reset()


async def _truncate(answer: Outbound, connection: Connection | None, send: Send) -> None:
    await _half(answer, send)
    _require(connection).close()


async def _half(answer: Outbound, send: Send) -> None:
    await send(_head(answer))
    await send({"type": "http.response.body", "body": answer.body[: len(answer.body) // 2], "more_body": True})


async def _drip(answer: Outbound, pause: float, receive: Receive, send: Send) -> None:
    size = max(1, len(answer.body) // _DRIPS)
    await send(_head(answer))
    for start in range(0, len(answer.body), size):
        await send({"type": "http.response.body", "body": answer.body[start : start + size], "more_body": True})
        if await _left_while_waiting(receive, pause):
            return
    await send({"type": "http.response.body", "body": b""})


def _require(connection: Connection | None) -> Connection:
    """Return the connection; another ASGI server than ours gives none, and breaks off on the exception itself."""
    if connection is None:
        raise ConnectionResetError("A fault broke this connection")
    return connection


def _head(answer: Outbound) -> Message:
    headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in answer.headers.items()]
    if answer.status != NO_CONTENT:
        headers.append((b"Content-Length", b"%d" % len(answer.body)))
    return {"type": "http.response.start", "status": answer.status, "headers": headers}
