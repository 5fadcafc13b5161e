"""Webhooks as they arrive: signed, once for each change, to whoever asked for it and to nobody else."""

import json
import re
import time
from collections.abc import Callable

import pytest

from plugipay_contract import money, recipes
from plugipay_contract.caller import Caller, Workspace, enrol
from plugipay_contract.receiver import Inbox, Receiver
from plugipay_contract.server.deliveries import log, opened, switched
from plugipay_contract.subjects import Ability

pytestmark = pytest.mark.needs(Ability.DELIVERS, Ability.AUTO_KEYS)

BODY = {"id", "type", "accountId", "occurredAt", "data"}
PAID = "plugipay.invoice.paid.v1"


def test_a_change_is_delivered(teller: Caller, inbox: Inbox) -> None:
    """An event reaches the endpoint, as a POST of JSON."""
    opened(teller, inbox)
    recipes.new_customer(teller)

    (delivered,) = inbox.arrived
    assert (delivered.method, delivered.headers["Content-Type"]) == ("POST", "application/json")


def test_a_delivery_is_signed(teller: Caller, inbox: Inbox) -> None:
    """The HMAC of the second, a point and the very bytes, under the secret of the endpoint."""
    endpoint = opened(teller, inbox)
    recipes.new_customer(teller)

    assert inbox.last.is_signed(endpoint["secret"])


def test_a_signature_has_one_form(teller: Caller, inbox: Inbox) -> None:
    """One `t` and one `v1` in lower-case hex: all that every verifier understands."""
    opened(teller, inbox)
    recipes.new_customer(teller)

    assert re.fullmatch(r"t=\d+,v1=[0-9a-f]{64}", inbox.last.signature)


@pytest.mark.needs(Ability.CLOCK)
def test_a_signature_is_of_now(teller: Caller, inbox: Inbox) -> None:
    """The wall clock stamps it, however long ago the world clock stands still: the receiver's judges it."""
    teller.control("clock/freeze", {"at": "2026-01-31T10:00:00Z"})
    opened(teller, inbox)
    recipes.new_customer(teller)

    assert abs(inbox.last.signed_at - time.time()) < 300


def test_a_delivery_is_the_event(teller: Caller, inbox: Inbox) -> None:
    """Its body is what the archive has of the event: id, type, time, and data."""
    opened(teller, inbox)
    recipes.new_customer(teller, name="Élodie")

    event = money.reread(teller, "events", inbox.last.event)
    assert inbox.last.event == {name: event[name] for name in BODY}


def test_a_delivery_is_on_record(teller: Caller, inbox: Inbox) -> None:
    """Its exact body, its one attempt and what that was answered can be read."""
    opened(teller, inbox)
    inbox.answers(202)
    recipes.new_customer(teller)

    (row,) = log(teller)
    said = (row["status"], row["attempts"], row["responseCode"], row["body"].encode())
    assert said == ("succeeded", 1, 202, inbox.last.body)


@pytest.mark.guess
def test_the_headers_name_event_and_attempt(teller: Caller, inbox: Inbox) -> None:
    """A receiver can tell what it is about without reading the body."""
    opened(teller, inbox)
    recipes.new_customer(teller)

    named = [inbox.last.headers[f"X-Plugipay-{name}"] for name in ("Event-Id", "Event-Type", "Delivery-Id", "Attempt")]
    event = inbox.last.event
    assert named == [event["id"], event["type"], log(teller)[0]["id"], "1"]


def test_an_event_can_be_read_while_it_is_delivered(teller: Caller, inbox: Inbox) -> None:
    """What is told has happened: whoever asks at once finds it."""
    found: list[tuple[int, str | None]] = []
    inbox.meanwhile = lambda each: found.append(teller.call("GET", f"/api/v1/events/{each.event['id']}").verdict)
    opened(teller, inbox)
    recipes.new_customer(teller)

    assert found == [(200, None)]


def test_a_refused_call_tells_nobody(teller: Caller, inbox: Inbox) -> None:
    """What did not happen is not told."""
    opened(teller, inbox)
    recipes.invalid_email(teller)
    money.payout(teller, 1)

    assert inbox.arrived == []


def test_a_replay_tells_nobody(teller: Caller, inbox: Inbox) -> None:
    """What happened once is told once, however often its answer is fetched."""
    opened(teller, inbox)
    key = recipes.unique()
    for _ in range(3):
        teller.call("POST", "/api/v1/customers", {}, idempotency_key=key)

    assert len(inbox.arrived) == 1


def test_every_change_is_told(teller: Caller, inbox: Inbox) -> None:
    """An endpoint that named no events hears of all of them, in the order of the log."""
    opened(teller, inbox)
    money.paid_invoice(teller)

    logged = [money.short(row) for row in money.listed(teller, "events", "?order=asc")]
    assert inbox.names == logged


@pytest.mark.parametrize("events", [["invoice.paid"], [PAID], ["invoice.paid", "refund.issued"]])
def test_an_endpoint_hears_what_it_asked_for(teller: Caller, inbox: Inbox, events: list[str]) -> None:
    """A filter lets nothing else through; short names are as good as long ones."""
    opened(teller, inbox, events=events)
    money.paid_invoice(teller)

    assert inbox.names == ["invoice.paid"]


def test_an_asterisk_asks_for_everything(teller: Caller, inbox: Inbox) -> None:
    """An endpoint may say that it wants all events there are."""
    opened(teller, inbox, events=["*"])
    money.paid_invoice(teller)

    assert inbox.names == [money.short(row) for row in money.listed(teller, "events", "?order=asc")]


