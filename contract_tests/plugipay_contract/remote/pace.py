"""Going gently: so many requests a second at most, fewer where the service says so."""

import threading
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

import httpx

PATIENCE = 60.0
"""The longest a single wait may be, in seconds."""

REPEATS = 4
"""How often a limited call is sent again: within the 300 seconds for which a signature is good."""


@dataclass(frozen=True)
class Waiting:
    """How time is told and spent; another one lets no time pass."""

    now: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep


class Pace:
    """Spaces requests out, and holds back those of a class whose limit is reached.

    The classes are those of the route table: read, write and heavy (API page on rate limits).
    """

    def __init__(self, per_second: float, waiting: Waiting) -> None:
        self._gap = 1 / per_second if per_second else 0.0
        self._waiting = waiting
        self._next = 0.0
        self._resume: dict[str, float] = defaultdict(float)
        self._lock = threading.Lock()

    def wait(self, rate_class: str) -> None:
        """Wait until a request of this class may be sent."""
        with self._lock:
            now = self._waiting.now()
            turn = max(now, self._next, self._resume[rate_class])
            self._next = turn + self._gap
        if turn > now:
            self._waiting.sleep(turn - now)

    def heed(self, rate_class: str, answer: httpx.Response) -> None:
        """Hold the class back when an answer says that nothing is left, or that this was too much already."""
        pause = pause_of(answer, self._waiting.now())
        if pause:
            with self._lock:
                self._resume[rate_class] = self._waiting.now() + min(pause, PATIENCE)


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
