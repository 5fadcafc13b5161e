"""Attempts: what is sent, when it is tried again, and when an endpoint is given up."""

import asyncio
import json

import httpx
import pytest

from plugipay import verify_webhook
from plugipay_mock.deliveries.courier import Courier
from plugipay_mock.deliveries.outgoing import Outgoing
from plugipay_mock.deliveries.schedule import Schedule

WEBHOOKS = "/api/v1/webhooks"


def only(mock):
    """The one delivery there is."""
    (delivery,) = mock.webhooks.deliveries()
    return delivery


def moments(delivery):
    """When each attempt was made, without the date of the first."""
    return [attempt["attemptedAt"][8:19] for attempt in delivery.log]


def test_nothing_is_sent_before_somebody_asks(mock, inbox, enter):
    """A mock in process collects deliveries."""
    enter()

    assert (len(inbox), only(mock).status) == (0, "pending")


def test_a_delivery_is_the_event_in_the_words_of_the_service(mock, inbox, enter, api):
    """The body holds id, type, account, time, and the object as its GET shows it."""
    customer = enter()
    mock.webhooks.deliver()

    assert inbox[0].event == {
        "id": mock.events[0].id,
        "type": "plugipay.customer.created.v1",
        "accountId": mock.account_id,
        "occurredAt": "2026-05-12T12:00:00.000Z",
        "data": {
            "object": api.get(f"/api/v1/customers/{customer['id']}").json()["data"],
            "aggregateType": "customer",
            "aggregateId": customer["id"],
        },
    }


def test_the_bytes_sent_are_those_of_the_delivery(mock, inbox, enter):
    """The delivery log shows exactly what was signed and sent."""
    enter("Élodie 李")
    mock.webhooks.deliver()

    assert only(mock).body.encode() == inbox[0].body


def test_our_client_accepts_what_is_sent(mock, inbox, enter):
    """The signature is the one receivers check."""
    enter()
    mock.webhooks.deliver()
    received = inbox[0]

    event = verify_webhook(received.body, received.headers["x-plugipay-signature"], inbox.secrets)

    assert event.id == mock.events[0].id


def test_each_endpoint_has_a_signature_of_its_own(mock, enter):
    """Two endpoints are told the same body, signed with their secrets."""
    first, second = mock.webhooks.inbox(), mock.webhooks.inbox()
    enter()
    mock.webhooks.deliver()

    assert first[0].body == second[0].body
    assert (first[0].problem, second[0].problem) == (None, None)
    assert first.secrets != second.secrets


def test_a_receiver_that_fails_twice_is_tried_three_times(mock, inbox, enter):
    """Retries come with the world clock, and the third attempt succeeds."""
    inbox.answer(503, times=2)
    enter()
    mock.webhooks.deliver()
    mock.clock.advance(minutes=1)
    mock.webhooks.deliver()
    mock.clock.advance(minutes=5)
    mock.webhooks.deliver()

    delivery = only(mock)

    assert (delivery.status, delivery.attempts, inbox.names) == ("succeeded", 3, ["customer.created"])
    assert [attempt["responseCode"] for attempt in delivery.log] == [503, 503, 200]


def test_a_retry_waits_for_its_time(mock, inbox, enter):
    """Asking early sends nothing."""
    inbox.answer(503)
    enter()
    mock.webhooks.deliver()
    mock.clock.advance(seconds=59)

    assert mock.webhooks.deliver() == []


def test_one_long_step_of_the_clock_sees_every_retry_at_its_moment(mock, inbox, enter):
    """With `sync`, retries are made while the clock moves, each when it is due."""
    mock.webhooks.manner = "sync"
    inbox.answer(503, times=5)
    enter()
    mock.clock.advance(days=1)

    assert moments(only(mock)) == [
        "12T12:00:00",
        "12T12:01:00",
        "12T12:06:00",
        "12T12:31:00",
        "12T14:31:00",
        "13T02:31:00",
    ]


def test_retries_of_several_deliveries_keep_their_moments(mock, inbox, enter):
    """None of them waits for another's retries of tomorrow."""
    mock.webhooks.manner = "sync"
    inbox.answer(503, times=8)
    enter()
    enter()
    mock.clock.advance(hours=1)

    expected = ["12T12:00:00", "12T12:01:00", "12T12:06:00", "12T12:31:00"]

    assert [moments(delivery) for delivery in mock.webhooks.deliveries()] == [expected, expected]


