"""The short way to a transport: what is sent is what httpx would send, and nothing else is done."""

import asyncio
import logging
from contextlib import suppress
from inspect import isawaitable

import httpx
import pytest

from plugipay import (
    AsyncDirectClient,
    AsyncPlugipayClient,
    DirectClient,
    PlugipayClient,
    PlugipayError,
    PlugipayNetworkError,
)

from .conftest import KEYS, Wire

CALLS = {
    "a read": lambda client: client.customers.get("cus_1"),
    "a query": lambda client: client.customers.list(email="a b+c@d.test", limit=2),
    "a query somebody typed": lambda client: client.request(method="GET", path="/api/v1/customers?a=%20&a=1"),
    "a body": lambda client: client.customers.create(name="Ada é", idempotency_key="k1"),
    "no body": lambda client: client.invoices.void("in_1", idempotency_key="k1"),
    "an action without a body": lambda client: client.request(method="PUT", path="/api/v1/x", idempotency_key="k1"),
    "a removal": lambda client: client.customers.delete("cus_1", idempotency_key="k1"),
    "a form": lambda client: client.uploads.image(
        filename="a.png", mime="image/png", data=b"\x89", idempotency_key="k1"
    ),
    "for somebody": lambda client: client.for_merchant("acc_1").account.get(timeout=1.5),
}
both = pytest.mark.parametrize(
    ("kind", "pool"), [(PlugipayClient, DirectClient), (AsyncPlugipayClient, AsyncDirectClient)], ids=["sync", "async"]
)


def sent(pool, kind=PlugipayClient, call=CALLS["a read"]):
    """Make a call over a pool; returns the one request that came to the wire."""
    wire = Wire()
    client = kind(**KEYS, base_url="http://user:pass@mock.test:8750/base", http=pool(httpx.MockTransport(wire)))

    async def run():
        with suppress(PlugipayError):  # what is answered fits some calls only
            result = call(client)
            await result if isawaitable(result) else None

    asyncio.run(run())
    return wire.request


def told(request):
    """What a request says, without its order."""
    return (
        request.method,
        str(request.url),
        sorted((name.lower(), value) for name, value in request.headers.raw),
        request.content,
        request.extensions,
    )


@pytest.fixture(autouse=True)
def at_one_second(monkeypatch):
    monkeypatch.setattr("time.time", lambda: 1_700_000_000.0)


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_what_is_sent_is_what_httpx_sends(call):
    """Method, URL, every header, body and timeouts are those that come through an httpx client."""
    usual = told(sent(lambda transport: httpx.Client(transport=transport), call=call))

    assert told(sent(DirectClient, call=call)) == usual
    assert told(sent(AsyncDirectClient, AsyncPlugipayClient, call)) == usual


def test_an_error_knows_its_request():
    """Whoever looks at the cause finds the request there, as behind an httpx client."""
    wire = Wire()
    wire.fails(httpx.ReadError("reset"))
    with pytest.raises(PlugipayNetworkError) as raised:
        PlugipayClient(**KEYS, http=DirectClient(httpx.MockTransport(wire))).account.get()

    assert raised.value.__cause__.request is wire.request


class Breaking(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body that breaks off, and knows whether it was closed."""

    closed = False

    def __iter__(self):
        raise httpx.ReadError("reset")

    async def __aiter__(self):
        raise httpx.ReadError("reset")
        yield b""

    def close(self):
        """Remember it."""
        self.closed = True

    async def aclose(self):
        """Remember it."""
        self.closed = True


@both
def test_an_answer_that_breaks_off_is_closed(kind, pool, caught):
    """Its connection goes back to the pool, or a hundred such answers would use that up."""
    wire, body = Wire(), Breaking()
    wire.sends(200, stream=body)
    exc = caught(kind(**KEYS, http=pool(httpx.MockTransport(wire))).account.get)

    assert (exc.code, body.closed) == ("network_error", True)


def test_no_cookie_is_kept():
    """What an answer wants to be remembered is not."""
    wire = Wire()
    wire.sends(200, headers={"Set-Cookie": "a=1"}, json={"data": {}})
    client = PlugipayClient(**KEYS, http=DirectClient(httpx.MockTransport(wire)))
    client.account.get()
    client.account.get()

    assert [request.headers.get("Cookie") for request in wire.requests] == [None, None]


def test_other_requests_go_the_usual_way():
    """It is an httpx client to everybody else, with all that belongs to one."""
    wire = Wire()
    wire.sends(307, headers={"Location": "/there"})
    wire.then({})

    assert DirectClient(httpx.MockTransport(wire)).get("http://h.test/", follow_redirects=True).status_code == 200
    assert len(wire.requests) == 2


def test_other_requests_go_the_usual_way_async():
    """It is an httpx client to everybody else, in async as well."""
    wire = Wire()

    assert asyncio.run(AsyncDirectClient(httpx.MockTransport(wire)).get("http://h.test/")).status_code == 200


@both
def test_plain_http_goes_the_short_way(kind, pool):
    """A mock on this machine is called directly, and the service as httpx does it."""
    assert type(kind(**KEYS, base_url="http://127.0.0.1:8750")._http) is pool
    assert type(kind(**KEYS)._http) is kind._http_class


def test_a_call_can_be_logged(caplog):
    """The logger `plugipay` tells what was asked and how it was answered, and no query."""
    caplog.set_level(logging.INFO, "plugipay")
    sent(DirectClient, call=CALLS["a query"])

    assert [record.getMessage() for record in caplog.records] == ["GET /base/api/v1/customers is answered 200"]
