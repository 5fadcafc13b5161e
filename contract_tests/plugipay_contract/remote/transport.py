"""The only way to a service that others use: every request passes the guard and the pace, every answer is watched."""

from collections.abc import Sequence
from typing import Protocol

import httpx
import pytest

from plugipay_contract import facts
from plugipay_contract.remote.guard import Guard, operation_of
from plugipay_contract.remote.pace import REPEATS, Pace

_CLASSES = {route.operation: route.rate_class for route in facts.ROUTES}


class Watcher(Protocol):
    """Somebody who is told of every answer."""

    def saw(self, operation: str, request: httpx.Request, answer: httpx.Response) -> None:
        """Take note of an answer, which has been read."""


class RemoteTransport(httpx.BaseTransport):
    """Sends what may be sent; the test that wants to send something else is skipped, with the reason.

    It stays open when a client that uses it is closed: cleaning up comes last, and who opened it closes `inner`.
    """

    def __init__(self, inner: httpx.BaseTransport, guard: Guard, pace: Pace | None, *watchers: Watcher) -> None:
        self._inner, self._guard, self._pace = inner, guard, pace
        self._watchers: Sequence[Watcher] = watchers

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer one request."""
        if objection := self._guard.objection(request):
            pytest.skip(f"a remote run {objection}")
        operation = operation_of(request)
        answer = self._sent(request, _CLASSES.get(operation, "read" if request.method == "GET" else "write"))
        for watcher in self._watchers:
            watcher.saw(operation, request, answer)
        return answer

    def _sent(self, request: httpx.Request, rate_class: str) -> httpx.Response:
        """The answer; a limited call is sent again as it is, key and signature and all."""
        answer = self._once(request, rate_class)
        for _ in range(REPEATS if self._pace else 0):
            if answer.status_code != httpx.codes.TOO_MANY_REQUESTS:
                break
            answer = self._once(request, rate_class)
        return answer

    def _once(self, request: httpx.Request, rate_class: str) -> httpx.Response:
        if self._pace is None:
            return _read(self._inner.handle_request(request))
        self._pace.wait(rate_class)
        answer = _read(self._inner.handle_request(request))
        self._pace.heed(rate_class, answer)
        return answer


def _read(answer: httpx.Response) -> httpx.Response:
    answer.read()
    return answer
