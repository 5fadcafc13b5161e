"""Below the application: limits and deadlines of a connection, and ways to break one on purpose.

Uvicorn's parser takes headers of any size and waits for them for ever; both are bounded here. What is refused here is
no HTTP yet, and so is told without an envelope.
"""

from __future__ import annotations

import asyncio
import socket
import struct
from typing import Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

CONNECTION: Final = "plugipay_mock.connection"
"""Where in the scope of a request its connection is found."""

LARGEST_HEAD: Final = 64 * 1024
"""Bytes of request line and headers."""

PATIENCE: Final = 30.0
"""Seconds a request may take to arrive, from its first byte to its last."""

_RESET_ON_CLOSE: Final = struct.pack("ii", 1, 0)


class Connection:
    """The connection a request came over, as a fault may treat it; and the target exactly as it was sent."""

    def __init__(self, transport: asyncio.Transport, target: bytes) -> None:
        self._transport = transport
        self.target = target

    def reset(self) -> None:
        """Break off: the peer sees a connection reset."""
        held = self._transport.get_extra_info("socket")
        if held is not None:
            held.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
        self._transport.abort()

    def close(self) -> None:
        """Hang up in good order, once what was written has left."""
        self._transport.close()


class Protocol(HttpToolsProtocol):
    """Uvicorn's protocol with a limit on headers, a deadline for requests, and a hand on the connection."""

    _head = 0
    _deadline: asyncio.TimerHandle | None = None

    def data_received(self, data: bytes) -> None:
        """Parse what arrived; a request that is not complete by then has to hurry."""
        self._head += len(data)
        super().data_received(data)
        if self._head > LARGEST_HEAD:
            self._refuse(b"431 Request Header Fields Too Large", b"The headers are too large.\n")
        elif self._incomplete() and self._deadline is None:
            self._deadline = self.loop.call_later(PATIENCE, self._too_slow)

    def on_headers_complete(self) -> None:
        """Give the application a hand on the connection."""
        self._head = -(1 << 62)  # a body is limited by the application, which can answer in the envelope
        self.scope[CONNECTION] = Connection(self.transport, self.url)  # type: ignore[typeddict-unknown-key]
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Begin to count anew for the next request of this connection."""
        self._head = 0
        self._stop_the_clock()
        super().on_message_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the deadline with the connection."""
        self._stop_the_clock()
        super().connection_lost(exc)

    def _incomplete(self) -> bool:
        return self._head != 0 and not self.transport.is_closing()

    def _too_slow(self) -> None:
        self._refuse(b"408 Request Timeout", b"The request took too long to arrive.\n")

    def _refuse(self, status: bytes, reason: bytes) -> None:
        if not self.transport.is_closing() and (self.cycle is None or self.cycle.response_complete):
            head = b"HTTP/1.1 %b\r\nContent-Type: text/plain\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
            self.transport.write(head % (status, len(reason)) + reason)
        self.transport.close()

    def _stop_the_clock(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
