"""The calls of the money core, each with what it must send; written from the SDK facts and the route table."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

FEATURES = {
    "selfServeCancel": True,
    "selfServePause": False,
    "selfServeUpgrade": False,
    "selfServeDowngrade": False,
    "updatePaymentMethod": True,
}
LINES = [{"description": "Tea", "quantity": 1, "unitAmount": 25_000}]
SESSION = {"amount": 50_000, "currency": "IDR", "methods": ["va"]}
BANK = {"bankName": "BCA", "bankAccountNumber": "1", "bankAccountHolder": "Ada"}


@dataclass(frozen=True)
class MoneyCall:
    """One call: how it is made, the operation it is, and the query and body it sends."""

    call: Callable[[Any], Any]
    operation: str
    body: Any = None
    query: dict[str, str] = field(default_factory=dict[str, str])
    paged: bool = False


CALLS: dict[str, MoneyCall] = {
    "plans-create": MoneyCall(
        lambda client: client.plans.create(name="Tea club", currency="IDR", amount=150_000, interval="month"),
        "POST /api/v1/plans",
        {
            "name": "Tea club",
            "interval": "month",
            "prices": [{"currency": "IDR", "model": "flat", "unitAmount": 150_000}],
            "portalFeatures": FEATURES,
        },
    ),
    "plans-get": MoneyCall(lambda client: client.plans.get("plan_1"), "GET /api/v1/plans/plan_1"),
    "plans-list": MoneyCall(
        lambda client: client.plans.list(limit=2, active=True, cursor="c", order="asc"),
        "GET /api/v1/plans",
        query={"limit": "2", "active": "true", "cursor": "c", "order": "asc"},
        paged=True,
    ),
    "plans-update": MoneyCall(
        lambda client: client.plans.update("plan_1", name="Coffee club"),
        "PATCH /api/v1/plans/plan_1",
        {"name": "Coffee club"},
    ),
    "plans-archive": MoneyCall(lambda client: client.plans.archive("plan_1"), "POST /api/v1/plans/plan_1/archive", {}),
    "sessions-create": MoneyCall(
        lambda client: client.checkout_sessions.create(
            amount=50_000, currency="IDR", methods=["va"], success_url="https://a.id/s", cancel_url="https://a.id/c"
        ),
        "POST /api/v1/checkout-sessions",
        SESSION | {"successUrl": "https://a.id/s", "cancelUrl": "https://a.id/c", "lineItems": []},
    ),
    "sessions-get": MoneyCall(
        lambda client: client.checkout_sessions.get("cs_1"), "GET /api/v1/checkout-sessions/cs_1"
    ),
    "sessions-list": MoneyCall(
        lambda client: client.checkout_sessions.list(limit=2, status="open", customer_id="cus_1"),
        "GET /api/v1/checkout-sessions",
        query={"limit": "2", "status": "open", "customerId": "cus_1"},
        paged=True,
    ),
    "sessions-cancel": MoneyCall(
        lambda client: client.checkout_sessions.cancel("cs_1"), "POST /api/v1/checkout-sessions/cs_1/cancel", {}
    ),
    "sessions-confirm": MoneyCall(
        lambda client: client.checkout_sessions.confirm("cs_1"), "POST /api/v1/checkout-sessions/cs_1/confirm", {}
    ),
    "invoices-create": MoneyCall(
        lambda client: client.invoices.create(customer_id="cus_1", currency="IDR", lines=LINES, discount=500, tax=0),
        "POST /api/v1/invoices",
        {"customerId": "cus_1", "currency": "IDR", "lines": LINES, "discount": 500, "tax": 0},
    ),
    "invoices-get": MoneyCall(lambda client: client.invoices.get("inv_1"), "GET /api/v1/invoices/inv_1"),
    "invoices-list": MoneyCall(
        lambda client: client.invoices.list(limit=2, cursor="c", status="open", customer_id="cus_1"),
        "GET /api/v1/invoices",
        query={"limit": "2", "cursor": "c", "status": "open", "customerId": "cus_1"},
        paged=True,
    ),
    "invoices-finalize": MoneyCall(
        lambda client: client.invoices.finalize("inv_1"), "POST /api/v1/invoices/inv_1/finalize", {}
    ),
    "invoices-pay": MoneyCall(lambda client: client.invoices.pay("inv_1"), "POST /api/v1/invoices/inv_1/pay", {}),
    "invoices-void": MoneyCall(lambda client: client.invoices.void("inv_1"), "POST /api/v1/invoices/inv_1/void", {}),
    "invoices-send-email": MoneyCall(
        lambda client: client.invoices.send_email("inv_1", to="ada@example.com"),
        "POST /api/v1/invoices/inv_1/send-email",
        {"to": "ada@example.com"},
    ),
    "subscriptions-create": MoneyCall(
        lambda client: client.subscriptions.create(
            customer_id="cus_1", plan_id="plan_1", price_id="price_1", trial_days=7, initial_discount=500
        ),
        "POST /api/v1/subscriptions",
        {"customerId": "cus_1", "planId": "plan_1", "priceId": "price_1", "trialDays": 7, "initialDiscount": 500},
    ),
    "subscriptions-get": MoneyCall(lambda client: client.subscriptions.get("sub_1"), "GET /api/v1/subscriptions/sub_1"),
    "subscriptions-list": MoneyCall(
        lambda client: client.subscriptions.list(limit=2, status="active", customer_id="cus_1", plan_id="plan_1"),
        "GET /api/v1/subscriptions",
        query={"limit": "2", "status": "active", "customerId": "cus_1", "planId": "plan_1"},
        paged=True,
    ),
    "subscriptions-cancel": MoneyCall(
        lambda client: client.subscriptions.cancel("sub_1"),
        "POST /api/v1/subscriptions/sub_1/cancel",
        {"at": "period_end"},
    ),
    "subscriptions-cancel-now": MoneyCall(
        lambda client: client.subscriptions.cancel("sub_1", at="now"),
        "POST /api/v1/subscriptions/sub_1/cancel",
        {"at": "now"},
    ),
    "subscriptions-pause": MoneyCall(
        lambda client: client.subscriptions.pause("sub_1"), "POST /api/v1/subscriptions/sub_1/pause", {}
    ),
    "subscriptions-pause-until": MoneyCall(
        lambda client: client.subscriptions.pause("sub_1", resume_at="2026-03-01T00:00:00Z"),
        "POST /api/v1/subscriptions/sub_1/pause",
        {"resumeAt": "2026-03-01T00:00:00Z"},
    ),
    "subscriptions-resume": MoneyCall(
        lambda client: client.subscriptions.resume("sub_1"), "POST /api/v1/subscriptions/sub_1/resume", {}
    ),
    "refunds-create": MoneyCall(
        lambda client: client.refunds.create(
            source_type="checkout_session", source_id="cs_1", amount=500, reason="duplicate"
        ),
        "POST /api/v1/refunds",
        {"sourceType": "checkout_session", "sourceId": "cs_1", "amount": 500, "reason": "duplicate"},
    ),
    "refunds-get": MoneyCall(lambda client: client.refunds.get("rf_1"), "GET /api/v1/refunds/rf_1"),
    "refunds-list": MoneyCall(
        lambda client: client.refunds.list(limit=2, cursor="c", status="succeeded"),
        "GET /api/v1/refunds",
        query={"limit": "2", "cursor": "c", "status": "succeeded"},
        paged=True,
    ),
    "payouts-create": MoneyCall(
        lambda client: client.payouts.create(amount=500, currency="IDR", bank_name="BCA", note="rent"),
        "POST /api/v1/payouts",
        {"amount": 500, "currency": "IDR", "bankName": "BCA", "note": "rent"},
    ),
    "payouts-get": MoneyCall(lambda client: client.payouts.get("po_1"), "GET /api/v1/payouts/po_1"),
    "payouts-list": MoneyCall(
        lambda client: client.payouts.list(limit=2, cursor="c", status="pending"),
        "GET /api/v1/payouts",
        query={"limit": "2", "cursor": "c", "status": "pending"},
        paged=True,
    ),
    "payouts-cancel": MoneyCall(lambda client: client.payouts.cancel("po_1"), "POST /api/v1/payouts/po_1/cancel", {}),
    "payouts-mark-in-transit": MoneyCall(
        lambda client: client.payouts.mark_in_transit("po_1"),
        "POST /api/v1/payouts/po_1/mark-in-transit",
        {"reference": None},
    ),
    "payouts-mark-paid": MoneyCall(
        lambda client: client.payouts.mark_paid("po_1", reference="TRF-1"),
        "POST /api/v1/payouts/po_1/mark-paid",
        {"reference": "TRF-1"},
    ),
    "payouts-mark-failed": MoneyCall(
        lambda client: client.payouts.mark_failed("po_1", failure_reason="closed"),
        "POST /api/v1/payouts/po_1/mark-failed",
        {"failureReason": "closed"},
    ),
    "payouts-balance": MoneyCall(lambda client: client.payouts.balance(), "GET /api/v1/payouts/balance"),
    "payouts-bank-account": MoneyCall(
        lambda client: client.payouts.get_bank_account(), "GET /api/v1/payouts/bank-account"
    ),
    "payouts-update-bank-account": MoneyCall(
        lambda client: client.payouts.update_bank_account(
            bank_name="BCA", bank_account_number="1", bank_account_holder="Ada", bank_code="014"
        ),
        "PATCH /api/v1/payouts/bank-account",
        BANK | {"bankCode": "014"},
    ),
    "ledger-list": MoneyCall(
        lambda client: client.ledger.list(limit=2, cursor="c", code="cash", source_type="refund", source_id="rf_1"),
        "GET /api/v1/ledger",
        query={"limit": "2", "cursor": "c", "code": "cash", "sourceType": "refund", "sourceId": "rf_1"},
        paged=True,
    ),
    "ledger-balances": MoneyCall(lambda client: client.ledger.balances(), "GET /api/v1/ledger/balances", paged=True),
    "reports-pnl": MoneyCall(
        lambda client: client.reports.pnl(from_="2026-01-01", to="2026-02-01", currency="IDR"),
        "GET /api/v1/reports/pnl",
        query={"from": "2026-01-01", "to": "2026-02-01", "currency": "IDR"},
    ),
    "reports-cash-flow": MoneyCall(
        lambda client: client.reports.cash_flow(from_="2026-01-01", to="2026-02-01"),
        "GET /api/v1/reports/cash-flow",
        query={"from": "2026-01-01", "to": "2026-02-01"},
    ),
    "receipts-get": MoneyCall(lambda client: client.receipts.get("rcpt_1"), "GET /api/v1/receipts/rcpt_1"),
    "receipts-list": MoneyCall(
        lambda client: client.receipts.list(limit=2, cursor="c"),
        "GET /api/v1/receipts",
        query={"limit": "2", "cursor": "c"},
        paged=True,
    ),
    "events-get": MoneyCall(lambda client: client.events.get("evt_1"), "GET /api/v1/events/evt_1"),
    "events-list": MoneyCall(
        lambda client: client.events.list(limit=2, cursor="c", type="plugipay.invoice.paid.v1"),
        "GET /api/v1/events",
        query={"limit": "2", "cursor": "c", "type": "plugipay.invoice.paid.v1"},
        paged=True,
    ),
}
