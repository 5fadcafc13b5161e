"""One working call of every operation that only reads, with a query where there can be one."""

from collections.abc import Callable

from plugipay_contract import money, operations, recipes
from plugipay_contract.caller import Caller
from plugipay_contract.more_operations import CARD, HOOK, TEMPLATE, new
from plugipay_contract.operations import Call, Prepare

Query = dict[str, str | int | bool]

SPAN: Query = {"to": "2100-01-01T00:00:00+07:00", "from": "2000-01-01T00:00:00+07:00"}
SINCE = "2000-01-01T00:00:00+07:00"
PAGE: Query = {"order": "asc", "limit": 5}


def undelivered(caller: Caller) -> money.Thing:
    """A delivery that was given up without an attempt, for subjects that make trouble on demand."""
    caller.control("webhooks/manner", {"manner": "sync"})
    caller.control("webhooks/trouble", {"kind": "drop"})
    new("webhooks", {**HOOK, "events": ["customer.created"]})(caller)
    recipes.new_customer(caller)
    caller.control("webhooks/manner", {"manner": "collect"})
    return money.listed(caller, "webhooks/deliveries")[0]


def told_event(caller: Caller) -> money.Thing:
    """The event of a customer just made."""
    return money.log_of(caller, recipes.new_customer(caller))[0]


def a_refund(caller: Caller) -> money.Thing:
    """A refund that succeeded."""
    return money.made(money.refund(caller, money.paid_session(caller)))


def brought(caller: Caller) -> money.Thing:
    """A merchant whom a partner of the platform brought."""
    account_id = recipes.new_customer(caller)["accountId"]
    merchant = {"accountId": account_id, "partner": recipes.unique(), "discountRate": 0.003}
    return money.made(money.post(caller.using("platform"), "/api/v1/admin/workspaces", merchant))


def at(target: str, **query: str | int | bool) -> Prepare:
    """A read that needs nothing before it."""
    return lambda _: Call(f"/api/v1/{target}", query=query)


def of(way: Callable[[Caller], money.Thing], target: str, field: str = "id", **query: str | int | bool) -> Prepare:
    """A read of something that was made for it; `{}` in the target is its id, or another field of it."""
    return lambda caller: Call(f"/api/v1/{target}".replace("{}", way(caller)[field]), query=query)


def operated(target: str) -> Prepare:
    """A read that only an operator may do."""
    return at(f"admin-portal/{target}")


def used_by(caller: Caller) -> Call:
    """What the merchants of a partner sold."""
    return Call("/api/v1/admin/partner/usage", query={"partner": brought(caller)["partner"], **SPAN}, by="platform")


