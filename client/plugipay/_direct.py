"""The short way: requests are handed to a transport as they are, and answers are read.

An `httpx.Client` merges its settings, cookies and hooks into every request, which takes longer than all else that a
call does here. Where there are none, nothing is missed.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

import httpx

from plugipay._signing import SigningAuth
from plugipay._unread import Address, Lines

_log = logging.getLogger("plugipay")
_NOWHERE: Final = httpx.URL()


class DirectClient(httpx.Client):
    """An `httpx.Client` for `http=` that hands our requests to its transport as they are, at half the cost.

    It keeps no cookies, calls no event hooks, and uses no proxies. Timeouts are those of the call.

    Args:
        transport: Where the requests go: an `httpx.HTTPTransport`, or whatever else answers.
    """

    def __init__(self, transport: httpx.BaseTransport) -> None:
        super().__init__(transport=transport, trust_env=False)
        self._way = transport

    def request(self, method: str, url: httpx.URL | str, **parts: Any) -> httpx.Response:
        """Send a request, and read the answer; what is not signed by a client of ours goes the usual way."""
        auth = parts.get("auth")
        if not isinstance(auth, SigningAuth):
            return super().request(method, url, **parts)
        request = _made(self, method, url, **parts)
        try:
            auth.head = response = self._way.handle_request(request)
            _read(response)
        except httpx.RequestError as exc:
            exc.request = request  # as behind an httpx client
            raise
        _note(request, response)
        return response


class AsyncDirectClient(httpx.AsyncClient):
    """`DirectClient` to be awaited.

    Args:
        transport: As for `DirectClient`.
    """

    def __init__(self, transport: httpx.AsyncBaseTransport) -> None:
        super().__init__(transport=transport, trust_env=False)
        self._way = transport

    async def request(self, method: str, url: httpx.URL | str, **parts: Any) -> httpx.Response:
        """Send a request, and read the answer; what is not signed by a client of ours goes the usual way."""
        auth = parts.get("auth")
        if not isinstance(auth, SigningAuth):
            return await super().request(method, url, **parts)
        request = _made(self, method, url, **parts)
        try:
            auth.head = response = await self._way.handle_async_request(request)
            await _aread(response)
        except httpx.RequestError as exc:
            exc.request = request  # as behind an httpx client
            raise
        _note(request, response)
        return response


def _made(  # noqa: PLR0913  # what an httpx client takes
    client: httpx.Client | httpx.AsyncClient,
    method: str,
    url: httpx.URL | str,
    *,
    params: Any,
    content: bytes | None,
    headers: Mapping[str, str],
    timeout: float,
    auth: SigningAuth,
    **_: object,  # whether redirects are followed: never
) -> httpx.Request:
    if client.is_closed:
        raise RuntimeError("The client is closed")
    if params is not None:
        url = url.asking(params) if isinstance(url, Address) else httpx.URL(url, params=params)
    elif isinstance(url, str):
        url = httpx.URL(url)
    named = {**headers, **auth.proof(method, url, headers, content or b"")}
    lines = [(b"Host", url.netloc), *_usual(), *((name.encode(), value.encode()) for name, value in named.items())]
    if content or method in {"POST", "PUT", "PATCH"}:
        lines.append((b"Content-Length", b"%d" % len(content or b"")))
    phases = {"connect": timeout, "read": timeout, "write": timeout, "pool": timeout}
    # Headers and body are given in the form they are sent in: httpx takes five times as long to bring them into it.
    request = httpx.Request(method, _NOWHERE, stream=httpx.ByteStream(content or b""), extensions={"timeout": phases})
    request.url, request.headers = url, Lines(lines)
    return request


@cache
def _usual() -> tuple[tuple[bytes, bytes], ...]:
    """Return the headers httpx puts on every request: which codings it reads, and who it is."""
    client = httpx.Client(transport=httpx.MockTransport(lambda _: httpx.Response(204)))
    return tuple((name.title(), value) for name, value in client.headers.raw if name.lower() != b"accept")


def _note(request: httpx.Request, response: httpx.Response) -> None:
    if _log.isEnabledFor(logging.INFO):
        _log.info("%s %s is answered %d", request.method, request.url.path, response.status_code)


def _read(response: httpx.Response) -> None:
    try:
        response.read()
    except BaseException:
        response.close()
        raise


async def _aread(response: httpx.Response) -> None:
    if isinstance(response.stream, httpx.ByteStream):  # it is at hand, and nothing has to be awaited
        _read(response)
        return
    try:
        await response.aread()
    except BaseException:
        await response.aclose()
        raise