def test_a_clock_set_back_does_not_change_the_order(mock, inbox, enter):
    """First attempts go in the order of the log."""
    enter("Ada")
    mock.clock.set("2026-05-11T12:00:00Z")
    enter("Grace")
    mock.webhooks.deliver()

    assert [each.object["name"] for each in inbox] == ["Ada", "Grace"]


def test_after_72_hours_it_is_given_up(mock, inbox, enter):
    """The last attempts are half a day apart, and none is later than three days."""
    mock.webhooks.manner = "sync"
    inbox.answer(503, times=100)
    enter()
    mock.clock.advance(days=10)

    delivery = only(mock)

    assert (delivery.status, delivery.next_retry_at) == ("failed", None)
    assert moments(delivery)[-2:] == ["14T14:31:00", "15T02:31:00"]


def test_a_retry_repeats_body_and_event_under_a_fresh_signature(mock, inbox, enter, monkeypatch):
    """The same event arrives again, signed at another time."""
    inbox.answer(503)
    enter()
    mock.webhooks.deliver()
    mock.clock.advance(minutes=1)
    monkeypatch.setattr("plugipay_mock.deliveries.outgoing.wall_seconds", lambda: 1_800_000_000.0)
    mock.webhooks.deliver()

    first, second = inbox

    assert (first.id, first.body) == (second.id, second.body)
    assert second.headers["x-plugipay-signature"].startswith("t=1800000000,v1=")
    assert first.headers["x-plugipay-signature"] != second.headers["x-plugipay-signature"]
    assert [each.headers["x-plugipay-attempt"] for each in inbox] == ["1", "2"]


@pytest.mark.parametrize("status", [301, 302, 307, 400, 404, 410, 500])
def test_whatever_is_not_2xx_has_failed(mock, inbox, enter, status):
    """The answer is in the log, and the delivery waits for its retry."""
    inbox.answer(status)
    enter()
    mock.webhooks.deliver()

    delivery = only(mock)

    assert (delivery.status, delivery.response_code) == ("pending", status)
    assert delivery.error.startswith(f"HTTP {status}")


@pytest.mark.parametrize("status", [200, 201, 202, 204])
def test_any_2xx_has_succeeded(mock, inbox, enter, status):
    """A receiver need not say 200."""
    inbox.answer(status)
    enter()
    mock.webhooks.deliver()

    assert only(mock).status == "succeeded"


def test_a_failing_delivery_does_not_block_those_behind_it(mock, inbox, enter):
    """The first waits for its retry, the second goes out."""
    inbox.answer(503)
    enter("Ada")
    enter("Grace")
    mock.webhooks.deliver()

    assert [each.object["name"] for each in inbox] == ["Ada", "Grace"]
    assert [each.status for each in mock.webhooks.deliveries()] == ["pending", "succeeded"]


def test_an_endpoint_is_told_only_what_it_wants(mock, enter, api):
    """A prefix covers its events, a name only itself."""
    created = mock.webhooks.inbox(events=["customer.created"])
    customers = mock.webhooks.inbox(events=["customer.*"])
    invoices = mock.webhooks.inbox(events=["invoice.*"])
    api.delete(f"/api/v1/customers/{enter()['id']}")
    mock.webhooks.deliver()

    assert (created.names, customers.names, invoices.names) == (
        ["customer.created"],
        ["customer.created", "customer.deleted"],
        [],
    )


def test_events_from_before_an_endpoint_are_not_sent(mock, enter):
    """A new endpoint begins with what happens next."""
    enter()
    inbox = mock.webhooks.inbox()
    mock.webhooks.deliver()

    assert list(inbox) == []


def test_an_endpoint_hears_of_its_own_mode_only(mock, signing, inbox):
    """What happens in live mode is not told to test endpoints."""
    live = signing(mock.keys(mode="live"))
    with httpx.Client(transport=mock.transport(), base_url=mock.base_url, auth=live) as client:
        assert client.post("/api/v1/customers", json={}).status_code == 201

    assert mock.webhooks.deliver() == []


def test_a_refused_call_sends_nothing(mock, api, inbox):
    """What was not committed is not told."""
    api.post("/api/v1/customers", json={"email": "nonsense"})

    assert mock.webhooks.deliveries() == []


def test_pending_deliveries_of_a_closed_endpoint_end(mock, inbox, enter, api):
    """They are given up when their turn comes."""
    enter()
    endpoint = api.get(WEBHOOKS).json()["data"][0]
    api.delete(f"{WEBHOOKS}/{endpoint['id']}")
    mock.webhooks.deliver()

    assert (only(mock).status, only(mock).attempts, list(inbox)) == ("failed", 0, [])


