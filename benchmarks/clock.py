"""Time that is moved: everything due in between happens."""

from __future__ import annotations

from benchmarks.later import not_yet
from benchmarks.rounds import at_least

BENCHES = (
    not_yet(
        "clock.advance", "advance over 100k subscriptions by 35 days", "renewals/s", ("renewals", "", at_least(20_000))
    ),
)
