"""The short way through a connection of our own server: a request that came whole is answered by the connection.

It leaves out the ASGI messages and the task between them, which cost as much as the parsing. Whatever is out of the
ordinary (a large body, a fault, a delivery that is owed, control) goes the long way, which can wait.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from uvicorn.protocols.http.flow_control import HIGH_WATER_LIMIT
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle

from plugipay_mock.message import Inbound, Outbound, join_headers
from plugipay_mock.route import NO_CONTENT
from plugipay_mock.upgrades import Parser

if TYPE_CHECKING:
    from plugipay_mock.asgi import App, Door, Receive, Scope, Send

_AT_ONCE: Final = HIGH_WATER_LIMIT
"""Bytes of a body that are waited for; beyond them, uvicorn reads no further until somebody takes some."""


class DirectProtocol(HttpToolsProtocol):
    """Uvicorn's protocol, with a short way for requests of the API.

    Attributes:
        door: what answers; None sends everything the long way.
    """

    door: Door | None = None

    _held: Any = None
    """What the long way of the request that is arriving would call, while the short one is open."""

    def __init__(self, *settings: Any, **more: Any) -> None:
        super().__init__(*settings, **more)
        self.parser = Parser(self)  # type: ignore[assignment]

    def on_body(self, body: bytes) -> None:
        """Wait for no more than a body of the usual size."""
        super().on_body(body)
        if self._held is not None and len(self.cycle.body) > _AT_ONCE:
            app, self._held = self._held, None
            self._go_the_long_way(self.cycle, app)

    def on_message_complete(self) -> None:
        """Answer as soon as everything that has arrived is read; an offer to upgrade comes before the body."""
        if self.parser.should_upgrade():
            return
        super().on_message_complete()
        if self._held is None:
            return
        app, self._held = self._held, None
        inbound = Inbound(self.cycle.scope["method"], self.url, join_headers(self.headers), bytes(self.cycle.body))
        # Not at once: all requests that have arrived are read first, then answered, and then all answers leave. One
        # kind of work after the other finds its code in the processor's cache; and to wake whoever waits for one
        # answer after the other costs as much as to make them.
        self.loop.call_soon(self._answer, self.cycle, app, inbound)

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        """Start nothing yet, while the rest of a request may come with the next bytes.

        A client that wants to be told to go on is told by the long way; so is one whose request waited in a queue.
        """
        if self.door is not None and cycle.more_body and not cycle.waiting_for_100_continue:
            self._held = app
        else:
            super()._start_asgi_task(cycle, app)

    def _go_the_long_way(self, cycle: RequestResponseCycle, app: Any) -> None:
        super()._start_asgi_task(cycle, app)

    def _answer(self, cycle: RequestResponseCycle, app: Any, inbound: Inbound) -> None:
        door = self.door
        if self.transport.is_closing():
            return
        if door is None or not inbound.target.startswith(b"/") or inbound.method == "HEAD" or self.flow.write_paused:
            self._go_the_long_way(cycle, app)
            return
        try:
            answer = door.answer(inbound)
        except Exception:
            self.transport.close()  # nobody is left who could answer, and nobody is kept waiting for it
            raise
        if answer is None:
            self._go_the_long_way(cycle, app)
        elif answer.effects or answer.owed or not _fits(answer):
            self._go_the_long_way(cycle, _delivering(door, answer))
        else:
            self.loop.call_soon(self._write, cycle, self._head(cycle, answer) + answer.body)

    def _write(self, cycle: RequestResponseCycle, data: bytes) -> None:
        if cycle.disconnected or self.transport.is_closing():
            return
        self.transport.write(data)
        cycle.response_started = cycle.response_complete = True
        if not cycle.keep_alive:
            self.transport.close()
        self.on_response_complete()

    def _head(self, cycle: RequestResponseCycle, answer: Outbound) -> bytes:
        lines = [b"%b: %b\r\n" % header for header in self.server_state.default_headers]
        length = "" if answer.status == NO_CONTENT else f"content-length: {len(answer.body)}\r\n"
        own = (_form(tuple(answer.headers)) % tuple(answer.headers.values()) + length).encode()
        end = b"\r\n" if cycle.keep_alive else b"connection: close\r\n\r\n"
        return b"".join((STATUS_LINE[answer.status], *lines, own, end))


def _delivering(door: Door, answer: Outbound) -> App:
    async def deliver(scope: Scope, receive: Receive, send: Send) -> None:
        await receive()  # the request, which is answered already; all that can come now is that somebody hangs up
        await door.deliver(answer, scope, receive, send)

    return deliver


def _fits(answer: Outbound) -> bool:
    """Say whether every header is one plain line; where it is not, the long way says what it always did."""
    values = "".join(answer.headers.values())
    return values.isascii() and values.isprintable()


@lru_cache(maxsize=64)  # nearly all answers have the same names
def _form(names: tuple[str, ...]) -> str:
    """Return the lines of an answer's own headers, with room for their values."""
    return "".join(name.lower().replace("%", "%%") + ": %s\r\n" for name in names)
