"""Webhooks as they arrive: signed, once for each change, with what the archive has of it.

What should not come twice would have come before what happens after it, which is waited for.
"""

import re
import time

import pytest

from plugipay_contract import money, recipes
from plugipay_contract.caller import Caller
from plugipay_contract.deliveries import CUSTOMERS, log, on_record, opened, told
from plugipay_contract.receiver import Inbox
from plugipay_contract.subjects import Ability

BODY = {"id", "type", "accountId", "occurredAt", "data"}
PAID = "plugipay.invoice.paid.v1"


def test_a_change_is_delivered(teller: Caller, inbox: Inbox) -> None:
    """An event reaches the endpoint, once, as a POST of JSON."""
    opened(teller, inbox, events=CUSTOMERS)
    customer = recipes.new_customer(teller)
    told(teller, inbox)

    (delivered,) = inbox.about(customer)
    assert (delivered.method, delivered.headers["Content-Type"]) == ("POST", "application/json")


@pytest.mark.parametrize("name", ["Ada", "Élodie 東京 🎉"], ids=["ascii", "other-letters"])
def test_a_delivery_is_signed(teller: Caller, inbox: Inbox, name: str) -> None:
    """The HMAC of the second, a point and the very bytes, under the secret of the endpoint."""
    endpoint = opened(teller, inbox, events=CUSTOMERS)

    assert told(teller, inbox, name=name).is_signed(endpoint["secret"])


def test_a_signature_has_one_form(teller: Caller, inbox: Inbox) -> None:
    """One `t` and one `v1` in lower-case hex: all that every verifier understands."""
    opened(teller, inbox, events=CUSTOMERS)

    assert re.fullmatch(r"t=\d+,v1=[0-9a-f]{64}", told(teller, inbox).signature)


def test_a_signature_is_of_now(teller: Caller, inbox: Inbox) -> None:
    """Its time is one that a receiver believes, whose tolerance is five minutes."""
    opened(teller, inbox, events=CUSTOMERS)

    assert abs(told(teller, inbox).signed_at - time.time()) < 300


@pytest.mark.needs(Ability.DELIVERS, Ability.AUTO_KEYS, Ability.CLOCK)
def test_the_world_clock_stamps_no_signature(teller: Caller, inbox: Inbox) -> None:
    """The wall clock stamps it, however long ago the world clock stands still: the receiver's judges it."""
    teller.control("clock/freeze", {"at": "2026-01-31T10:00:00Z"})
    opened(teller, inbox)

    assert abs(told(teller, inbox).signed_at - time.time()) < 300


def test_a_delivery_is_the_event(teller: Caller, inbox: Inbox) -> None:
    """Its body is what the archive has of the event: id, type, time, and data."""
    opened(teller, inbox, events=CUSTOMERS)
    delivered = told(teller, inbox, name="Élodie")

    event = money.reread(teller, "events", delivered.event)
    assert delivered.event == {name: event[name] for name in BODY}


def test_a_delivery_is_on_record(teller: Caller, inbox: Inbox) -> None:
    """Its exact body, its one attempt and what that was answered can be read."""
    endpoint = opened(teller, inbox, events=CUSTOMERS)
    inbox.answers(202)
    delivered = told(teller, inbox)

    row = on_record(teller, endpoint, delivered)
    said = (row["status"], row["attempts"], row["responseCode"], row["body"].encode())
    assert said == ("succeeded", 1, 202, delivered.body)


def test_what_was_not_taken_is_on_record(teller: Caller, inbox: Inbox) -> None:
    """A delivery that was refused waits, with the answer it got and the time of its next attempt."""
    endpoint = opened(teller, inbox, events=CUSTOMERS)
    inbox.answers(503)

    row = on_record(teller, endpoint, told(teller, inbox))
    assert (row["status"], row["responseCode"], row["deliveredAt"]) == ("pending", 503, None)
    assert row["nextRetryAt"] > row["lastAttemptAt"]


@pytest.mark.guess
def test_the_headers_name_event_and_attempt(teller: Caller, inbox: Inbox) -> None:
    """A receiver can tell what it is about without reading the body."""
    endpoint = opened(teller, inbox, events=CUSTOMERS)
    delivered = told(teller, inbox)

    named = [delivered.headers[f"X-Plugipay-{name}"] for name in ("Event-Id", "Event-Type", "Delivery-Id", "Attempt")]
    event, row = delivered.event, on_record(teller, endpoint, delivered)
    assert named == [event["id"], event["type"], row["id"], "1"]


