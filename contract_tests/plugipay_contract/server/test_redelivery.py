"""Webhooks that were not taken: tried again on the world clock, given up in the end, and sent anew on demand."""

import time
from datetime import datetime
from itertools import pairwise

import pytest

from plugipay_contract import money, recipes
from plugipay_contract.caller import Caller
from plugipay_contract.deliveries import Thing, log, opened
from plugipay_contract.receiver import Inbox, Receiver
from plugipay_contract.subjects import Ability

pytestmark = pytest.mark.needs(Ability.DELIVERS, Ability.AUTO_KEYS, Ability.CLOCK)

MINUTE, HOUR = 60, 3600
SCHEDULE = [MINUTE, 5 * MINUTE, 25 * MINUTE, 2 * HOUR, 12 * HOUR]
"""Seconds between the first six attempts, as sibling products wait."""


@pytest.fixture
def endpoint(teller: Caller, inbox: Inbox) -> Thing:
    """An endpoint in a workspace whose clock stands still."""
    teller.control("clock/freeze", {"at": "2026-01-31T10:00:00Z"})
    return opened(teller, inbox, events=["customer.created"])


def advance(teller: Caller, **span: float) -> None:
    """Let time pass."""
    teller.control("clock/advance", span)


def moments(row: Thing) -> list[float]:
    """When a delivery was attempted, in seconds of this epoch."""
    return [datetime.fromisoformat(each["attemptedAt"]).timestamp() for each in row["attemptLog"]]


@pytest.mark.usefixtures("endpoint")
@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
def test_what_was_taken_is_not_sent_again(teller: Caller, inbox: Inbox, status: int) -> None:
    """Any 2xx is a success, and that is the end of it."""
    inbox.answers(status)
    recipes.new_customer(teller)
    advance(teller, days=4)

    assert (len(inbox.arrived), log(teller)[0]["status"]) == (1, "succeeded")


@pytest.mark.usefixtures("endpoint")
@pytest.mark.parametrize("status", [301, 400, 404, 410, 429, 500, 503])
def test_what_was_not_taken_is_sent_again(teller: Caller, inbox: Inbox, status: int) -> None:
    """Whatever is no 2xx is a failure, and the next attempt may succeed."""
    inbox.answers(status, 200)
    recipes.new_customer(teller)
    before = log(teller)[0]["status"]
    advance(teller, hours=1)

    assert (before, len(inbox.arrived), log(teller)[0]["status"]) == ("pending", 2, "succeeded")


@pytest.mark.usefixtures("endpoint")
def test_nothing_is_sent_before_its_time(teller: Caller, inbox: Inbox) -> None:
    """The next attempt is made when the delivery says, and not a second before."""
    inbox.answers(500)
    recipes.new_customer(teller)
    span = datetime.fromisoformat(log(teller)[0]["nextRetryAt"]).timestamp() - moments(log(teller)[0])[0]
    advance(teller, seconds=span - 1)
    early = len(inbox.arrived)
    advance(teller, seconds=1)

    assert (early, len(inbox.arrived)) == (1, 2)


def test_an_attempt_repeats_the_bytes(teller: Caller, inbox: Inbox, endpoint: Thing) -> None:
    """Every attempt tells the same event in the same bytes, so that a receiver can tell it knows it."""
    inbox.answers(500)
    recipes.new_customer(teller)
    advance(teller, days=1)

    assert len(inbox.arrived) > 2
    assert {each.body for each in inbox.arrived} == {inbox.arrived[0].body}
    assert all(each.is_signed(endpoint["secret"]) for each in inbox.arrived)


@pytest.mark.thorough
@pytest.mark.usefixtures("endpoint")
def test_an_attempt_is_stamped_when_it_is_made(teller: Caller, inbox: Inbox) -> None:
    """A later attempt is signed anew: with the time of the first, no receiver would believe it."""
    inbox.answers(500, 200)
    recipes.new_customer(teller)
    time.sleep(1.01 - time.time() % 1)  # until the next second
    advance(teller, minutes=2)

    first, second = (each.signed_at for each in inbox.arrived)
    assert first < second


@pytest.mark.guess
@pytest.mark.usefixtures("endpoint")
def test_the_pauses_grow(teller: Caller, inbox: Inbox) -> None:
    """A minute, five, twenty-five, two hours, twelve: nobody is hammered."""
    inbox.answers(500)
    recipes.new_customer(teller)
    advance(teller, days=1)

    assert [later - earlier for earlier, later in pairwise(moments(log(teller)[0]))][:5] == SCHEDULE


@pytest.mark.usefixtures("endpoint")
def test_it_is_given_up_after_three_days(teller: Caller, inbox: Inbox) -> None:
    """Retries stop after 72 hours; then the delivery has failed."""
    inbox.answers(500)
    recipes.new_customer(teller)
    advance(teller, days=10)

    row = log(teller)[0]
    assert (row["status"], row["nextRetryAt"]) == ("failed", None)
    assert moments(row)[-1] - moments(row)[0] <= 72 * HOUR


@pytest.mark.usefixtures("endpoint")
def test_each_attempt_is_on_record(teller: Caller, inbox: Inbox) -> None:
    """The log of a delivery has the answer of every attempt."""
    inbox.answers(500, 404, 204)
    recipes.new_customer(teller)
    advance(teller, days=1)

    row = log(teller)[0]
    assert [each["responseCode"] for each in row["attemptLog"]] == [500, 404, 204]
    assert (row["attempts"], row["responseCode"]) == (3, 204)


def test_whoever_is_deaf_is_switched_off(teller: Caller, inbox: Inbox, endpoint: Thing) -> None:
    """Twenty failures in a row over a day disable an endpoint, and say why."""
    inbox.answers(500)
    for _ in range(4):
        recipes.new_customer(teller)
    advance(teller, days=2)

    (row,) = money.listed(teller, "webhooks")
    assert (row["active"], row["id"]) == (False, endpoint["id"])
    assert row["disabledAt"]
    assert row["disabledReason"]


def test_switching_off_is_told(teller: Caller, inbox: Inbox, receiver: Receiver, endpoint: Thing) -> None:
    """Another endpoint hears which one was disabled."""
    other = receiver.inbox()
    opened(teller, other, events=["webhook_endpoint.disabled"])
    inbox.answers(500)
    for _ in range(4):
        recipes.new_customer(teller)
    advance(teller, days=2)

    assert [each.event["data"]["object"]["id"] for each in other.arrived] == [endpoint["id"]]


@pytest.mark.usefixtures("endpoint")
def test_a_failed_delivery_can_be_sent_again(teller: Caller, inbox: Inbox) -> None:
    """What was given up may be taken after all."""
    inbox.answers(500)
    recipes.new_customer(teller)
    advance(teller, days=10)
    inbox.answers(200)
    money.post(teller, f"/api/v1/webhooks/deliveries/{log(teller)[0]['id']}/retry")

    assert log(teller)[0]["status"] == "succeeded"


def test_a_waiting_delivery_is_not_sent_to_nobody(teller: Caller, inbox: Inbox, endpoint: Thing) -> None:
    """What waits for its retry when its endpoint is closed never arrives."""
    inbox.answers(500)
    recipes.new_customer(teller)
    teller.call("DELETE", f"/api/v1/webhooks/{endpoint['id']}")
    advance(teller, days=4)

    assert len(inbox.arrived) == 1
