"""Real HTTP: uvicorn around the door, in the calling thread or in one of its own."""

from __future__ import annotations

import asyncio
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Final, Self

import uvicorn

from plugipay_mock.app import create_door
from plugipay_mock.deliveries.background import Background
from plugipay_mock.protocol import PATIENCE, protocol
from plugipay_mock.signals import handled, heeded
from plugipay_mock.world import World

LOOPBACK: Final = "127.0.0.1"
_PATIENCE: Final = 30.0
"""Seconds a server may take to start or to stop."""

_IDLE: Final = 100
"""Seconds a connection may be idle: longer than clients trust one (httpx 5, Node's fetch 4, Go 90). Where both wait for
equally long, a client now and then sends at the moment when the server hangs up, and is told of a broken connection."""

_LOOK: Final = 0.1
"""Seconds between two looks at whether a starting server has failed."""


class CannotListenError(OSError):
    """The address cannot be listened on; the message says why, in one line."""


class Server:
    """Serves one world on one address, from construction on holding the port.

    Args:
        port: 0 takes a free one.
        token: what control operations need; None opens them to this machine.
        patience: seconds a request may take to arrive.

    Attributes:
        url: where the server is, without a trailing slash.

    Raises:
        CannotListenError: the port is taken, or the address is not this machine's.
    """

    def __init__(
        self,
        world: World,
        *,
        host: str = LOOPBACK,
        port: int = 0,
        token: str | None = None,
        patience: float = PATIENCE,
    ) -> None:
        self._socket = _listen(host, port)
        shown = f"[{host}]" if ":" in host else host
        self.url = f"http://{shown}:{self._socket.getsockname()[1]}"
        self._world = world
        self._uvicorn = _Uvicorn(world, token, patience)

    def when_ready(self, call: Callable[[], None]) -> None:
        """Have something called once requests are answered."""
        self._uvicorn.when_ready.append(call)

    def when_stopping(self, call: Callable[[], None]) -> None:
        """Have something called before the first request is refused."""
        self._uvicorn.when_stopping.append(call)

    def run(self) -> None:
        """Serve until `stop`, or until SIGINT, SIGTERM or SIGHUP when this is the main thread."""
        with self._socket:
            factory = self._uvicorn.config.get_loop_factory()
            background = Background(self._world)
            background.start()
            try:
                with asyncio.Runner(loop_factory=factory) as runner:
                    runner.run(self._uvicorn.serve(sockets=[self._socket]))
            finally:
                background.stop()

    def stop(self) -> None:
        """Let the requests under way finish, then end `run`."""
        self._uvicorn.should_exit = True


class ThreadServer:
    """Serves one world from a thread of its own: `with ThreadServer(world) as server: ... server.url`.

    Options are those of `Server`.
    """

    def __init__(
        self,
        world: World,
        *,
        host: str = LOOPBACK,
        port: int = 0,
        token: str | None = None,
        patience: float = PATIENCE,
    ) -> None:
        self._ready = threading.Event()
        self._server = Server(world, host=host, port=port, token=token, patience=patience)
        self._server.when_ready(self._ready.set)
        self._thread = threading.Thread(target=self._server.run, name="plugipay-mock", daemon=True)
        self.url = self._server.url

    def __enter__(self) -> Self:
        self._thread.start()
        for _ in range(round(_PATIENCE / _LOOK)):
            if self._ready.wait(_LOOK):
                return self
            if not self._thread.is_alive():
                raise RuntimeError(f"The mock server on {self.url} ended before it answered; its thread says why")
        raise TimeoutError(f"The mock server did not answer on {self.url} within {_PATIENCE:.0f} s")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._server.stop()
        self._thread.join(_PATIENCE)


class _Uvicorn(uvicorn.Server):
    """Uvicorn, telling when it is ready and when it stops, and not raising a signal again that ended it."""

    def __init__(self, world: World, token: str | None, patience: float) -> None:
        self.when_ready: list[Callable[[], None]] = []
        self.when_stopping: list[Callable[[], None]] = []
        door = create_door(world, token)
        super().__init__(
            uvicorn.Config(
                door,
                http=protocol(door, patience),
                lifespan="off",
                ws="none",
                access_log=False,
                log_config=None,
                server_header=False,
                timeout_graceful_shutdown=2,
                timeout_keep_alive=_IDLE,
            )
        )

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        for call in self.when_ready:
            call()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for call in self.when_stopping:
            call()
        await super().shutdown(sockets)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        with handled((signal.SIGINT, signal.SIGTERM, *heeded("SIGHUP")), self.handle_exit):
            yield


def _listen(host: str, port: int) -> socket.socket:
    """Bind a TCP socket. It names its protocol, or asyncio would leave Nagle's algorithm on (40 ms a request)."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen()
    except (OSError, TypeError, UnicodeError) as error:  # the latter two: the name cannot be written for DNS
        listener.close()
        why = getattr(error, "strerror", None) or error
        raise CannotListenError(f"cannot listen on {host}:{port}: {why}") from error
    return listener
