"""Rate limits: a token bucket for each class of calls, per workspace and mode, on the world clock.

Source: the API page on rate limits (100 reads and 20 writes a second, 5 heavy calls a minute, three headers).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, TypeAlias

from plugipay_mock.errors import RateLimited

RateClass: TypeAlias = Literal["read", "write", "heavy"]


@dataclass(frozen=True, slots=True)
class Rate:
    """So many calls in so many seconds."""

    calls: int
    seconds: float


RATES: Final[dict[RateClass, Rate]] = {"read": Rate(100, 1), "write": Rate(20, 1), "heavy": Rate(5, 60)}

_ROUNDING: Final = 1e-9
"""What a whole call may lack: a twentieth of a second refills one write, but not in binary fractions."""


class Buckets:
    """The buckets of one tenant; a full bucket is not kept."""

    def __init__(self) -> None:
        self._levels: dict[RateClass, tuple[float, float]] = {}

    def copy(self) -> Buckets:
        """Return buckets of the same levels."""
        twin = Buckets()
        twin._levels = dict(self._levels)
        return twin

    def level(self, rate_class: RateClass, now: float) -> float:
        """Return how many calls of a class are left at a world time."""
        rate = RATES[rate_class]
        left, since = self._levels.get(rate_class, (float(rate.calls), now))
        return min(rate.calls, left + max(0.0, now - since) * rate.calls / rate.seconds)

    def take(self, rate_class: RateClass, now: float) -> None:
        """Spend one call.

        Raises:
            RateLimited: there is none left; `Retry-After` says in how many whole seconds there is.
        """
        left = self.level(rate_class, now)
        self._levels[rate_class] = (left, now)
        if left < 1 - _ROUNDING:
            rate = RATES[rate_class]
            wait = max(1, math.ceil((1 - left) * rate.seconds / rate.calls))
            raise RateLimited(
                f"Too many {rate_class} requests: {rate.calls} per {rate.seconds:.0f} s are allowed; retry in {wait} s",
                headers={"Retry-After": str(wait)},
            )
        self._levels[rate_class] = (max(0.0, left - 1), now)

    def headers(self, rate_class: RateClass, now: float) -> Mapping[str, str]:
        """Return the three headers every answer carries; `Reset` is when the bucket is full again, epoch seconds."""
        rate = RATES[rate_class]
        left = self.level(rate_class, now) if self._levels else rate.calls
        return _told(rate.calls, int(left), math.ceil(now + (rate.calls - left) * rate.seconds / rate.calls))


@lru_cache(maxsize=64)  # within a second, most answers say the same
def _told(calls: int, left: int, full_at: int) -> Mapping[str, str]:
    return {
        "X-RateLimit-Limit": str(calls),
        "X-RateLimit-Remaining": str(left),
        "X-RateLimit-Reset": str(full_at),
    }
