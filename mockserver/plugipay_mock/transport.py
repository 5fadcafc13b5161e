"""The in-process doors: httpx transports that call the core directly, without a socket or an event loop.

Time does not pass here: a fault that waits raises the client's timeout at once when the client would not have waited
that long, and is over at once otherwise.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import replace
from typing import Any, cast

import httpx

from plugipay_mock.app import create_core
from plugipay_mock.deliveries.pump import flush, flush_async
from plugipay_mock.message import Drip, Inbound, Outbound, Reset, Truncate, join_headers
from plugipay_mock.world import World

BASE_URL = "http://plugipay.mock"
"""What to give a client as its base URL; any other works as well."""


class Transport(httpx.BaseTransport):
    """Lets any synchronous httpx client talk to a world: `httpx.Client(transport=Transport(world))`."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._core = create_core(world)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer one request.

        Raises:
            httpx.TransportError: what a fault made of the connection.
        """
        answer = self._core.handle(_inbound(request, request.read()))
        flush(self._world, answer.owed)
        late = _late(request, answer)
        if late is not None:
            flush(self._world, late.owed)
        return _deliver(request, late or answer)


class AsyncTransport(httpx.AsyncBaseTransport):
    """Lets any asynchronous httpx client talk to a world: `httpx.AsyncClient(transport=AsyncTransport(world))`."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._core = create_core(world)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer one request.

        Raises:
            httpx.TransportError: what a fault made of the connection.
        """
        at_hand = isinstance(request.stream, httpx.ByteStream)
        body = request.read() if at_hand else await request.aread()
        answer = self._core.handle(_inbound(request, body))
        await flush_async(self._world, answer.owed)
        late = _late(request, answer)
        if late is not None:
            await flush_async(self._world, late.owed)
        return _deliver(request, late or answer)


class _Whole(httpx.Response):
    """An answer that is at hand: nothing has to come or to be unpacked, so reading it costs a tenth."""

    def iter_bytes(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """Yield the body."""
        if self.is_closed or chunk_size is not None:
            return super().iter_bytes(chunk_size)
        self.is_stream_consumed = True
        if isinstance(self.stream, httpx.ByteStream):  # which has nothing to close; an httpx client's own has
            self.is_closed = True
        else:
            self.close()
        return iter(cast("httpx.SyncByteStream", self.stream))

    async def aiter_bytes(self, chunk_size: int | None = None) -> AsyncIterator[bytes]:
        """Yield the body."""
        if self.is_closed or chunk_size is not None:
            async for piece in super().aiter_bytes(chunk_size):
                yield piece
            return
        self.is_stream_consumed = True
        await self.aclose()
        async for piece in cast("httpx.AsyncByteStream", self.stream):
            yield piece


class _Lines(httpx.Headers):
    """The headers of an answer, which httpx reads when somebody looks at one; few tests do."""

    def __init__(self, lines: Sequence[tuple[bytes, bytes]]) -> None:
        self._unread = lines

    def __getattr__(self, name: str) -> Any:
        own = vars(self)
        if "_unread" in own:
            for known, value in vars(httpx.Headers(self._unread)).items():
                own.setdefault(known, value)  # another thread may be ahead
            own.pop("_unread", None)
        return object.__getattribute__(self, name)


class _Pieces(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body that comes in pieces, or breaks off."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces

    def __iter__(self) -> Iterator[bytes]:
        return self._pieces

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self._pieces:
            yield piece


def _inbound(request: httpx.Request, body: bytes) -> Inbound:
    return Inbound(request.method, request.url.raw_path, join_headers(request.headers.raw), body)


def _late(request: httpx.Request, answer: Outbound) -> Outbound | None:
    """Process a request now whose fault was to wait first; None where that was not its fault, or nobody waits."""
    if answer.resume is None or answer.wait >= _patience(request):
        return None
    return answer.resume()


def _deliver(request: httpx.Request, answer: Outbound) -> httpx.Response:
    if request.method == "HEAD":
        answer = _without_body(answer)
    if answer.effects:
        return _delivery_with_effects(request, answer)
    headers = [(name.encode(), value.encode()) for name, value in answer.headers.items()]
    if answer.body:
        headers.append((b"Content-Length", b"%d" % len(answer.body)))
    response = _Whole(answer.status, stream=httpx.ByteStream(answer.body), request=request)
    response.headers = _Lines(headers)
    return response


def _without_body(answer: Outbound) -> Outbound:
    """Return what a HEAD is answered: the headers tell the length of the body that a GET gets."""
    return replace(answer, headers=answer.headers | {"Content-Length": str(len(answer.body))}, body=b"")


def _delivery_with_effects(request: httpx.Request, answer: Outbound) -> httpx.Response:
    patience = _patience(request)
    answer.settled()
    if answer.wait >= patience:
        raise httpx.ReadTimeout("The mock held its answer back longer than the client waits", request=request)
    if any(isinstance(effect, Reset) and effect.at == "connect" for effect in answer.effects):
        raise httpx.ConnectError("[Errno 111] Connection refused", request=request)
    if any(isinstance(effect, Reset) and effect.at == "head" for effect in answer.effects):
        raise httpx.ReadError("[Errno 104] Connection reset by peer", request=request)
    if not answer.body:  # nothing cannot be cut short
        return httpx.Response(answer.status, headers=answer.headers, request=request)
    headers = answer.headers | {"Content-Length": str(len(answer.body))}
    return httpx.Response(answer.status, headers=headers, stream=_Pieces(_pieces(request, answer)), request=request)


def _pieces(request: httpx.Request, answer: Outbound) -> Iterator[bytes]:
    half = len(answer.body) // 2
    yield answer.body[:half]
    for effect in answer.effects:
        if isinstance(effect, Reset):
            raise httpx.ReadError("[Errno 104] Connection reset by peer", request=request)
        if isinstance(effect, Truncate):
            raise httpx.RemoteProtocolError(
                "peer closed connection without sending complete message body "
                f"(received {half} bytes, expected {len(answer.body)})",
                request=request,
            )
        if isinstance(effect, Drip) and effect.pause >= _patience(request):
            raise httpx.ReadTimeout("The mock let its answer drip more slowly than the client waits", request=request)
    yield answer.body[half:]


def _patience(request: httpx.Request) -> float:
    """Return the seconds the client waits for each read; a client that waits for ever is given an hour."""
    read = request.extensions.get("timeout", {}).get("read")
    return 3600.0 if read is None else float(read)
