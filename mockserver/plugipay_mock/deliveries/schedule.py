"""When a delivery is tried again, and when an endpoint is given up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """How patient the sender is; times in seconds of the world clock, but for the limit of an attempt.

    Source: 10 s for an attempt and the end after 72 h are documented (API facts 8.1), as are 20 failures in a row over
    at least 24 h (SDK facts 6). The delays are those of sibling products; after the last of them it repeats (a guess).

    Attributes:
        delays: before the second attempt, the third, and so on; the last one repeats.
        gives_up_after: the age of an event at which it is not tried again.
        attempt_limit: real seconds a receiver has to answer.
        failures: so many in a row, and
        failing_for: over so long at least, disable an endpoint.
    """

    delays: tuple[float, ...] = (60, 300, 1_500, 7_200, 43_200)
    gives_up_after: float = 72 * 3600
    attempt_limit: float = 10
    failures: int = 20
    failing_for: float = 24 * 3600

    def __post_init__(self) -> None:
        """Refuse delays that would let time stand still."""
        if not self.delays or min(self.delays) <= 0:
            raise ValueError("delays must be one or more positive numbers of seconds")

    def delay(self, attempts: int) -> float:
        """Return the seconds to wait after so many attempts."""
        return self.delays[min(attempts, len(self.delays)) - 1]


SCHEDULE: Final = Schedule()