@pytest.fixture
def failing(mock, inbox, enter):
    """An endpoint that refuses everything, in a world that delivers at once."""
    mock.webhooks.manner = "sync"
    inbox.answer(500, times=1000)
    return lambda number: [enter() for _ in range(number)]


def endpoint_of(api):
    return api.get(WEBHOOKS).json()["data"][0]


def test_20_failures_in_a_day_disable_an_endpoint(mock, api, failing):
    """Nobody is told any more, and the endpoint says why."""
    failing(19)
    mock.clock.advance(days=2)

    endpoint = endpoint_of(api)

    assert (endpoint["active"], endpoint["disabledAt"] > endpoint["failingSince"]) == (False, True)
    assert "failed attempts in a row" in endpoint["disabledReason"]


def test_20_failures_within_an_hour_disable_nothing(api, failing):
    """A streak has to last as well."""
    failing(25)

    assert (endpoint_of(api)["active"], endpoint_of(api)["consecutiveFailures"]) == (True, 25)


def test_a_success_ends_the_streak(api, inbox, enter, mock):
    """Failures count only in a row."""
    mock.webhooks.manner = "sync"
    inbox.answer(500, times=2)
    for _ in range(3):
        enter()

    endpoint = endpoint_of(api)

    assert (endpoint["consecutiveFailures"], endpoint["failingSince"]) == (0, None)


def test_a_disabled_endpoint_is_an_event_for_the_others(mock, api, failing):
    """Another endpoint is told which one was switched off."""
    failing(19)
    watcher = mock.webhooks.inbox(events=["webhook_endpoint.*"])
    mock.clock.advance(days=2)
    dead = next(each for each in api.get(WEBHOOKS).json()["data"] if not each["active"])

    shown = ("id", "url", "mode", "active", "disabledAt", "disabledReason", "consecutiveFailures", "failingSince")

    assert [each.object for each in watcher] == [{name: dead[name] for name in shown}]


def test_switching_on_again_clears_the_streak(mock, api, failing):
    """PATCH active true makes a fresh start."""
    failing(19)
    mock.clock.advance(days=2)
    answer = api.patch(f"{WEBHOOKS}/{endpoint_of(api)['id']}", json={"active": True}).json()["data"]

    facts = ("active", "consecutiveFailures", "failingSince", "disabledAt", "disabledReason")

    assert [answer[name] for name in facts] == [True, 0, None, None, None]


def test_a_schedule_cannot_stand_still():
    """A retry without delay would never end."""
    with pytest.raises(ValueError, match="positive numbers"):
        Schedule(delays=(60, 0))


def test_a_receiver_that_raises_has_answered_500(mock, enter, caplog):
    """An application in process fails as it would behind a server, and its traceback is in the log."""

    def broken(environ, start_response):
        raise RuntimeError("no database")

    mock.webhooks.deliver_to(broken)
    enter()
    mock.webhooks.deliver()

    assert (only(mock).response_code, only(mock).error) == (500, "RuntimeError: no database")
    assert "no database" in caplog.text


def test_a_restored_snapshot_is_delivered_again(mock, inbox, enter):
    """What was pending in a snapshot is pending after it."""
    enter()
    mock.snapshot()
    mock.webhooks.deliver()
    mock.restore()
    mock.webhooks.deliver()

    assert [each.id for each in inbox] == [mock.events[0].id] * 2


def test_a_reset_forgets_deliveries(mock, inbox, enter):
    """An empty workspace owes nobody anything."""
    enter()
    mock.reset()

    assert (mock.webhooks.deliver(), list(inbox)) == ([], [])


def test_the_body_is_json_without_spare_bytes(mock, inbox, enter):
    """Compact JSON, as the service sends it."""
    enter()
    mock.webhooks.deliver()

    assert inbox[0].body == json.dumps(inbox[0].event, separators=(",", ":"), ensure_ascii=False).encode()


@pytest.mark.parametrize("url", ["http://127.0.0.1:99999/", "http://127.0.0.1:-5/", "http://[::1/", "http://\ud800/"])
def test_what_no_way_leads_to_is_no_answer(url):
    """An attempt has come to nothing, whatever kind of nothing it is."""

    async def attempt():
        async with Courier() as courier:
            return await courier.carry(Outgoing(url, {}, b"{}"))

    status, why = asyncio.run(attempt())
    assert status is None
    assert why
