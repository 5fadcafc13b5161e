"""Finds what was booked in a period: whole days by their totals, what sticks out at either end by its entries."""

from __future__ import annotations

from collections.abc import Iterator

from plugipay_mock.actor import Actor
from plugipay_mock.pages import Slice
from plugipay_mock.resources.ledger.model import DAYS, LEDGER, DayTotal, counted, no_movement
from plugipay_mock.resources.reports.model import Period


def movements(actor: Actor, period: Period, currency: str) -> Iterator[DayTotal]:
    """Iterate over everything booked in a period in a currency; the cost is that of its days, not of its entries."""
    filters = {"currency": currency}
    after, before = period.whole_days
    yield from actor.tenant.collection(DAYS).select(Slice(after=after, before=before, filters=filters))
    for after, before in period.edges:
        for entry in actor.tenant.collection(LEDGER).select(Slice(after=after, before=before, filters=filters)):
            yield counted(no_movement(entry.code, currency, entry.posted_at), entry)
