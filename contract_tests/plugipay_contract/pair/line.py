"""A client on a line: it notes which methods are called, and an asynchronous one answers like a synchronous one."""

import asyncio
import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx

from plugipay_contract.way import BRIEFLY


class Line:
    """A client, or one of its namespaces.

    Args:
        subject: The client or namespace itself.
        finish: Makes the answer of what a method returned; runs a coroutine to its end.
        called: Gets the name of each method that is called: `customers.create`.
        name: Of the namespace.
    """

    def __init__(self, subject: Any, finish: Callable[[Any], Any], called: list[str], name: str = "") -> None:
        self._subject, self._finish, self._called, self._name = subject, finish, called, name

    def __getattr__(self, name: str) -> Any:
        found, full = getattr(self._subject, name), f"{self._name}.{name}".lstrip(".")
        if not inspect.ismethod(found):
            return Line(found, self._finish, self._called, full)

        def call(*args: Any, **kwargs: Any) -> Any:
            self._called.append(full)
            return self._finish(found(*args, **kwargs))

        return call


class OfSync(httpx.AsyncBaseTransport):
    """An asynchronous transport through a synchronous one; nothing else goes on in its loop meanwhile."""

    def __init__(self, transport: httpx.BaseTransport) -> None:
        self._transport = transport

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer one request."""
        sent = httpx.Request(request.method, request.url, headers=request.headers, content=await request.aread())
        answer = self._transport.handle_request(sent)
        content = answer.read()
        answer.headers.pop("Content-Encoding", None)  # what was read is in plain bytes
        return httpx.Response(answer.status_code, headers=answer.headers, content=content)


@contextmanager
def open_pool(transport: httpx.BaseTransport | None) -> Iterator[tuple[httpx.AsyncClient, asyncio.Runner]]:
    """A pool to a server, and the loop it belongs to."""
    with asyncio.Runner() as runner:
        reached_by = None if transport is None else OfSync(transport)
        http = httpx.AsyncClient(transport=reached_by, trust_env=False, limits=BRIEFLY)
        yield http, runner
        runner.run(http.aclose())
