"""What callers ask of the reports and what they answer (source: SDK facts sections 1.1 and 2.3)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from plugipay_mock.binding import Query
from plugipay_mock.clock import Instant, epoch
from plugipay_mock.resources.fields import Currency, DateOrTime
from plugipay_mock.resources.reports.model import Flow, Period, Profit


class ReportQuery(Query):
    """The period and the currency of a report."""

    from_: Annotated[DateOrTime, Field(alias="from")]
    to: DateOrTime
    currency: Currency = "IDR"

    @property
    def period(self) -> Period:
        """The period asked for.

        Raises:
            InvalidRequest: it ends before it starts.
        """
        return Period(epoch(self.from_), epoch(self.to))


class ExportQuery(Query):
    """Which entries to export; all of them when nothing is asked."""

    from_: Annotated[DateOrTime | None, Field(alias="from")] = None
    to: DateOrTime | None = None
    currency: Currency | None = None


class ProfitLine(TypedDict):
    """One code of a profit and loss report."""

    code: str
    amount: int


PnLReport = TypedDict(
    "PnLReport",
    {
        "from": Instant,
        "to": Instant,
        "currency": Currency,
        "revenue": int,
        "refunds": int,
        "platformFees": int,
        "tax": int,
        "net": int,
        "lines": list[ProfitLine],
    },
)
"""What was earned in a period."""


class CashFlowBucket(TypedDict):
    """The cash of one UTC day."""

    day: str
    inflow: int
    outflow: int
    net: int


CashFlowReport = TypedDict(
    "CashFlowReport",
    {
        "from": Instant,
        "to": Instant,
        "currency": Currency,
        "totalInflow": int,
        "totalOutflow": int,
        "net": int,
        "buckets": list[CashFlowBucket],
    },
)
"""What cash came and went in a period."""


def show_profit(query: ReportQuery, profit: Profit) -> PnLReport:
    """Return the answer of `GET /reports/pnl`."""
    return {
        "from": query.from_,
        "to": query.to,
        "currency": query.currency,
        "revenue": profit.revenue,
        "refunds": profit.refunds,
        "platformFees": profit.platform_fees,
        "tax": profit.tax,
        "net": profit.net,
        "lines": [{"code": code, "amount": amount} for code, amount in profit.lines],
    }


def show_flows(query: ReportQuery, flows: list[Flow]) -> CashFlowReport:
    """Return the answer of `GET /reports/cash-flow`."""
    return {
        "from": query.from_,
        "to": query.to,
        "currency": query.currency,
        "totalInflow": sum(flow.inflow for flow in flows),
        "totalOutflow": sum(flow.outflow for flow in flows),
        "net": sum(flow.net for flow in flows),
        "buckets": [
            {"day": flow.day, "inflow": flow.inflow, "outflow": flow.outflow, "net": flow.net} for flow in flows
        ],
    }
