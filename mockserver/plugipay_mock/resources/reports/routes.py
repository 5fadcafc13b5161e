"""The three reports."""

from __future__ import annotations

from plugipay_mock.actor import Caller
from plugipay_mock.answers import Raw
from plugipay_mock.clock import epoch
from plugipay_mock.pages import Slice
from plugipay_mock.resources.ledger.model import LEDGER
from plugipay_mock.resources.reports.export import MEDIA_TYPE, ledger_csv
from plugipay_mock.resources.reports.model import flows, profit
from plugipay_mock.resources.reports.movements import movements
from plugipay_mock.resources.reports.wire import (
    CashFlowReport,
    ExportQuery,
    PnLReport,
    ReportQuery,
    show_flows,
    show_profit,
)
from plugipay_mock.route import Routes

routes = Routes("/api/v1/reports")

_READ = "plugipay:report:read"


@routes.get("/pnl", scope=_READ)
def profit_and_loss(caller: Caller, query: ReportQuery) -> PnLReport:
    """Sum revenue, refunds, fees and tax of a period."""
    return show_profit(query, profit(movements(caller, query.period, query.currency)))


@routes.get("/cash-flow", scope=_READ)
def cash_flow(caller: Caller, query: ReportQuery) -> CashFlowReport:
    """Sum the cash of a period by day."""
    return show_flows(query, flows(movements(caller, query.period, query.currency)))


@routes.get("/ledger.csv", scope=_READ, rate="heavy", produces=MEDIA_TYPE)
def export(caller: Caller, query: ExportQuery) -> Raw:
    """Export ledger entries as a file, oldest first."""
    asked = Slice(
        oldest_first=True,
        after=None if query.from_ is None else epoch(query.from_),
        before=None if query.to is None else epoch(query.to),
        filters={} if query.currency is None else {"currency": query.currency},
    )
    content = ledger_csv(caller.tenant.collection(LEDGER).select(asked))
    return Raw(content, MEDIA_TYPE, {"Content-Disposition": 'attachment; filename="ledger.csv"'})
