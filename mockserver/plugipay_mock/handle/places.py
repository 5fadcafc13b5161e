"""Where a mock runs: in this process, in this process behind a socket, or elsewhere."""

from __future__ import annotations

from contextlib import ExitStack
from threading import Lock
from typing import TYPE_CHECKING, Final, Protocol

import httpx

from plugipay_mock.app import create_control
from plugipay_mock.control.line import HttpLine, Line
from plugipay_mock.control.local import LocalLine
from plugipay_mock.deliveries.outbox import App
from plugipay_mock.handle.forwarding import AsyncForwarding, Forwarding
from plugipay_mock.transport import BASE_URL, AsyncTransport, Transport
from plugipay_mock.world import Mode, World

if TYPE_CHECKING:
    from plugipay_mock.serve import ThreadServer


class Place(Protocol):
    """One mock, with room for the workspaces of many tests.

    Attributes:
        told: where it is, as a header line says it.
        line: to its control operations.
        transport: for synchronous httpx clients. async_transport: for asynchronous ones.
    """

    told: str
    line: Line
    transport: httpx.BaseTransport
    async_transport: httpx.AsyncBaseTransport

    @property
    def base_url(self) -> str:
        """What to give a client that uses the transports."""
        ...

    @property
    def url(self) -> str:
        """Where it answers over HTTP; it does from now on."""
        ...

    def bring(self, account_id: str, mode: Mode, endpoint_id: str, app: App) -> bool:
        """Put a receiver of this process behind an endpoint; return False where the mock is in another process."""
        ...

    def rest(self) -> None:
        """Go back to how it was before a test asked for its `url`."""

    def close(self) -> None:
        """Stop it, if it was started here."""


class InProcess:
    """A world in this process, called without a socket until somebody asks for a URL."""

    told = "in process"

    def __init__(self, world: World) -> None:
        self.line: Line = LocalLine(create_control(world))
        self.transport: httpx.BaseTransport = Transport(world)
        self.async_transport: httpx.AsyncBaseTransport = AsyncTransport(world)
        self._world = world
        self._public_base = world.public_base
        self._server: ThreadServer | None = None
        self._starting = Lock()
        self._open = ExitStack()

    @property
    def base_url(self) -> str:
        """What to give a client that uses the transports."""
        return BASE_URL

    @property
    def url(self) -> str:
        """Where the world answers over HTTP; a thread serves it from now on, and its pages are said to be there."""
        with self._starting:
            server = self._server = self._server or self._started()
            self._world.public_base = server.url
            return server.url

    def _started(self) -> ThreadServer:
        from plugipay_mock.serve import ThreadServer  # noqa: PLC0415  imports uvicorn

        return self._open.enter_context(ThreadServer(self._world))

    def bring(self, account_id: str, mode: Mode, endpoint_id: str, app: App) -> bool:
        """Put a receiver behind an endpoint."""
        with self._world.lock:
            tenant = self._world.tenant(account_id, mode)
            if tenant is not None:
                tenant.outbox.apps[endpoint_id] = app
            return tenant is not None

    def rest(self) -> None:
        """Say again that the hosted pages are where the service has them."""
        self._world.public_base = self._public_base

    def close(self) -> None:
        """Stop the thread, if there is one."""
        self._open.close()


class Threaded(InProcess):
    """A world in this process that is called over HTTP only."""

    told = "in a thread"

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self._public_base = self.url
        self._forward = Forwarding(self.url)
        self.transport = self._forward
        self.async_transport = AsyncForwarding(self._forward)

    @property
    def base_url(self) -> str:
        """What to give a client that uses the transports."""
        return self.url

    def close(self) -> None:
        """Stop the thread."""
        self._forward.close_pool()
        super().close()


class Outside:
    """A mock that somebody else has started.

    Args:
        url: of the server.
        token: what it printed, where it listens to other machines.
    """

    def __init__(self, url: str, token: str | None = None) -> None:
        self.told = f"at {url}"
        self.url: Final = url.rstrip("/")
        self.base_url: Final = self.url
        self.line: Line = HttpLine(self.url, token)
        self._forward = Forwarding(self.url)
        self.transport: httpx.BaseTransport = self._forward
        self.async_transport: httpx.AsyncBaseTransport = AsyncForwarding(self._forward)

    def bring(self, account_id: str, mode: Mode, endpoint_id: str, app: App) -> bool:
        """Say that the mock cannot call what is in this process."""
        del account_id, mode, endpoint_id, app
        return False

    def rest(self) -> None:
        """Leave it as it is."""

    def close(self) -> None:
        """Hang up."""
        self._forward.close_pool()
        if isinstance(self.line, HttpLine):
            self.line.close()
