"""The manners in which deliveries are made: when asked, before each answer, in the background."""

import asyncio
import threading
import time
import tracemalloc

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugipay_mock import ThreadServer, running
from plugipay_mock.deliveries import background
from plugipay_mock.deliveries.schedule import Schedule
from plugipay_mock.handle.waiting import until
from plugipay_mock.webhooks import Inbox, Served

CUSTOMERS = "/api/v1/customers"
PATIENCE = 60

CALLS = st.lists(
    st.one_of(
        st.tuples(st.just("create"), st.integers(0, 5)),
        st.tuples(st.just("rename"), st.integers(0, 5)),
        st.tuples(st.just("delete"), st.integers(0, 5)),
        st.tuples(st.just("refused"), st.integers(0, 5)),
        st.tuples(st.just("bill"), st.integers(0, 5)),
        st.tuples(st.just("sell"), st.integers(0, 3)),
        st.tuples(st.just("deliver"), st.just(0)),
        st.tuples(st.just("advance"), st.integers(0, 5)),
    ),
    max_size=20,
)


def perform(mock, api, calls):
    """Make the calls, whatever is answered."""
    ids = ["cus_missing"]
    for action, number in calls:
        chosen = ids[number % len(ids)]
        if action == "create":
            made = api.post(CUSTOMERS, json={"externalId": str(number)}).json()["data"]
            ids.append(chosen if made is None else made["id"])
        elif action == "rename":
            api.patch(f"{CUSTOMERS}/{chosen}", json={"name": str(number)})
        elif action == "delete":
            api.delete(f"{CUSTOMERS}/{chosen}")
        elif action == "refused":
            api.post(CUSTOMERS, json={"email": "nonsense"})
        elif action == "bill":
            bill(api, chosen)
        elif action == "sell":
            sell(mock, api, ("paid", "failed", "expired", "canceled")[number])
        elif action == "deliver":
            mock.webhooks.deliver()
        else:
            mock.clock.advance(hours=number)


def bill(api, customer):
    """Send an invoice and have it paid, if there is such a customer."""
    lines = [{"description": "Kopi", "quantity": 1, "unitAmount": 5000}]
    body = {"customerId": customer, "currency": "IDR", "lines": lines}
    invoice = (api.post("/api/v1/invoices", json=body).json()["data"] or {}).get("id", "inv_missing")
    for step in ("finalize", "pay", "void"):
        api.post(f"/api/v1/invoices/{invoice}/{step}", json={})


def sell(mock, api, outcome):
    """Open a checkout session, and end it."""
    pages = {"successUrl": "https://shop.example.com/y", "cancelUrl": "https://shop.example.com/n"}
    body = {"amount": 5000, "currency": "IDR", "methods": ["qris"], "lineItems": [], **pages}
    answer = api.post("/api/v1/checkout-sessions", json=body)
    assert answer.status_code == 201
    mock.settle(answer.json()["data"], outcome)


@pytest.mark.parametrize("manner", ["collect", "sync"])
def test_what_is_delivered_is_the_log(signing, manner):
    """For any sequence of calls every endpoint is told the log, in order, each event exactly once."""

    @settings(max_examples=30, deadline=None, database=None)
    @given(CALLS)
    def holds(calls):
        with (
            running() as mock,
            httpx.Client(transport=mock.transport(), base_url=mock.base_url, auth=signing(mock.key)) as api,
        ):
            mock.webhooks.manner = manner
            first, second = mock.webhooks.inbox(), mock.webhooks.inbox()
            perform(mock, api, calls)
            if manner == "collect":
                mock.webhooks.deliver()
            log = [event.id for event in mock.events]

            assert [each.id for each in first] == [each.id for each in second] == log

    holds()


def test_sync_delivers_before_the_answer(mock, inbox, enter):
    """When the call returns, the receiver has the event."""
    mock.webhooks.manner = "sync"
    enter()

    assert inbox.names == ["customer.created"]


def test_a_receiver_may_call_back(mock, api):
    """The lock is let go while a receiver is told; what its own call tells comes after."""
    mock.webhooks.manner = "sync"
    told = []

    def receiver(environ, start_response):
        kind = environ["HTTP_X_PLUGIPAY_EVENT_TYPE"]
        told.append(kind)
        if kind.endswith("customer.created.v1"):
            about = api.get(CUSTOMERS).json()["data"][0]["id"]
            assert api.patch(f"{CUSTOMERS}/{about}", json={"name": "Grace"}).status_code == 200
        start_response("200 OK", [])
        return []

    mock.webhooks.deliver_to(receiver)
    api.post(CUSTOMERS, json={})

    assert told == ["plugipay.customer.created.v1", "plugipay.customer.updated.v1"]


