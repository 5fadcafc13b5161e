"""What the dashboard asks and answers; the facts name no field of an answer, so every one is a guess."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict

from plugipay_mock.binding import Query
from plugipay_mock.clock import Instant, iso
from plugipay_mock.resources.dashboard.model import Window
from plugipay_mock.resources.payouts.model import AvailableBalance
from plugipay_mock.resources.reports.model import Period, Profit, Sales
from plugipay_mock.shown import ShownCurrency


class MetricsQuery(Query):
    """Over how many days to look."""

    window: Window = "30d"


class DaySales(TypedDict):
    """The sales of one UTC day."""

    day: str
    transactionCount: int
    grossVolume: int


Metrics = TypedDict(
    "Metrics",
    {
        "window": Window,
        "from": Instant,
        "to": Instant,
        "currency": Literal["IDR"],
        "transactionCount": int,
        "grossVolume": int,
        "averageAmount": int,
        "refunds": int,
        "net": int,
        "series": list[DaySales],
    },
)
"""The sales of a window, in all and day by day."""


class Funds(TypedDict):
    """What there is of one currency."""

    currency: ShownCurrency
    ledgerBalance: int
    available: int
    locked: int


class Overview(TypedDict):
    """How things stand."""

    today: DaySales
    balances: list[Funds]
    customers: int
    activeSubscriptions: int
    openInvoices: int
    pastDueInvoices: int
    sessionsToReview: int


def show_day(day: str, sold: Sales) -> DaySales:
    """Return one day of a chart."""
    return {"day": day, "transactionCount": sold.count, "grossVolume": sold.volume}


def show_funds(balance: AvailableBalance) -> Funds:
    """Return what there is of one currency."""
    return {
        "currency": balance.currency,
        "ledgerBalance": balance.ledger_balance,
        "available": balance.available,
        "locked": balance.locked,
    }


def show_metrics(window: Window, period: Period, profit: Profit, sold: Sales, series: list[DaySales]) -> Metrics:
    """Return the answer of `GET /dashboard/metrics`."""
    return {
        "window": window,
        "from": iso(period.start),
        "to": iso(period.end),
        "currency": "IDR",
        "transactionCount": sold.count,
        "grossVolume": sold.volume,
        "averageAmount": sold.volume // max(1, sold.count),
        "refunds": profit.refunds,
        "net": profit.net,
        "series": series,
    }
