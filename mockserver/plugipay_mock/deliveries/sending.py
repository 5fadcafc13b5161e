"""Carries a delivery to its receiver: over HTTP, or into a WSGI or ASGI application in this process.

Redirects are not followed, an answer's body is read to a bounded size and thrown away, and the whole attempt has a
limit of real time. A receiver in this process that raises has answered 500, as it would have behind a server.
"""

from __future__ import annotations

import asyncio
import inspect
import io
import logging
import sys
import threading
import time
from collections.abc import Callable, Coroutine
from contextvars import copy_context
from typing import Any, Final, TypeVar
from urllib.parse import SplitResult, unquote_to_bytes, urlsplit

from plugipay_mock.deliveries.courier import Courier
from plugipay_mock.deliveries.delivery import Answer
from plugipay_mock.deliveries.outbox import App
from plugipay_mock.deliveries.outgoing import Outgoing
from plugipay_mock.deliveries.turns import Turn, timed_out

T = TypeVar("T")

_FAILED: Final = 500
_log = logging.getLogger("plugipay_mock")


def is_asgi(app: App) -> bool:
    """Say whether an application is an ASGI one; any other is taken for WSGI."""
    return inspect.iscoroutinefunction(app) or inspect.iscoroutinefunction(getattr(app, "__call__", None))  # noqa: B004


def send(turn: Turn) -> Answer:
    """Make an attempt from synchronous code; a WSGI application is called in this thread, as a test's client does."""
    if turn.outgoing is None:
        return Answer(None, 0)
    if turn.app is not None and not is_asgi(turn.app):
        return _into_wsgi(turn.app, turn.outgoing, turn.limit)
    return _in_a_loop_of_its_own(send_async(turn))


async def send_async(turn: Turn, courier: Courier | None = None) -> Answer:
    """Make an attempt from asynchronous code; an ASGI application is called in this loop.

    Args:
        courier: who goes to receivers elsewhere; one that goes this once when None.
    """
    if turn.outgoing is None:
        return Answer(None, 0)
    if turn.app is None:
        return await _within(turn.limit, _over_http(turn.outgoing, courier))
    if is_asgi(turn.app):
        return await _within(turn.limit, _into_asgi(turn.app, turn.outgoing))
    return await asyncio.to_thread(_into_wsgi, turn.app, turn.outgoing, turn.limit)


async def _within(limit: float, attempt: Coroutine[Any, Any, tuple[int | None, str | None]]) -> Answer:
    began = time.perf_counter()
    try:
        async with asyncio.timeout(limit):
            status, trouble = await attempt
    except TimeoutError:
        return timed_out(limit)
    return Answer(status, _milliseconds(began), trouble)


async def _over_http(sent: Outgoing, courier: Courier | None) -> tuple[int | None, str | None]:
    if courier is not None:
        return await courier.carry(sent)
    async with Courier() as once:
        return await once.carry(sent)


async def _into_asgi(app: App, sent: Outgoing) -> tuple[int | None, str | None]:
    url, begun, status = urlsplit(sent.url), False, None

    async def receive() -> dict[str, Any]:
        nonlocal begun
        if begun:
            await asyncio.Event().wait()  # nobody hangs up before the answer is there
        begun = True
        return {"type": "http.request", "body": sent.body, "more_body": False}

    async def reply(message: dict[str, Any]) -> None:
        nonlocal status
        if message["type"] == "http.response.start":
            status = message["status"]

    headers = [(name.lower().encode(), value.encode()) for name, value in _headers(url, sent).items()]
    try:
        await app(_scope(url, headers), receive, reply)
    except Exception as error:  # noqa: BLE001  whatever the application under test raises is an answer
        return _raised(error)
    return status, None if status else "the application answered nothing"


def _scope(url: SplitResult, headers: list[tuple[bytes, bytes]]) -> dict[str, Any]:
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": url.scheme,
        "path": unquote_to_bytes(url.path).decode("utf-8", "replace"),
        "raw_path": url.path.encode(),
        "query_string": url.query.encode(),
        "root_path": "",
        "headers": headers,
        "client": ("127.0.0.1", 0),
        "server": _host(url),
    }


def _into_wsgi(app: App, sent: Outgoing, limit: float) -> Answer:
    """Call a WSGI application; it cannot be stopped, so one that took too long is only judged afterwards."""
    began, statuses = time.perf_counter(), []

    def start_response(status: str, _headers: Any, _trouble: Any = None) -> Callable[[bytes], object]:
        statuses.append(int(status[:3]))
        return io.BytesIO().write

    status: int | None
    trouble: str | None
    try:
        parts = app(_environ(sent), start_response)
        try:
            read = sum(len(part) for part in parts)
        finally:
            getattr(parts, "close", lambda: None)()
        status, trouble = statuses[-1], None
        _log.debug("%s answered %d with %d bytes", sent.url, status, read)
    except Exception as error:  # noqa: BLE001  whatever the application under test raises is an answer
        status, trouble = _raised(error)
    answer = Answer(status, _milliseconds(began), trouble)
    return timed_out(limit) if answer.milliseconds > limit * 1000 else answer


def _environ(sent: Outgoing) -> dict[str, Any]:
    url = urlsplit(sent.url)
    host, port = _host(url)
    said = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in _headers(url, sent).items()}
    return said | {
        "REQUEST_METHOD": "POST",
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(url.path).decode("latin-1"),
        "QUERY_STRING": url.query,
        "CONTENT_TYPE": said.pop("HTTP_CONTENT_TYPE"),
        "CONTENT_LENGTH": said.pop("HTTP_CONTENT_LENGTH"),
        "REMOTE_ADDR": "127.0.0.1",
        "SERVER_NAME": host,
        "SERVER_PORT": str(port),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": url.scheme,
        "wsgi.input": io.BytesIO(sent.body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }


def _headers(url: SplitResult, sent: Outgoing) -> dict[str, str]:
    return {"Host": url.netloc, "Content-Length": str(len(sent.body)), **sent.headers}


def _host(url: SplitResult) -> tuple[str, int]:
    return url.hostname or "", url.port or (443 if url.scheme == "https" else 80)


def _raised(error: Exception) -> tuple[int, str]:
    _log.error("A webhook receiver raised", exc_info=error)
    return _FAILED, f"{type(error).__name__}: {error}"


def _milliseconds(began: float) -> int:
    return round((time.perf_counter() - began) * 1000)


def _in_a_loop_of_its_own(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine to its end in a thread: this one may have a loop of its own already."""
    done: list[T] = []
    raised: list[BaseException] = []

    def run() -> None:
        try:
            done.append(asyncio.run(work))
        except BaseException as error:  # noqa: BLE001  it is raised again where it belongs
            raised.append(error)

    thread = threading.Thread(target=copy_context().run, args=(run,), name="plugipay-delivery", daemon=True)
    thread.start()
    thread.join()
    if raised:
        raise raised[0]
    return done[0]