def test_sync_holds_for_asynchronous_clients(mock, inbox, signing):
    """An ASGI application is told in the loop of the caller."""
    mock.webhooks.manner = "sync"
    loops = []

    async def receiver(scope, receive, send):
        loops.append(asyncio.get_running_loop())
        await receive()
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body"})

    mock.webhooks.deliver_to(receiver)

    async def create():
        transport = mock.async_transport()
        async with httpx.AsyncClient(transport=transport, base_url=mock.base_url, auth=signing(mock.key)) as client:
            await client.post(CUSTOMERS, json={})
        return asyncio.get_running_loop()

    assert loops == [asyncio.run(create())]
    assert inbox.names == ["customer.created"]


def test_a_fault_that_loses_the_answer_loses_no_webhook(mock, inbox, api):
    """Commit-then-drop: the work is done, and told."""
    mock.webhooks.manner = "sync"
    mock.fail_next("drop")
    with pytest.raises(httpx.TransportError):
        api.post(CUSTOMERS, json={})

    assert inbox.names == ["customer.created"]


def test_what_deliveries_lead_to_is_told_when_the_clock_has_moved(mock, inbox, enter):
    """It is no event of the way, and so not returned; the log has it."""
    inbox.answer(503, times=100)
    mock.webhooks.manner = "sync"
    for _ in range(3):
        enter()

    assert mock.clock.advance(days=4) == []
    mock.events.assert_told("webhook_endpoint.disabled", inbox.endpoint.id, times=1)


@pytest.mark.parametrize("manner", ["sync", "async"])
def test_over_http_as_well(signing, manner):
    """A served world tells receivers behind sockets."""
    with running() as mock, httpx.Client(base_url=mock.url, auth=signing(mock.key), trust_env=False) as api:
        inbox = mock.webhooks.inbox()
        mock.webhooks.manner = manner
        mock.webhooks.deliver_to(inbox.url)
        inbox.secrets += [endpoint["secret"] for endpoint in endpoints(mock)]
        api.post(CUSTOMERS, json={})
        until(lambda: len(inbox) == 2, PATIENCE)

        assert [each.problem for each in inbox] == [None, None]


def endpoints(mock):
    return mock._line.send("GET", "/webhooks")


@pytest.fixture
def slow(hand):
    """A receiver that takes its time, and the endpoint it is behind."""
    inbox = Inbox()
    inbox.answer(200, times=100_000, wait=0.05)
    answer = hand("POST", "/api/v1/webhooks", {"url": inbox.url})
    inbox.secrets.append(answer.data["secret"])
    yield inbox
    inbox.close()


def test_a_stopped_server_loses_nothing_and_doubles_nothing(world, hand, slow):
    """What is pending when it stops is pending when another starts, and is delivered once."""
    for _ in range(20):
        hand("POST", CUSTOMERS, {})
    with ThreadServer(world):
        until(lambda: len(slow) >= 5, PATIENCE)
    after_stop = len(slow)
    states = [each["status"] for each in hand("GET", "/api/v1/webhooks/deliveries?limit=100").data]
    assert (states.count("succeeded"), states.count("pending")) == (after_stop, 20 - after_stop)
    with ThreadServer(world):
        until(lambda: len(slow) == 20, PATIENCE)

    log = hand("GET", "/api/v1/events?order=asc&limit=100").data
    assert [each.id for each in slow] == [event["id"] for event in log]


def test_10000_deliveries_to_a_slow_receiver_are_in_nobody_s_way(world, hand, slow):
    """Calls are answered as fast as ever, and nothing but the stored deliveries grows."""
    for _ in range(10_000):
        hand("POST", CUSTOMERS, {})
    with ThreadServer(world):
        until(lambda: len(slow) >= 1, PATIENCE)
        threads, took = threading.active_count(), []
        for _ in range(20):
            began = time.perf_counter()
            hand("GET", CUSTOMERS)
            took.append(time.perf_counter() - began)
        tracemalloc.start()
        until(lambda: len(slow) >= 30, PATIENCE)
        ours = tracemalloc.take_snapshot().filter_traces([tracemalloc.Filter(True, "*/plugipay_mock/*")])
        tracemalloc.stop()

        assert sorted(took)[10] < 0.05
        assert sum(each.size for each in ours.statistics("filename")) < 500_000
        assert threading.active_count() <= threads + 2


