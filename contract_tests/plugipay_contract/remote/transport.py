"""The only way to a service that others use: every request passes the guard and the pace, every answer is watched."""

from collections.abc import Sequence
from typing import Protocol

import httpx
import pytest

from plugipay_contract.remote.guard import Guard, operation_of
from plugipay_contract.remote.pace import Pace, Paced


class Watcher(Protocol):
    """Somebody who is told of every answer."""

    def saw(self, operation: str, request: httpx.Request, answer: httpx.Response) -> None:
        """Take note of an answer, which has been read."""


class Watched(httpx.BaseTransport):
    """Tells watchers of every answer.

    It stays open when a client that uses it is closed: who opened `inner` closes that.
    """

    def __init__(self, inner: httpx.BaseTransport, *watchers: Watcher) -> None:
        self._inner = inner
        self._watchers: Sequence[Watcher] = watchers

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer one request."""
        answer = self._inner.handle_request(request)
        answer.read()
        operation = operation_of(request)
        for watcher in self._watchers:
            watcher.saw(operation, request, answer)
        return answer


class RemoteTransport(httpx.BaseTransport):
    """Sends what may be sent; the test that wants to send something else is skipped, with the reason.

    It stays open when a client that uses it is closed: cleaning up comes last, and who opened it closes `inner`.
    """

    def __init__(self, inner: httpx.BaseTransport, guard: Guard, pace: Pace | None, *watchers: Watcher) -> None:
        self._inner = Watched(inner if pace is None else Paced(inner, pace), *watchers)
        self._guard = guard

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer one request."""
        if objection := self._guard.objection(request):
            pytest.skip(f"a remote run {objection}")
        return self._inner.handle_request(request)
