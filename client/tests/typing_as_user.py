"""What type checkers make of the client, in the words of somebody who uses it. Checked, and never run."""

from collections.abc import Mapping
from typing import Any, assert_type

import httpx

from plugipay import (
    AccountProfile,
    AsyncPageResult,
    AsyncPlugipayClient,
    BrowserSession,
    Customer,
    PageResult,
    PlugipayClient,
    PlugipayError,
    Resource,
    WebhookEvent,
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


def refused(client: PlugipayClient) -> None:
    """Make the mistakes a type checker should find; an ignore that is not needed is itself an error."""
    client.customers.create(emial="a@b.co")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    client.customers.get()  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    client.customers.get("cus_1", idempotency_key="k")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    client.customers.create("a@b.co")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    client.customers.list(order="up")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
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
