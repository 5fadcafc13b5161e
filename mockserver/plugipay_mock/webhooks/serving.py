"""Serves a receiver on loopback, in a thread, so that deliveries reach it over HTTP."""

from __future__ import annotations

import threading
from socketserver import ThreadingMixIn
from typing import TYPE_CHECKING, Any, Final, Self
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from plugipay_mock.deliveries.outbox import App
from plugipay_mock.deliveries.sending import is_asgi

if TYPE_CHECKING:
    import uvicorn

_LOOPBACK: Final = "127.0.0.1"
_PATIENCE: Final = 10.0
_LOOK: Final = 0.01


class Served:
    """A WSGI or an ASGI application behind a socket of its own: `with Served(app) as served: served.url`."""

    def __init__(self, app: App) -> None:
        self._behind: _Wsgi | _Asgi = _Asgi(app) if is_asgi(app) else _Wsgi(app)
        self.url = f"http://{_LOOPBACK}:{self._behind.port}"

    def close(self) -> None:
        """Stop listening."""
        self._behind.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        self.close()


class _Threading(ThreadingMixIn, WSGIServer):
    daemon_threads = True

    def server_bind(self) -> None:
        """Bind without asking anybody for the name of this machine."""
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = _LOOPBACK, int(self.server_address[1])
        self.setup_environ()


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the standard library's names
        """Say nothing; the receiver is under test, not this server."""


class _Wsgi:
    def __init__(self, app: App) -> None:
        self._server = make_server(_LOOPBACK, 0, app, server_class=_Threading, handler_class=_Quiet)
        self.port = self._server.server_port
        self._thread = threading.Thread(target=self._server.serve_forever, args=(_LOOK,), daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join(_PATIENCE)
        self._server.server_close()


class _Asgi:
    def __init__(self, app: App) -> None:
        import uvicorn  # noqa: PLC0415  wanted for ASGI receivers only

        config = uvicorn.Config(app, host=_LOOPBACK, port=0, log_config=None, access_log=False, ws="none")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        self.port = _port_of(self._server, self._thread)

    def close(self) -> None:
        self._server.should_exit = True
        self._thread.join(_PATIENCE)


def _port_of(server: uvicorn.Server, thread: threading.Thread) -> int:
    """Return the port a starting server has taken."""
    for _ in range(round(_PATIENCE / _LOOK)):
        if server.started:
            return int(server.servers[0].sockets[0].getsockname()[1])
        thread.join(_LOOK)
        if not thread.is_alive():
            break
    raise TimeoutError("The receiver did not start; its lifespan may have failed")