READS: dict[str, Prepare] = {
    "GET /api/v1/account": at("account"),
    "GET /api/v1/account/linked-accounts": at("account/linked-accounts"),
    "GET /api/v1/account/members": at("account/members"),
    "GET /api/v1/account/sessions": at("account/sessions"),
    "GET /api/v1/adapters": at("adapters"),
    "GET /api/v1/adapters/managed/onboarding": at("adapters/managed/onboarding"),
    "GET /api/v1/api-keys": at("api-keys"),
    "GET /api/v1/billing/plans": at("billing/plans"),
    "GET /api/v1/billing/summary": at("billing/summary"),
    "GET /api/v1/billing/tiers": at("billing/tiers"),
    "GET /api/v1/checkout/settings": at("checkout/settings"),
    "GET /api/v1/checkout-sessions/{}": of(money.new_session, "checkout-sessions/{}"),
    "GET /api/v1/checkout-sessions": at("checkout-sessions", status="open", createdAfter=SINCE, **PAGE),
    "GET /api/v1/checkout-sessions/{}/receipt": of(money.paid_session, "checkout-sessions/{}/receipt"),
    "GET /api/v1/checkout-sessions/{}/receipt-link": of(money.paid_session, "checkout-sessions/{}/receipt-link"),
    "GET /api/v1/checkout-sessions/{}/receipt.escpos": of(
        money.paid_session, "checkout-sessions/{}/receipt.escpos", width=58
    ),
    "GET /api/v1/checkout-sessions/{}/receipt.html": of(money.paid_session, "checkout-sessions/{}/receipt.html"),
    "GET /api/v1/checkout-sessions/{}/receipt.pdf": of(money.paid_session, "checkout-sessions/{}/receipt.pdf"),
    "GET /api/v1/config": at("config"),
    "GET /api/v1/customers/{}": of(recipes.new_customer, "customers/{}"),
    "GET /api/v1/customers": at("customers", externalId="No 7 & co + 1", email="ada+1@example.com", **PAGE),
    "GET /api/v1/dashboard/metrics": at("dashboard/metrics", window="7d"),
    "GET /api/v1/dashboard/overview": at("dashboard/overview"),
    "GET /api/v1/events/{}": of(told_event, "events/{}"),
    "GET /api/v1/events": at("events", type="plugipay.customer.created.v1", occurredAfter=SINCE, **PAGE),
    "GET /api/v1/events/types": at("events/types"),
    "GET /api/v1/gift-cards/{}": of(new("gift-cards", CARD), "gift-cards/{}", "code"),
    "GET /api/v1/gift-cards": at("gift-cards", status="active", **PAGE),
    "GET /api/v1/invoices/{}": of(money.new_invoice, "invoices/{}"),
    "GET /api/v1/invoices/{}/invoice.escpos": of(money.new_invoice, "invoices/{}/invoice.escpos", width=80),
    "GET /api/v1/invoices/{}/invoice.html": of(money.new_invoice, "invoices/{}/invoice.html"),
    "GET /api/v1/invoices/{}/invoice.pdf": of(money.new_invoice, "invoices/{}/invoice.pdf"),
    "GET /api/v1/invoices": at("invoices", status="draft", **PAGE),
    "GET /api/v1/invoices/{}/pdf": of(money.new_invoice, "invoices/{}/pdf"),
    "GET /api/v1/invoices/{}/receipt": of(money.paid_invoice, "invoices/{}/receipt"),
    "GET /api/v1/ledger/balances": at("ledger/balances"),
    "GET /api/v1/ledger": at("ledger", sourceType="refund", code="cash", **PAGE),
    "GET /api/v1/payouts/balance": at("payouts/balance"),
    "GET /api/v1/payouts/bank-account": at("payouts/bank-account"),
    "GET /api/v1/payouts/{}": of(money.new_payout, "payouts/{}"),
    "GET /api/v1/payouts": at("payouts", status="pending", limit=5),
    "GET /api/v1/plans/{}": of(money.new_plan, "plans/{}"),
    "GET /api/v1/plans": at("plans", limit=5, active=True),
    "GET /api/v1/public/checkout/invoices/{}": of(operations.open_invoice, "public/checkout/invoices/{}"),
    "GET /api/v1/public/checkout/receipts/{}": of(operations.a_receipt, "public/checkout/receipts/{}"),
    "GET /api/v1/public/checkout/sessions/{}": of(money.new_session, "public/checkout/sessions/{}"),
    "GET /api/v1/public/checkout/sessions/{}/receipt": of(money.paid_session, "public/checkout/sessions/{}/receipt"),
    "GET /api/v1/receipts/{}": of(operations.a_receipt, "receipts/{}"),
    "GET /api/v1/receipts": at("receipts", sourceType="invoice", issuedAfter=SINCE, limit=5),
    "GET /api/v1/receipts/{}/receipt.escpos": of(operations.a_receipt, "receipts/{}/receipt.escpos", width=58),
    "GET /api/v1/receipts/{}/receipt.html": of(operations.a_receipt, "receipts/{}/receipt.html"),
    "GET /api/v1/receipts/{}/receipt.pdf": of(operations.a_receipt, "receipts/{}/receipt.pdf"),
    "GET /api/v1/refunds/{}": of(a_refund, "refunds/{}"),
    "GET /api/v1/refunds": at("refunds", status="succeeded", **PAGE),
    "GET /api/v1/reports/cash-flow": at("reports/cash-flow", **SPAN),
    "GET /api/v1/reports/ledger.csv": at("reports/ledger.csv"),
    "GET /api/v1/reports/pnl": at("reports/pnl", currency="IDR", **SPAN),
    "GET /api/v1/subscriptions/{}": of(money.new_subscription, "subscriptions/{}"),
    "GET /api/v1/subscriptions": at("subscriptions", status="active", **PAGE),
    "GET /api/v1/templates/{}": of(new("templates", TEMPLATE), "templates/{}"),
    "GET /api/v1/templates": at("templates", kind="receipt"),
    "GET /api/v1/webhooks/deliveries": at("webhooks/deliveries", type="plugipay.invoice.paid.v1", limit=5),
    "GET /api/v1/webhooks/deliveries/{}": of(undelivered, "webhooks/deliveries/{}"),
    "GET /api/v1/webhooks": at("webhooks"),
    "GET /api/v1/workspaces": at("workspaces"),
    "GET /api/v1/admin-portal/me": operated("me"),
    "GET /api/v1/admin-portal/billing-accounts": operated("billing-accounts"),
    "GET /api/v1/admin-portal/partners": operated("partners"),
    "GET /api/v1/admin/workspaces/{}": lambda caller: Call(
        f"/api/v1/admin/workspaces/{brought(caller)['accountId']}", by="platform"
    ),
    "GET /api/v1/admin/partner/usage": used_by,
    "GET /api/v1/webhook-endpoints": at("webhook-endpoints"),
}