def test_a_short_name_is_stored_long(teller: Caller, inbox: Inbox) -> None:
    """What an endpoint wants is shown by the types events have."""
    assert opened(teller, inbox, events=["invoice.paid"])["events"] == [PAID]


def test_a_changed_filter_holds(teller: Caller, inbox: Inbox) -> None:
    """An endpoint may ask for something else later."""
    endpoint = opened(teller, inbox, events=["invoice.paid"])
    teller.call("PATCH", f"/api/v1/webhooks/{endpoint['id']}", {"events": ["customer.created"]})
    money.paid_invoice(teller)

    assert inbox.names == ["customer.created"]


def test_an_endpoint_that_moved_is_found(teller: Caller, receiver: Receiver) -> None:
    """From then on webhooks go to its new address, and no longer to the old one."""
    old, new = receiver.inbox(), receiver.inbox()
    endpoint = opened(teller, old)
    recipes.new_customer(teller)
    teller.call("PATCH", f"/api/v1/webhooks/{endpoint['id']}", {"url": new.url})
    recipes.new_customer(teller)

    assert (len(old.arrived), len(new.arrived)) == (1, 1)


def test_each_endpoint_is_told(teller: Caller, receiver: Receiver) -> None:
    """Two endpoints hear of one change by one event id, each signed with its own secret."""
    inboxes = [receiver.inbox(), receiver.inbox()]
    endpoints = [opened(teller, each) for each in inboxes]
    recipes.new_customer(teller)

    assert len({each.last.event["id"] for each in inboxes}) == 1
    assert [each.last.is_signed(own["secret"]) for each, own in zip(inboxes, endpoints, strict=True)] == [True, True]


@pytest.mark.guess
def test_an_endpoint_is_not_told_of_the_past(teller: Caller, inbox: Inbox) -> None:
    """What happened before it was opened stays in the log."""
    recipes.new_customer(teller)
    opened(teller, inbox)

    assert inbox.arrived == []


def deleted(teller: Caller, endpoint: money.Thing) -> None:
    """Close an endpoint."""
    teller.call("DELETE", f"/api/v1/webhooks/{endpoint['id']}")


def switched_off(teller: Caller, endpoint: money.Thing) -> None:
    """Switch an endpoint off."""
    switched(teller, endpoint, active=False)


@pytest.mark.parametrize("end", [deleted, switched_off])
def test_an_endpoint_that_is_gone_hears_nothing(
    teller: Caller, inbox: Inbox, end: Callable[[Caller, money.Thing], None]
) -> None:
    """Neither a deleted endpoint nor one that is switched off is told anything."""
    end(teller, opened(teller, inbox))
    recipes.new_customer(teller)

    assert inbox.arrived == []


def test_an_endpoint_that_is_back_hears_again(teller: Caller, inbox: Inbox) -> None:
    """Switched on again, it is told what happens from then on."""
    endpoint = opened(teller, inbox)
    switched(teller, endpoint, active=False)
    switched(teller, endpoint, active=True)
    recipes.new_customer(teller)

    assert inbox.names == ["customer.created"]


def test_the_modes_tell_their_own_endpoints(teller: Caller, workspace: Workspace, inbox: Inbox) -> None:
    """A test endpoint hears nothing of live changes."""
    opened(teller, inbox)
    recipes.new_customer(workspace.live)

    assert inbox.arrived == []


def test_others_endpoints_hear_nothing(teller: Caller, server: Caller, inbox: Inbox) -> None:
    """Another workspace's changes are nobody else's business."""
    opened(teller, inbox)
    other = enrol(server).test
    other.control("webhooks/manner", {"manner": "sync"})
    recipes.new_customer(other)

    assert inbox.arrived == []


def test_a_secret_is_shown_once(teller: Caller, inbox: Inbox) -> None:
    """Whoever creates the endpoint gets its secret, and nobody ever again."""
    endpoint = opened(teller, inbox)
    later = [*money.listed(teller, "webhooks"), switched(teller, endpoint, active=True)]

    assert endpoint["secret"].startswith("whsec_")
    assert endpoint["secret"] not in json.dumps(later)


@pytest.mark.guess
def test_a_rotated_secret_signs(teller: Caller, inbox: Inbox) -> None:
    """After a rotation the new secret signs, and the old one does not."""
    endpoint = opened(teller, inbox)
    rotated = teller.control(f"webhooks/{endpoint['id']}/rotate", {})
    recipes.new_customer(teller)

    assert [inbox.last.is_signed(each["secret"]) for each in (rotated, endpoint)] == [True, False]


def test_a_triggered_event_is_delivered(teller: Caller, inbox: Inbox) -> None:
    """An event that nothing led to arrives like any other."""
    endpoint = opened(teller, inbox)
    body = {"type": PAID, "aggregateId": money.new_invoice(teller)["id"]}
    money.made(money.post(teller, "/api/v1/events/trigger", body))

    assert (inbox.names[-1], inbox.last.is_signed(endpoint["secret"])) == ("invoice.paid", True)


def test_a_replayed_event_is_delivered_again(teller: Caller, inbox: Inbox) -> None:
    """Told once more, it has the type and the data it had."""
    opened(teller, inbox)
    recipes.new_customer(teller)
    money.made(money.post(teller, "/api/v1/events/replay", {"eventIds": [inbox.last.event["id"]]}))

    first, second = (each.event for each in inbox.arrived)
    assert (second["type"], second["data"]) == (first["type"], first["data"])


def test_a_bad_receiver_spoils_no_answer(teller: Caller, inbox: Inbox) -> None:
    """Who changes something is not told that somebody else could not be."""
    opened(teller, inbox)
    inbox.answers(500)

    assert money.post(teller, "/api/v1/customers", {}).verdict == (201, None)
