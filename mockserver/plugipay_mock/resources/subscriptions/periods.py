"""Billing periods, counted from the first of them in UTC.

A month or a year later is the same day of the month, or its last day where there is no such day; counting from the
first period keeps the 31st after a February (a guess).
"""

from __future__ import annotations

from calendar import monthrange
from datetime import datetime, timedelta

from plugipay_mock.clock import Instant, iso
from plugipay_mock.resources.plans.model import Interval


def later(start: Instant, interval: Interval, count: int) -> Instant:
    """Return the moment so many intervals after another."""
    moment = datetime.fromisoformat(start)
    match interval:
        case "day":
            moment += timedelta(days=count)
        case "week":
            moment += timedelta(weeks=count)
        case "month":
            moment = _months_later(moment, count)
        case "year":
            moment = _months_later(moment, 12 * count)
    return iso(moment.timestamp())


def _months_later(moment: datetime, count: int) -> datetime:
    years, month = divmod(moment.month - 1 + count, 12)
    year, month = moment.year + years, month + 1
    return moment.replace(year=year, month=month, day=min(moment.day, monthrange(year, month)[1]))