def test_a_slow_receiver_holds_back_no_other(world, hand, slow):
    """Each endpoint has its own pace."""
    quick = Inbox()
    quick.secrets.append(hand("POST", "/api/v1/webhooks", {"url": quick.url}).data["secret"])
    try:
        for _ in range(40):
            hand("POST", CUSTOMERS, {})
        with ThreadServer(world):
            until(lambda: len(quick) == 40, PATIENCE)
            assert len(slow) < 40
    finally:
        quick.close()


def test_an_attempt_has_a_limit(hand, world):
    """A receiver that does not answer in time has failed; it may well have acted."""
    world.post.schedule = Schedule(attempt_limit=0.1)
    inbox = Inbox()
    inbox.answer(200, wait=1)
    try:
        hand("POST", "/api/v1/webhooks", {"url": inbox.url})
        hand("POST", CUSTOMERS, {})
        with ThreadServer(world):
            until(lambda: tried(hand), PATIENCE)

        assert (tried(hand)[0]["lastError"], len(inbox)) == ("timed out after 100ms", 1)
    finally:
        inbox.close()


def tried(hand):
    return [each for each in hand("GET", "/api/v1/webhooks/deliveries").data if each["attempts"]]


def test_retries_come_by_themselves(hand, world):
    """A server on a running clock needs no call to try again."""
    world.post.schedule = Schedule(delays=(0.05,))
    inbox = Inbox()
    inbox.answer(503, times=2)
    try:
        inbox.secrets.append(hand("POST", "/api/v1/webhooks", {"url": inbox.url}).data["secret"])
        hand("POST", CUSTOMERS, {})
        with ThreadServer(world):
            until(lambda: len(inbox) == 3, PATIENCE)

        assert [each.status for each in inbox] == [503, 503, 200]
    finally:
        inbox.close()


def test_a_retry_comes_while_others_are_delivered_to(hand, world, slow, monkeypatch):
    """Whoever waits for a retry is looked at in time, however busy the neighbours are."""
    monkeypatch.setattr(background, "_LOOK_AGAIN", 0.2)
    world.post.schedule = Schedule(delays=(0.1, 3600))
    patient, inbox = hand.keys["platform"], Inbox()
    inbox.answer(503, times=2)
    try:
        hand("POST", "/api/v1/webhooks", {"url": inbox.url}, by=patient)
        with ThreadServer(world):
            for _ in range(60):
                hand("POST", CUSTOMERS, {})
            hand("POST", CUSTOMERS, {}, by=patient)
            until(lambda: len(inbox) == 2, PATIENCE)

            assert len(slow) < 60
    finally:
        inbox.close()


def test_nobody_listening_is_a_failed_attempt(mock, enter):
    """The log says what became of the connection."""
    mock.webhooks.deliver_to("http://127.0.0.1:9/webhooks")
    enter()
    (delivery,) = mock.webhooks.deliver()

    assert (delivery.status, delivery.response_code) == ("pending", None)
    assert "ConnectError" in delivery.error


def test_redirects_are_not_followed(mock, enter):
    """The place a receiver points to is told nothing."""
    elsewhere = Inbox()

    def moved(environ, start_response):
        start_response("307 Temporary Redirect", [("Location", elsewhere.url)])
        return []

    with Served(moved) as served:
        mock.webhooks.deliver_to(served.url)
        enter()
        (delivery,) = mock.webhooks.deliver()
    elsewhere.close()

    assert delivery.error == "HTTP 307, and redirects are not followed"
    assert list(elsewhere) == []


def test_an_answer_without_end_is_cut_off(mock, enter):
    """Nobody reads more than 64 KiB of what a receiver has to say."""
    said = []

    def chatty(environ, start_response):
        start_response("200 OK", [])
        for number in range(1_000):
            said.append(number)
            yield b"x" * 16 * 1024

    with Served(chatty) as served:
        mock.webhooks.deliver_to(served.url)
        enter()
        (delivery,) = mock.webhooks.deliver()

    assert delivery.status == "succeeded"
    assert len(said) < 1_000


def test_what_fails_inside_the_mock_spoils_no_answer(mock, inbox, enter, monkeypatch, caplog):
    """It is logged, and what is pending is still pending."""

    def broken(*_):
        raise RuntimeError("a mistake of ours")

    mock.webhooks.manner = "sync"
    monkeypatch.setattr("plugipay_mock.deliveries.pump.send", broken)
    enter()
    monkeypatch.undo()
    assert "a mistake of ours" in caplog.text
    enter()

    assert inbox.names == ["customer.created", "customer.created"]
