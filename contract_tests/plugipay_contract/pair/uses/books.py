"""Uses of what becomes of the money: payouts, ledger, reports, dashboard, events, webhooks."""

from plugipay_contract import money, operations
from plugipay_contract.caller import Caller, own
from plugipay_contract.more_operations import HOOK, new
from plugipay_contract.pair.uses.use import ALONE, Scene, Seen, Thing, Use, has, lacks, only, same, stored, whole
from plugipay_contract.reads import told_event, undelivered
from plugipay_contract.recipes import new_customer
from plugipay_contract.subjects import Ability

BANK = {"bank_name": "BCA", "bank_account_number": "1234567890", "bank_account_holder": "Ada Lovelace"}
SPAN = {"from_": "2000-01-01T00:00:00Z", "to": "2100-01-01T00:00:00Z"}
new_endpoint = new("webhooks", HOOK)
CREATED = "plugipay.customer.created.v1"


def banked(caller: Caller) -> Thing:
    """A bank account to be paid out to."""
    return money.made(caller.call("PATCH", "/api/v1/payouts/bank-account", money.BANK_ACCOUNT))


def balanced(scene: Scene) -> Seen:
    """Every account is told, and together they are zero."""
    told = scene.answer
    return (bool(told), sum(row["balance"] for row in told)), (True, 0)


def booked(scene: Scene) -> Seen:
    """The entries of the session, debits equal to credits."""
    sides = [sum(row["amount"] for row in scene.answer if row["direction"] == side) for side in ("debit", "credit")]
    return sides, [50_000, 50_000]


def every_type(scene: Scene) -> Seen:
    """All the types the server knows are told, as they are."""
    return scene.answer, scene.now("events/types")


def replayed(scene: Scene) -> Seen:
    """A new event says which one it repeats."""
    newest = money.log_of(scene.caller, {"id": scene.thing["data"]["aggregateId"]})[0]
    return newest["metadata"]["replayOf"], scene.thing["id"]


def triggered(scene: Scene) -> Seen:
    """The newest event is the one made up."""
    newest = money.log_of(scene.caller, scene.thing)[0]
    return (newest["type"], newest["data"]["aggregateId"]), ("plugipay.invoice.paid.v1", scene.thing["id"])


def opened(scene: Scene) -> Seen:
    """The endpoint is told with its secret, and is listed without."""
    (row,) = own(scene.caller, scene.now("webhooks"), lambda row: row["id"] == scene.answer["id"])
    seen = (scene.answer["id"], scene.answer["secret"].startswith("whsec_"), "secret" in row)
    return seen, (row["id"], True, False)


