"""The calls of the money core; written from the SDK facts and the route table."""

from plugipay_contract.client.api_call import call

FEATURES = {
    "selfServeCancel": True,
    "selfServePause": False,
    "selfServeUpgrade": False,
    "selfServeDowngrade": False,
    "updatePaymentMethod": True,
}
LINES = [{"description": "Tea", "quantity": 1, "unitAmount": 25_000}]
SOLD = {"amount": 50_000, "currency": "IDR", "methods": ["va"]}
FLAT = {"currency": "IDR", "model": "flat", "unitAmount": 150_000}
MAIL = {"to": "ada@example.com"}
NEXT = {"limit": "2", "cursor": "c"}

PLANS = (
    call("plans.create", "POST /plans", name="Tea club", currency="IDR", amount=150_000, interval="month").sending(
        name="Tea club", interval="month", prices=[FLAT], portalFeatures=FEATURES
    ),
    call("plans.get", "GET /plans/plan_1", "plan_1"),
    call("plans.list", "GET /plans", limit=2, active=True, cursor="c", order="asc")
    .asking(NEXT | {"active": "true", "order": "asc"})
    .giving("page"),
    call("plans.update", "PATCH /plans/plan_1", "plan_1", name="Coffee club").sending(name="Coffee club"),
    call("plans.archive", "POST /plans/plan_1/archive", "plan_1").sending(),
)

SESSIONS = (
    call(
        "checkout_sessions.create",
        "POST /checkout-sessions",
        **SOLD,
        success_url="https://a.id/s",
        cancel_url="https://a.id/c",
    ).sending(**SOLD, successUrl="https://a.id/s", cancelUrl="https://a.id/c", lineItems=[]),
    call("checkout_sessions.get", "GET /checkout-sessions/cs_1", "cs_1"),
    call("checkout_sessions.list", "GET /checkout-sessions", limit=2, status="open", customer_id="cus_1")
    .asking({"limit": "2", "status": "open", "customerId": "cus_1"})
    .giving("page"),
    call("checkout_sessions.cancel", "POST /checkout-sessions/cs_1/cancel", "cs_1").sending(),
    call("checkout_sessions.confirm", "POST /checkout-sessions/cs_1/confirm", "cs_1").sending(),
)

INVOICES = (
    call(
        "invoices.create", "POST /invoices", customer_id="cus_1", currency="IDR", lines=LINES, discount=500, tax=0
    ).sending(customerId="cus_1", currency="IDR", lines=LINES, discount=500, tax=0),
    call("invoices.get", "GET /invoices/inv_1", "inv_1"),
    call("invoices.list", "GET /invoices", limit=2, cursor="c", status="open", customer_id="cus_1")
    .asking(NEXT | {"status": "open", "customerId": "cus_1"})
    .giving("page"),
    call("invoices.finalize", "POST /invoices/inv_1/finalize", "inv_1").sending(),
    call("invoices.pay", "POST /invoices/inv_1/pay", "inv_1").sending(),
    call("invoices.void", "POST /invoices/inv_1/void", "inv_1").sending(),
    call("invoices.send_email", "POST /invoices/inv_1/send-email", "inv_1", **MAIL).sending(**MAIL),
)

SUBSCRIPTIONS = (
    call(
        "subscriptions.create",
        "POST /subscriptions",
        customer_id="cus_1",
        plan_id="plan_1",
        price_id="price_1",
        trial_days=7,
        initial_discount=500,
    ).sending(customerId="cus_1", planId="plan_1", priceId="price_1", trialDays=7, initialDiscount=500),
    call("subscriptions.get", "GET /subscriptions/sub_1", "sub_1"),
    call("subscriptions.list", "GET /subscriptions", limit=2, status="active", customer_id="cus_1", plan_id="plan_1")
    .asking({"limit": "2", "status": "active", "customerId": "cus_1", "planId": "plan_1"})
    .giving("page"),
    call("subscriptions.cancel", "POST /subscriptions/sub_1/cancel", "sub_1").sending(at="period_end"),
    call("subscriptions.cancel", "POST /subscriptions/sub_1/cancel", "sub_1", at="now").sending(at="now"),
    call("subscriptions.pause", "POST /subscriptions/sub_1/pause", "sub_1").sending(),
    call("subscriptions.pause", "POST /subscriptions/sub_1/pause", "sub_1", resume_at="2026-03-01T00:00:00Z").sending(
        resumeAt="2026-03-01T00:00:00Z"
    ),
    call("subscriptions.resume", "POST /subscriptions/sub_1/resume", "sub_1").sending(),
)

