"""Below the application: limits and deadlines of a connection, and ways to break one on purpose.

Uvicorn's parser takes headers of any size and waits for them for ever; both are bounded here. What is refused here is
no HTTP yet, and so is told without an envelope.
"""

from __future__ import annotations

import asyncio
import socket
import struct
import sys
from typing import TYPE_CHECKING, Any, Final

from plugipay_mock.direct import DirectProtocol

if TYPE_CHECKING:
    from uvicorn.protocols.http.httptools_impl import RequestResponseCycle

    from plugipay_mock.asgi import Door

CONNECTION: Final = "plugipay_mock.connection"
"""Where in the scope of a request its connection is found."""

LARGEST_HEAD: Final = 64 * 1024
"""Bytes of request line and headers."""

PATIENCE: Final = 30.0
"""Seconds a request may take to arrive, from its first byte to its last."""

_AROUND_HEADER: Final = len(b": \r\n")
_AROUND_BYTE: Final = len(b"1\r\n.\r\n")
"""Bytes that a chunk of one byte takes on the wire."""

_TOO_LARGE: Final = (b"431 Request Header Fields Too Large", b"The headers are too large.\n")
_RESET_ON_CLOSE: Final = struct.pack("ii", 1, 0)


class HeadTooLargeError(Exception):
    """The headers came whole, and are larger than a head may be; stops the parser."""


class Connection:
    """The connection a request came over, as a fault may treat it.

    Attributes:
        target: exactly as it was sent.
        held: whether a fault holds the answer back, so that a client which stops sending has given up.
    """

    def __init__(self, protocol: Protocol, target: bytes) -> None:
        self._protocol = protocol
        self._transport = protocol.transport
        self.target = target
        self.held = False

    def hold(self) -> None:
        """Say that the answer is held back."""
        self.held = True
        if self._protocol.ended:
            self._transport.close()

    def reset(self) -> None:
        """Break off: the peer sees a connection reset."""
        held = self._transport.get_extra_info("socket")
        if held is not None:
            held.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
        self._transport.abort()

    def close(self) -> None:
        """Hang up in good order, once what was written has left."""
        self._transport.close()

    def part(self) -> None:
        """Hang up now, and expect no answer any more; for a client that leaves unread what was written nobody waits."""
        self._protocol.forget_answer()
        if self._transport.get_write_buffer_size():
            self.reset()
        else:
            self.close()