USES: dict[str, Use] = {
    "payouts.create": Use(
        lambda client, _: client.payouts.create(amount=5_000, currency="IDR", note="rent", **BANK),
        stored("payouts", status="pending", amount=5_000, note="rent"),
        money.paid_session,
    ),
    "payouts.get": Use(lambda client, payout: client.payouts.get(payout["id"]), whole, money.new_payout),
    "payouts.list": Use(
        lambda client, _: client.payouts.list(status="pending", limit=5), only, money.new_payout, needs=ALONE
    ),
    "payouts.cancel": Use(
        lambda client, payout: client.payouts.cancel(payout["id"]), same(status="cancelled"), money.new_payout
    ),
    "payouts.mark_in_transit": Use(
        lambda client, payout: client.payouts.mark_in_transit(payout["id"]),
        same(status="in_transit", reference=None),
        money.new_payout,
    ),
    "payouts.mark_paid": Use(
        lambda client, payout: client.payouts.mark_paid(payout["id"], reference="TRF-1"),
        same(status="paid", reference="TRF-1"),
        operations.moving_payout,
    ),
    "payouts.mark_failed": Use(
        lambda client, payout: client.payouts.mark_failed(payout["id"], failure_reason="account closed"),
        same(status="failed", failureReason="account closed"),
        money.new_payout,
    ),
    "payouts.balance": Use(
        lambda client, _: client.payouts.balance(), has(available=50_000, locked=0), money.paid_session, needs=ALONE
    ),
    "payouts.get_bank_account": Use(
        lambda client, _: client.payouts.get_bank_account(),
        has(configured=True, **money.BANK_ACCOUNT),
        banked,
        needs=ALONE,
    ),
    "payouts.update_bank_account": Use(
        lambda client, _: client.payouts.update_bank_account(bank_code="014", **BANK),
        has(configured=True, bankCode="014", **money.BANK_ACCOUNT),
    ),
    "ledger.list": Use(
        lambda client, session: client.ledger.list(source_id=session["id"], order="asc"), booked, money.paid_session
    ),
    "ledger.balances": Use(lambda client, _: client.ledger.balances(), balanced, money.paid_session),
    "reports.pnl": Use(
        lambda client, _: client.reports.pnl(currency="IDR", **SPAN),
        has(revenue=50_000),
        money.paid_session,
        needs=ALONE,
    ),
    "reports.cash_flow": Use(
        lambda client, _: client.reports.cash_flow(**SPAN),
        has(totalInflow=50_000, totalOutflow=0),
        money.paid_session,
        needs=ALONE,
    ),
    "reports.ledger_csv": Use(
        lambda client, _: client.reports.ledger_csv(),
        lambda scene: (len(scene.answer.splitlines()), 1 + len(scene.now("ledger"))),
        money.paid_session,
        needs=ALONE,
    ),
    "dashboard.metrics": Use(
        lambda client, _: client.dashboard.metrics(window="7d"),
        has(window="7d", transactionCount=1, grossVolume=50_000),
        money.paid_session,
        needs=ALONE,
    ),
    "dashboard.overview": Use(
        lambda client, _: client.dashboard.overview(), has(customers=1, sessionsToReview=0), new_customer, needs=ALONE
    ),
    "events.list": Use(lambda client, _: client.events.list(type=CREATED, order="asc"), only, told_event, needs=ALONE),
    "events.get": Use(lambda client, event: client.events.get(event["id"]), whole, told_event),
    "events.types": Use(lambda client, _: client.events.types(), every_type),
    "events.replay": Use(lambda client, event: client.events.replay(event_ids=[event["id"]]), replayed, told_event),
    "events.trigger": Use(
        lambda client, invoice: client.events.trigger(type="invoice.paid", aggregate_id=invoice["id"]),
        triggered,
        money.new_invoice,
    ),
    "webhook_endpoints.create": Use(
        lambda client, _: client.webhook_endpoints.create(url=HOOK["url"], events=["invoice.paid"]), opened
    ),
    "webhook_endpoints.list": Use(lambda client, _: client.webhook_endpoints.list(), only, new_endpoint, needs=ALONE),
    "webhook_endpoints.update": Use(
        lambda client, hook: client.webhook_endpoints.update(hook["id"], active=False),
        same(active=False),
        new_endpoint,
    ),
    "webhook_endpoints.delete": Use(
        lambda client, hook: client.webhook_endpoints.delete(hook["id"]),
        lacks("webhooks"),
        new_endpoint,
    ),
    "webhook_endpoints.list_deliveries": Use(
        lambda client, delivery: client.webhook_endpoints.list_deliveries(
            endpoint_id=delivery["endpointId"], status="failed"
        ),
        only,
        undelivered,
        needs=(Ability.SETTLES,),
    ),
    "webhook_endpoints.get_delivery": Use(
        lambda client, delivery: client.webhook_endpoints.get_delivery(delivery["id"]),
        whole,
        undelivered,
        needs=(Ability.SETTLES,),
    ),
    "webhook_endpoints.retry_delivery": Use(
        lambda client, delivery: client.webhook_endpoints.retry_delivery(delivery["id"]),
        same(status="pending"),
        undelivered,
        needs=(Ability.SETTLES,),
    ),
}
