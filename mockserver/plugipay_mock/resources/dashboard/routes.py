"""The two views of a dashboard, computed from the same books as the reports."""

from __future__ import annotations

from typing import get_args

from plugipay_mock.actor import Caller
from plugipay_mock.resources.checkout_sessions.model import SESSIONS
from plugipay_mock.resources.customers.model import CUSTOMERS
from plugipay_mock.resources.dashboard import wire
from plugipay_mock.resources.dashboard.model import DAYS, daily, last_days
from plugipay_mock.resources.fields import Currency
from plugipay_mock.resources.invoices.model import INVOICES
from plugipay_mock.resources.payouts.funds import funds
from plugipay_mock.resources.reports.model import profit, sales
from plugipay_mock.resources.reports.movements import movements
from plugipay_mock.resources.subscriptions.model import SUBSCRIPTIONS
from plugipay_mock.route import Routes

routes = Routes("/api/v1/dashboard")

_READ = "plugipay:report:read"


@routes.get("/metrics", scope=_READ)
def metrics(caller: Caller, query: wire.MetricsQuery) -> wire.Metrics:
    """Sum the sales of the last days, and show them day by day."""
    period = last_days(DAYS[query.window], caller.now)
    booked = list(movements(caller, period, "IDR"))
    series = [wire.show_day(day, sold) for day, sold in daily(booked, period)]
    return wire.show_metrics(query.window, period, profit(booked), sales(booked), series)


@routes.get("/overview", scope=_READ)
def overview(caller: Caller) -> wire.Overview:
    """Show today's sales, what there is, and what waits for somebody."""
    tenant = caller.tenant
    today = last_days(1, caller.now)
    [(day, sold)] = daily(movements(caller, today, "IDR"), today)
    return {
        "today": wire.show_day(day, sold),
        "balances": [wire.show_funds(funds(caller, currency)) for currency in get_args(Currency)],
        "customers": len(tenant.collection(CUSTOMERS)),
        "activeSubscriptions": tenant.collection(SUBSCRIPTIONS).tally("status", "active"),
        "openInvoices": tenant.collection(INVOICES).tally("status", "open"),
        "pastDueInvoices": tenant.collection(INVOICES).tally("status", "past_due"),
        "sessionsToReview": tenant.collection(SESSIONS).tally("status", "pending_review"),
    }