class Protocol(DirectProtocol):
    """Uvicorn's protocol with a limit on headers, a deadline for requests, and a hand on the connection.

    Attributes:
        patience: seconds a request may take to arrive, from its first byte to its last.
        ended: whether the client has stopped sending.
    """

    patience = PATIENCE
    ended = False

    _serving: RequestResponseCycle | None = None
    """The request that is being answered; those behind it wait."""

    _overhead = 0
    """Bytes since the request began that are no body: its head, then the sizes of chunks, and trailers."""

    _arrived = 0
    """Bytes since the connection was last between two requests: no head that is read can be larger."""

    _arriving = True
    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Wait for the first request, and not for ever."""
        super().connection_made(transport)
        self._start_the_clock()

    def data_received(self, data: bytes) -> None:
        """Parse what arrived; a request that is not complete by then has to hurry."""
        if self.cycle is None and not self._overhead:
            self._stop_the_clock()  # that of a connection without a request
        self._overhead += len(data)
        self._arrived += len(data)
        self._arriving = True
        super().data_received(data)
        if self._overhead > LARGEST_HEAD:
            self._refuse(*_TOO_LARGE)
        elif not self._arriving:
            self._arrived = 0
        elif not self.transport.is_closing():
            self._start_the_clock()

    def on_message_begin(self) -> None:
        """Expect the rest of a request."""
        self._arriving = True
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Give the application a hand on the connection, unless too much has come at once."""
        if self._arrived > LARGEST_HEAD and self._head_size() > LARGEST_HEAD:
            raise HeadTooLargeError
        self._overhead = 0
        self.scope[CONNECTION] = Connection(self, self.url)  # type: ignore[typeddict-unknown-key]
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Count nothing against a body: the application limits it, and can answer in the envelope."""
        self._overhead -= len(body) * _AROUND_BYTE
        super().on_body(body)

    def on_message_complete(self) -> None:
        """Begin to count anew for the next request of this connection; an offer to upgrade comes before the body."""
        if not self.parser.should_upgrade():
            self._overhead, self._arriving = 0, False
            self._stop_the_clock()
        super().on_message_complete()

    def eof_received(self) -> bool:  # type: ignore[override]
        """Answer what came whole before the client stopped sending, and hang up then."""
        self.ended = True
        return self._answers_first()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the deadline with the connection, and tell who answers; uvicorn tells the newest request alone."""
        self._stop_the_clock()
        super().connection_lost(exc)
        self.forget_answer()

    def forget_answer(self) -> None:
        """Tell who answers that nobody is left to be answered, now or later."""
        self.pipeline.clear()
        if self._serving is not None and not self._serving.response_complete:
            self._serving.disconnected = True
            self._serving.message_event.set()

    def shutdown(self) -> None:
        """Finish what is being answered, and wait for nothing that a client or a fault may take its time for."""
        serving = self._serving
        if serving is not None and not serving.response_complete and (serving.more_body or _is_held(serving)):
            self.transport.close()
        else:
            super().shutdown()

    def send_400_response(self, msg: str) -> None:
        """Refuse what the parser did not take; uvicorn calls this while it handles the parser's error."""
        if isinstance(_cause_of(sys.exception()), HeadTooLargeError):
            self._refuse(*_TOO_LARGE)
        else:
            self._refuse(b"400 Bad Request", msg.encode() + b"\n")

    def _head_size(self) -> int:
        return len(self.url) + sum(len(name) + len(value) + _AROUND_HEADER for name, value in self.headers)

    def _too_slow(self) -> None:
        if self._overhead or self.cycle is not None:
            self._refuse(b"408 Request Timeout", b"The request took too long to arrive.\n")
        else:
            self.transport.close()

    def _refuse(self, status: bytes, reason: bytes) -> None:
        """Say why, unless an answer has begun, and hang up; requests that came whole before are answered instead."""
        if self._answers_first():
            return
        serving = self._serving
        under_way = serving is not None and serving.response_started and not serving.response_complete
        if not (self.transport.is_closing() or under_way):
            head = b"HTTP/1.1 %b\r\nContent-Type: text/plain\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
            self.transport.write(head % (status, len(reason)) + reason)
        self.transport.close()

    def _answers_first(self) -> bool:
        """Say whether requests that came whole are still to be answered; the last of them is the connection's last."""
        serving = self._serving
        if serving is None or serving.response_complete or serving.more_body or _is_held(serving):
            return False
        if self.pipeline and self.cycle.more_body:
            self.pipeline.popleft()
        last = self.pipeline[0][0] if self.pipeline else serving
        last.keep_alive = False
        return True

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        self._serving = cycle
        super()._start_asgi_task(cycle, app)

    def _start_the_clock(self) -> None:
        if self._deadline is None:
            self._deadline = self.loop.call_later(self.patience, self._too_slow)

    def _stop_the_clock(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None


def protocol(door: Door, patience: float) -> type[Protocol]:
    """Return the protocol in front of a door; uvicorn makes one for each connection."""
    return type("Protocol", (Protocol,), {"door": door, "patience": patience})


def _is_held(cycle: RequestResponseCycle) -> bool:
    connection: Connection = cycle.scope[CONNECTION]  # type: ignore[typeddict-item]
    return connection.held


def _cause_of(error: BaseException | None) -> BaseException | None:
    return None if error is None else error.__context__
