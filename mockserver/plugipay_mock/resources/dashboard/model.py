"""The stretch of days a chart shows.

Source: SDK facts section 1.1 names the routes and `window`. Guesses: every field; a window is whole UTC days and ends
with today; rupiah only, since sums across currencies would mean nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final, Literal, TypeAlias

from plugipay_mock.clock import Instant, epoch, iso
from plugipay_mock.resources.ledger.model import Total
from plugipay_mock.resources.reports.model import Period, Sales, sales

Window: TypeAlias = Literal["7d", "30d", "90d"]

_DAY: Final = 24 * 3600
DAYS: Final[dict[Window, int]] = {"7d": 7, "30d": 30, "90d": 90}


def last_days(count: int, now: Instant) -> Period:
    """Return today and as many days before as make the count full."""
    tomorrow = (epoch(now) // _DAY + 1) * _DAY
    return Period(tomorrow - count * _DAY, tomorrow)


def daily(movements: Iterable[Total], period: Period) -> list[tuple[str, Sales]]:
    """Return the sales of every day of a period of whole days, also of those without any, oldest first."""
    booked: defaultdict[str, list[Total]] = defaultdict(list)
    for movement in movements:
        booked[_day(movement.created_at)].append(movement)
    starts = range(int(period.start), int(period.end), _DAY)
    return [(day, sales(booked[day])) for day in (_day(iso(float(start))) for start in starts)]


def _day(at: Instant) -> str:
    return at[: len("2026-05-12")]
