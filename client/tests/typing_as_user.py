"""What type checkers make of the client, in the words of somebody who uses it. Checked, and never run."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, assert_type

import httpx

import plugipay
from plugipay import (
    AccountProfile,
    AdapterConfig,
    ApiKey,
    AsyncPageResult,
    AsyncPlugipayClient,
    AvailableBalance,
    BillingTier,
    BrowserSession,
    CheckoutSession,
    CheckoutSettings,
    Customer,
    EventRecord,
    GiftCard,
    GiftCardMovement,
    Invoice,
    LedgerBalance,
    PageResult,
    PartnerWorkspace,
    Plan,
    PlugipayClient,
    PlugipayError,
    PnLReport,
    PortalSession,
    Price,
    Receipt,
    Refund,
    Resource,
    Subscription,
    Template,
    UploadedFile,
    WebhookDelivery,
    WebhookEndpoint,
    WebhookEvent,
    Workspace,
    verify_webhook,
)


def use_sync() -> None:
    """Use the client that answers."""
    with PlugipayClient(key_id="pk", secret="sk", http=httpx.Client()) as client:
        assert_type(client, PlugipayClient)
        assert_type(client.for_merchant("acc_1"), PlugipayClient)
        assert_type(PlugipayClient.from_api_key("pk", http=httpx.Client()), PlugipayClient)
        assert_type(client.account.get(), AccountProfile)
        assert_type(client.account.list_sessions(timeout=1.0), list[BrowserSession])
        assert_type(client.account.unlink("google"), Resource)
        assert_type(client.customers.create(email="a@b.co", idempotency_key="k", on_behalf_of="acc_1"), Customer)
        assert_type(client.customers.update("cus_1", metadata=None, name="Ada"), Customer)
        client.customers.delete("cus_1")
        page = client.customers.list(limit=2, order="asc")
        assert_type(page, PageResult[Customer])
        assert_type(page.next(), PageResult[Customer] | None)
        for customer in page.iter_all():
            assert_type(customer, Customer)
            assert_type(customer["email"], Any)
        assert_type(client.request(method="GET", path="/api/v1/account"), Any)


async def use_async() -> None:
    """Use the client that is awaited."""
    async with AsyncPlugipayClient(key_id="pk", secret="sk", http=httpx.AsyncClient()) as client:
        assert_type(client, AsyncPlugipayClient)
        assert_type(client.for_merchant("acc_1"), AsyncPlugipayClient)
        assert_type(AsyncPlugipayClient.from_api_key("pk", http=httpx.AsyncClient()), AsyncPlugipayClient)
        assert_type(await client.account.get(), AccountProfile)
        assert_type(await client.account.list_sessions(timeout=1.0), list[BrowserSession])
        assert_type(await client.customers.create(email="a@b.co", idempotency_key="k"), Customer)
        await client.customers.delete("cus_1")
        page = await client.customers.list(limit=2, order="asc")
        assert_type(page, AsyncPageResult[Customer])
        assert_type(await page.next(), AsyncPageResult[Customer] | None)
        async for customer in page.iter_all():
            assert_type(customer, Customer)


def use_every_namespace(client: PlugipayClient) -> None:
    """Call something of each namespace, with the literals and collections people have at hand."""
    assert_type(client.adapters.update_xendit({"secretKey": "x"}, callback_token="t"), AdapterConfig)
    assert_type(client.adapters.list(), list[AdapterConfig])
    assert_type(client.admin.provision_workspace(account_id="a", partner="p", discount_rate=0.003), PartnerWorkspace)
    assert_type(client.admin_portal.list_partners(), list[Resource])
    assert_type(client.api_keys.create(name="CI", environment="test"), ApiKey)
    assert_type(client.billing.list_tiers(), list[BillingTier])
    session = client.checkout_sessions.create(
        amount=50000, currency="IDR", methods=["qris", "va"], success_url="s", cancel_url="c", metadata={"order": "1"}
    )
    assert_type(session, CheckoutSession)
    assert_type(client.checkout_sessions.receipt_pdf("cs_1"), bytes)
    assert_type(client.checkout_settings.update(brand_name=None), CheckoutSettings)
    assert_type(client.config.get(), Resource)
    assert_type(client.dashboard.metrics(window="7d"), Any)
    assert_type(client.events.list(type="plugipay.invoice.paid.v1"), PageResult[EventRecord])
    assert_type(client.gift_cards.redeem("gc", amount=1, external_source="s", external_ref="r"), GiftCardMovement)
    assert_type(client.gift_cards.list(status="active"), PageResult[GiftCard])
    assert_type(client.invoices.create(customer_id="cus", currency="IDR", lines=[{"unitAmount": 1}]), Invoice)
    assert_type(client.invoices.html("inv_1"), str)
    assert_type(client.ledger.balances(), list[LedgerBalance])
    assert_type(client.onboarding.provision_managed(), Resource)
    assert_type(client.payouts.balance()["available"], Any)
    assert_type(client.plans.create(name="Gold", currency="IDR", amount=150000, interval="month"), Plan)
    assert_type(client.plans.add_price("plan_1", currency="USD", unit_amount=900), Price)
    assert_type(client.portal_sessions.create(customer_id="cus_1", return_url="https://s.test"), PortalSession)
    assert_type(client.prices.delete("price_1"), None)
    assert_type(client.public_checkout.session_receipt("cs_1"), Receipt)
    assert_type(client.receipts.escpos("rcpt_1", width=58), bytes)
    assert_type(client.refunds.create(source_type="invoice", source_id="inv_1", reason="other"), Refund)
    assert_type(client.reports.pnl(from_=datetime(2026, 1, 1, tzinfo=UTC), to="2026-02-01"), PnLReport)
    assert_type(client.reports.ledger_csv(), str)
    assert_type(client.subscriptions.cancel("sub_1", at="now"), Subscription)
    assert_type(client.templates.preview(kind="invoice", config={"termsText": "Net 30"}), str)
    assert_type(client.templates.list(), list[Template])
    assert_type(client.test_clocks.advance(subscription_id="sub_1", days=35), Any)
    assert_type(client.uploads.image(filename="a.png", mime="image/png", data=b""), UploadedFile)
    assert_type(client.webhook_endpoints.create(url="https://s.test", events=["invoice.paid"]), WebhookEndpoint)
    assert_type(client.webhook_endpoints.list_deliveries(), PageResult[WebhookDelivery])
    assert_type(client.workspaces.list(), list[Workspace])


async def use_some_namespaces(client: AsyncPlugipayClient) -> None:
    """Await one method of every kind of answer."""
    assert_type(await client.payouts.balance(), AvailableBalance)
    assert_type(await client.adapters.list(), list[AdapterConfig])
    assert_type(await client.events.list(order="asc"), AsyncPageResult[EventRecord])
    assert_type(await client.receipts.pdf("rcpt_1"), bytes)
    assert_type(await client.templates.preview(kind="receipt", config={}), str)
    assert_type(await client.prices.delete("price_1"), None)
    assert_type(await client.events.types(), Any)


def refused(client: PlugipayClient) -> None:
    """Make the mistakes a type checker should find; an ignore that is not needed is itself an error."""
    client.customers.create(emial="a@b.co")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    client.customers.get()  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    client.customers.get("cus_1", idempotency_key="k")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    plugipay.verify_webhok()  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]
    client.customers.create("a@b.co")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    client.customers.list(order="up")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    client.refunds.create(reason="whim")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    client.subscriptions.cancel("sub_1", at="soon")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    client.receipts.pdf("rcpt_1", idempotency_key="k")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    PlugipayClient("pk", "sk")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    PlugipayClient(key_id="pk", secret="sk", http=httpx.AsyncClient())  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def receive(body: bytes, header: str | None) -> Mapping[str, Any]:
    """Take a delivery."""
    try:
        event = verify_webhook(body, header, ["whsec_old", "whsec_new"])
    except PlugipayError as exc:
        assert_type(exc.request_id, str | None)
        raise
    assert_type(event, WebhookEvent)
    assert_type(event.type, str)
    return event.object
