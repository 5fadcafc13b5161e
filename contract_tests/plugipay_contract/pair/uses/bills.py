"""Uses of what is billed and paid: invoices, subscriptions, test clocks, receipts, refunds."""

from plugipay_contract import money, operations
from plugipay_contract.caller import Caller
from plugipay_contract.pair.uses.use import (
    ALONE,
    ESCPOS,
    PDF,
    Scene,
    Seen,
    Thing,
    Use,
    as_served,
    has,
    only,
    same,
    sends,
    stored,
    tells,
    whole,
)
from plugipay_contract.reads import a_refund
from plugipay_contract.recipes import new_customer

LINES = [money.line(10_000, 2)]


def plan_and_customer(caller: Caller) -> Thing:
    """What a subscription is made of."""
    plan = money.new_plan(caller)
    return {"customer_id": new_customer(caller)["id"], "plan_id": plan["id"], "price_id": plan["prices"][0]["id"]}


def document(scene: Scene) -> Seen:
    """Everything that stands on the receipt is told."""
    return scene.answer, scene.now(f"receipts/{scene.thing['id']}")


def of_the_invoice(scene: Scene) -> Seen:
    """The receipt is the one the invoice led to."""
    return scene.answer["sourceId"], scene.thing["id"]


def a_month_later(scene: Scene) -> Seen:
    """The subscription is in the next period."""
    now = scene.now(f"subscriptions/{scene.thing['id']}")
    return now["currentPeriodStart"], scene.thing["currentPeriodEnd"]


USES: dict[str, Use] = {
    "invoices.create": Use(
        lambda client, customer: client.invoices.create(
            customer_id=customer["id"], currency="IDR", lines=LINES, discount=500, memo="March"
        ),
        stored("invoices", status="draft", total=19_500),
        new_customer,
    ),
    "invoices.get": Use(lambda client, invoice: client.invoices.get(invoice["id"]), whole, money.new_invoice),
    "invoices.list": Use(
        lambda client, invoice: client.invoices.list(customer_id=invoice["customerId"], status="draft"),
        only,
        money.new_invoice,
    ),
    "invoices.finalize": Use(
        lambda client, invoice: client.invoices.finalize(invoice["id"]), same(status="open"), money.new_invoice
    ),
    "invoices.pay": Use(
        lambda client, invoice: client.invoices.pay(invoice["id"]),
        same(status="paid", amountPaid=10_000),
        operations.open_invoice,
    ),
    "invoices.void": Use(
        lambda client, invoice: client.invoices.void(invoice["id"]), same(status="void"), operations.open_invoice
    ),
    "invoices.send": Use(
        lambda client, invoice: client.invoices.send(invoice["id"]), same(status="open"), operations.open_invoice
    ),
    "invoices.send_email": Use(
        lambda client, invoice: client.invoices.send_email(invoice["id"], to="ada@example.com"),
        sends("ada@example.com"),
        operations.open_invoice,
    ),
    "invoices.receipt": Use(
        lambda client, invoice: client.invoices.receipt(invoice["id"]), of_the_invoice, money.paid_invoice
    ),
    "invoices.pdf": Use(
        lambda client, invoice: client.invoices.pdf(invoice["id"]),
        as_served("invoices/{}/invoice.pdf", PDF),
        money.new_invoice,
    ),
    "invoices.signed_pdf": Use(
        lambda client, invoice: client.invoices.signed_pdf(invoice["id"]),
        given=money.new_invoice,
        refused=(303, "unknown"),
    ),
    "invoices.html": Use(
        lambda client, invoice: client.invoices.html(invoice["id"]), tells("number"), money.new_invoice
    ),
    "invoices.escpos": Use(
        lambda client, invoice: client.invoices.escpos(invoice["id"], width=80),
        as_served("invoices/{}/invoice.escpos?width=80", ESCPOS),
        money.new_invoice,
    ),
    "subscriptions.create": Use(
        lambda client, parts: client.subscriptions.create(trial_days=7, **parts),
        stored("subscriptions", status="trialing"),
        plan_and_customer,
    ),
    "subscriptions.get": Use(
        lambda client, subscription: client.subscriptions.get(subscription["id"]), whole, money.new_subscription
    ),
    "subscriptions.list": Use(
        lambda client, subscription: client.subscriptions.list(plan_id=subscription["planId"], status="active"),
        only,
        money.new_subscription,
    ),
    "subscriptions.update": Use(
        lambda client, subscription: client.subscriptions.update(subscription["id"], metadata={"tier": "gold"}),
        same(metadata={"tier": "gold"}),
        money.new_subscription,
    ),
    "subscriptions.cancel": Use(
        lambda client, subscription: client.subscriptions.cancel(subscription["id"]),
        same(status="active", cancelAt=lambda subscription: subscription["currentPeriodEnd"]),
        money.new_subscription,
    ),
    "subscriptions.cancel:now": Use(
        lambda client, subscription: client.subscriptions.cancel(subscription["id"], at="now"),
        same(status="canceled"),
        money.new_subscription,
    ),
    "subscriptions.pause": Use(
        lambda client, subscription: client.subscriptions.pause(subscription["id"]),
        same(status="paused"),
        money.new_subscription,
    ),
    "subscriptions.resume": Use(
        lambda client, subscription: client.subscriptions.resume(subscription["id"]),
        same(status="active"),
        operations.paused,
    ),
    "test_clocks.advance": Use(
        lambda client, subscription: client.test_clocks.advance(subscription_id=subscription["id"], days=32),
        a_month_later,
        money.new_subscription,
    ),
    "receipts.list": Use(
        lambda client, receipt: client.receipts.list(source_type=receipt["sourceType"], limit=5),
        only,
        operations.a_receipt,
        needs=ALONE,
    ),
    "receipts.get": Use(lambda client, receipt: client.receipts.get(receipt["id"]), document, operations.a_receipt),
    "receipts.email": Use(
        lambda client, receipt: client.receipts.email(receipt["id"], to="ada@example.com"),
        sends("ada@example.com"),
        operations.a_receipt,
    ),
    "receipts.pdf": Use(
        lambda client, receipt: client.receipts.pdf(receipt["id"]),
        as_served("receipts/{}/receipt.pdf", PDF),
        operations.a_receipt,
    ),
    "receipts.html": Use(
        lambda client, receipt: client.receipts.html(receipt["id"]), tells("number"), operations.a_receipt
    ),
    "receipts.escpos": Use(
        lambda client, receipt: client.receipts.escpos(receipt["id"]),
        as_served("receipts/{}/receipt.escpos", ESCPOS),
        operations.a_receipt,
    ),
    "refunds.create": Use(
        lambda client, session: client.refunds.create(
            source_type="checkout_session", source_id=session["id"], amount=20_000, reason="duplicate"
        ),
        stored("refunds", status="succeeded", amount=20_000, reason="duplicate"),
        money.paid_session,
    ),
    "refunds.create:charge": Use(
        lambda client, session: client.refunds.create(charge_id=session["paymentId"]),
        has(chargeId=lambda session: session["paymentId"], amount=50_000),
        money.paid_session,
        extras=True,
    ),
    "refunds.get": Use(lambda client, refund: client.refunds.get(refund["id"]), whole, a_refund),
    "refunds.list": Use(
        lambda client, _: client.refunds.list(status="succeeded", limit=5), only, a_refund, needs=ALONE
    ),
}
