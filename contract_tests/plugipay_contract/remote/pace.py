"""Going gently: so many requests a second at most, fewer where the service says so."""

from __future__ import annotations

import re
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TypeAlias

import httpx

from plugipay_contract import facts

PATIENCE = 60.0
"""The longest a single wait may be, in seconds."""

REPEATS = 4
"""How often a limited call is sent again: within the 300 seconds for which a signature is good."""

PLANNED = "plugipay_planned"
"""The extension of a request whose answer a fault was planned for."""

Bucket: TypeAlias = tuple[str, str]
_KEY_ID = re.compile(r"keyId=[^,]*|Bearer .*")


@dataclass(frozen=True)
class Waiting:
    """How time is told and spent; another one lets no time pass."""

    now: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep


class Pace:
    """Spaces requests out, and holds back those whose bucket is empty.

    A bucket is a key's, for reads, writes or heavy calls (API page on rate limits); it is the workspace's in truth, but
    nobody tells whose a key is.
    """

    def __init__(self, per_second: float, waiting: Waiting) -> None:
        self._gap = 1 / per_second if per_second else 0.0
        self._waiting = waiting
        self._next = 0.0
        self._resume: dict[Bucket, float] = defaultdict(float)
        self._lock = threading.Lock()

    def wait(self, bucket: Bucket) -> None:
        """Wait until a request out of this bucket may be sent."""
        with self._lock:
            now = self._waiting.now()
            turn = max(now, self._resume[bucket])
            if self._gap:
                turn = max(turn, self._next)
                self._next = turn + self._gap
        if turn > now:
            self._waiting.sleep(turn - now)

    def heed(self, bucket: Bucket, answer: httpx.Response) -> None:
        """Hold a bucket's calls back when an answer says that nothing is left, or that this was too much already."""
        pause = pause_of(answer, self._waiting.now())
        if pause:
            with self._lock:
                self._resume[bucket] = self._waiting.now() + min(pause, PATIENCE)


class Paced(httpx.BaseTransport):
    """Sends at a pace. A limited call is sent again as it is, key and signature and all, unless a fault limited it.

    It stays open when a client that uses it is closed: who opened `inner` closes that.
    """

    def __init__(self, inner: httpx.BaseTransport, pace: Pace) -> None:
        self._inner, self._pace = inner, pace

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer one request."""
        bucket = bucket_of(request)
        answer = self._once(request, bucket)
        for _ in range(REPEATS):
            if answer.status_code != httpx.codes.TOO_MANY_REQUESTS or request.extensions.get(PLANNED):
                break
            answer = self._once(request, bucket)
        return answer

    def _once(self, request: httpx.Request, bucket: Bucket) -> httpx.Response:
        self._pace.wait(bucket)
        answer = self._inner.handle_request(request)
        answer.read()
        self._pace.heed(bucket, answer)
        return answer


def bucket_of(request: httpx.Request) -> Bucket:
    """Out of which bucket a request takes: whose, and for what kind of calls."""
    route = facts.route_of(request.method, request.url.path)
    usual = "read" if request.method == "GET" else "write"
    whose = _KEY_ID.search(request.headers.get("Authorization", ""))
    return whose[0] if whose else "", usual if route is None else route.rate_class


def pause_of(answer: httpx.Response, now: float) -> float:
    """For how many seconds an answer asks one to wait: `Retry-After`, or until `X-RateLimit-Reset` when none is left.

    The reset is in epoch seconds of the service's own clock, which its `Date` tells.
    """
    if answer.status_code == httpx.codes.TOO_MANY_REQUESTS:
        return _number(answer.headers.get("Retry-After"), 1.0)
    if answer.headers.get("X-RateLimit-Remaining") != "0":
        return 0.0
    there = parsedate_to_datetime(answer.headers["Date"]).timestamp() if "Date" in answer.headers else now
    return max(0.0, _number(answer.headers.get("X-RateLimit-Reset"), there) - there)


def _number(text: str | None, otherwise: float) -> float:
    try:
        return float(text or "")
    except ValueError:
        return otherwise