REFUNDS = (
    call(
        "refunds.create",
        "POST /refunds",
        source_type="checkout_session",
        source_id="cs_1",
        amount=500,
        reason="duplicate",
    ).sending(sourceType="checkout_session", sourceId="cs_1", amount=500, reason="duplicate"),
    call("refunds.get", "GET /refunds/rf_1", "rf_1"),
    call("refunds.list", "GET /refunds", limit=2, cursor="c", status="succeeded")
    .asking(NEXT | {"status": "succeeded"})
    .giving("page"),
)

PAYOUTS = (
    call("payouts.create", "POST /payouts", amount=500, currency="IDR", bank_name="BCA", note="rent").sending(
        amount=500, currency="IDR", bankName="BCA", note="rent"
    ),
    call("payouts.get", "GET /payouts/po_1", "po_1"),
    call("payouts.list", "GET /payouts", limit=2, cursor="c", status="pending")
    .asking(NEXT | {"status": "pending"})
    .giving("page"),
    call("payouts.cancel", "POST /payouts/po_1/cancel", "po_1").sending(),
    call("payouts.mark_in_transit", "POST /payouts/po_1/mark-in-transit", "po_1").sending(reference=None),
    call("payouts.mark_paid", "POST /payouts/po_1/mark-paid", "po_1", reference="TRF-1").sending(reference="TRF-1"),
    call("payouts.mark_failed", "POST /payouts/po_1/mark-failed", "po_1", failure_reason="closed").sending(
        failureReason="closed"
    ),
    call("payouts.balance", "GET /payouts/balance"),
    call("payouts.get_bank_account", "GET /payouts/bank-account"),
    call(
        "payouts.update_bank_account",
        "PATCH /payouts/bank-account",
        bank_name="BCA",
        bank_account_number="1",
        bank_account_holder="Ada",
        bank_code="014",
    ).sending(bankName="BCA", bankAccountNumber="1", bankAccountHolder="Ada", bankCode="014"),
)

BOOKS = (
    call("ledger.list", "GET /ledger", limit=2, cursor="c", code="cash", source_type="refund", source_id="rf_1")
    .asking(NEXT | {"code": "cash", "sourceType": "refund", "sourceId": "rf_1"})
    .giving("page"),
    call("ledger.balances", "GET /ledger/balances").giving("list"),
    call("reports.pnl", "GET /reports/pnl", from_="2026-01-01", to="2026-02-01", currency="IDR").asking(
        {"from": "2026-01-01", "to": "2026-02-01", "currency": "IDR"}
    ),
    call("reports.cash_flow", "GET /reports/cash-flow", from_="2026-01-01", to="2026-02-01").asking(
        {"from": "2026-01-01", "to": "2026-02-01"}
    ),
    call("receipts.get", "GET /receipts/rcpt_1", "rcpt_1"),
    call("receipts.list", "GET /receipts", limit=2, cursor="c").asking(NEXT).giving("page"),
    call("events.get", "GET /events/evt_1", "evt_1"),
    call("events.list", "GET /events", limit=2, cursor="c", type="plugipay.invoice.paid.v1")
    .asking(NEXT | {"type": "plugipay.invoice.paid.v1"})
    .giving("page"),
)

MONEY_CALLS = PLANS + SESSIONS + INVOICES + SUBSCRIPTIONS + REFUNDS + PAYOUTS + BOOKS