def test_an_event_can_be_read_while_it_is_delivered(teller: Caller, inbox: Inbox) -> None:
    """What is told has happened: whoever asks at once finds it."""
    found: dict[str, tuple[int, str | None]] = {}
    inbox.meanwhile = lambda each: found.update(
        {each.event["id"]: teller.call("GET", f"/api/v1/events/{each.event['id']}").verdict}
    )
    opened(teller, inbox, events=CUSTOMERS)

    assert found[told(teller, inbox).event["id"]] == (200, None)


@pytest.mark.needs(Ability.DELIVERS, Ability.AUTO_KEYS)
def test_a_refused_call_tells_nobody(teller: Caller, inbox: Inbox) -> None:
    """What did not happen is not told."""
    opened(teller, inbox)
    recipes.invalid_email(teller)
    money.payout(teller, 1)

    assert inbox.arrived == []


def test_a_replay_tells_nobody(teller: Caller, inbox: Inbox) -> None:
    """What happened once is told once, however often its answer is fetched."""
    opened(teller, inbox, events=CUSTOMERS)
    key = recipes.unique()
    customers = [teller.call("POST", "/api/v1/customers", {}, idempotency_key=key).data for _ in range(3)]
    told(teller, inbox)

    assert len(inbox.about(customers[0])) == 1


def test_every_change_is_told(teller: Caller, inbox: Inbox) -> None:
    """An endpoint that named no events hears of all that becomes of an object."""
    opened(teller, inbox)
    invoice = money.paid_invoice(teller)

    logged = money.events_of(teller, invoice)
    assert sorted(money.short(each.event) for each in inbox.about(invoice, len(logged))) == sorted(logged)


@pytest.mark.needs(Ability.DELIVERS, Ability.AUTO_KEYS)
def test_changes_are_told_in_their_order(teller: Caller, inbox: Inbox) -> None:
    """Delivered before the answer, all events of a workspace come in the order of the log."""
    opened(teller, inbox)
    money.paid_invoice(teller)

    logged = [money.short(row) for row in money.listed(teller, "events", "?order=asc")]
    assert [money.short(each.event) for each in inbox.arrived] == logged


def test_a_triggered_event_is_delivered(teller: Caller, inbox: Inbox) -> None:
    """An event that nothing led to arrives like any other."""
    endpoint = opened(teller, inbox, events=[PAID])
    invoice = money.new_invoice(teller)
    money.made(money.post(teller, "/api/v1/events/trigger", {"type": PAID, "aggregateId": invoice["id"]}))

    (delivered,) = inbox.about(invoice)
    assert (money.short(delivered.event), delivered.is_signed(endpoint["secret"])) == ("invoice.paid", True)


def test_a_replayed_event_is_delivered_again(teller: Caller, inbox: Inbox) -> None:
    """Told once more, it has the type and the data it had."""
    opened(teller, inbox, events=CUSTOMERS)
    customer = recipes.new_customer(teller)
    (delivered,) = inbox.about(customer)
    money.made(money.post(teller, "/api/v1/events/replay", {"eventIds": [delivered.event["id"]]}))

    first, second = (each.event for each in inbox.about(customer, 2))
    assert (second["type"], second["data"]) == (first["type"], first["data"])


def test_a_bad_receiver_spoils_no_answer(teller: Caller, inbox: Inbox) -> None:
    """Who changes something is not told that somebody else could not be."""
    opened(teller, inbox, events=CUSTOMERS)
    inbox.answers(500)

    assert money.post(teller, "/api/v1/customers", {}).verdict == (201, None)


def test_an_endpoint_has_a_log_of_its_own(teller: Caller, inbox: Inbox) -> None:
    """Asked for one endpoint, the deliveries are those to it, whoever else was told."""
    others = opened(teller, inbox, events=CUSTOMERS)
    endpoint = opened(teller, inbox, events=CUSTOMERS)
    delivered = inbox.about(recipes.new_customer(teller), 2)[0]

    assert on_record(teller, endpoint, delivered)["id"] != on_record(teller, others, delivered)["id"]
    assert {row["endpointId"] for row in log(teller, f"?endpointId={endpoint['id']}&limit=100")} == {endpoint["id"]}
