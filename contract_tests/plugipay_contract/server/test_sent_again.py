"""Deliveries that are sent again by hand, and one that is not sent to wherever its receiver points."""

import pytest

from plugipay_contract import money, recipes
from plugipay_contract.caller import Caller, Workspace, in_mode
from plugipay_contract.deliveries import CUSTOMERS, Thing, on_record, opened, told
from plugipay_contract.receiver import Inbox, Receiver


@pytest.fixture
def taken(teller: Caller, inbox: Inbox) -> Thing:
    """A customer of whom an endpoint was told, which said that it knows now; and the row of that delivery."""
    endpoint = opened(teller, inbox, events=CUSTOMERS)
    customer = recipes.new_customer(teller)
    return {"customer": customer, "delivery": on_record(teller, endpoint, inbox.about(customer)[0])["id"]}


def row(delivery: str) -> str:
    """Where a delivery is shown."""
    return f"/api/v1/webhooks/deliveries/{delivery}"


def target(delivery: str) -> str:
    """Where it is sent again."""
    return f"{row(delivery)}/retry"


def test_a_taken_delivery_can_be_sent_again(teller: Caller, inbox: Inbox, taken: Thing) -> None:
    """A retry by hand sends the same event once more, and answers 202."""
    answer = money.post(teller, target(taken["delivery"]))

    assert answer.status == 202
    assert len({each.body for each in inbox.about(taken["customer"], 2)}) == 1


def test_a_retry_by_hand_is_repeated_safely(teller: Caller, inbox: Inbox, taken: Thing) -> None:
    """Under one idempotency key it is sent once; another body under that key conflicts."""
    key = recipes.unique()
    for _ in range(2):
        money.made(teller.call("POST", target(taken["delivery"]), {}, idempotency_key=key))
    other = teller.call("POST", target(taken["delivery"]), {"other": 1}, idempotency_key=key)
    told(teller, inbox)

    assert (len(inbox.about(taken["customer"], 2)), other.verdict) == (2, (409, "idempotency_conflict"))


def test_others_cannot_send_it_again(teller: Caller, elsewhere: Workspace, inbox: Inbox, taken: Thing) -> None:
    """Another merchant neither finds a delivery nor has it sent again."""
    tried = [elsewhere.test.call("GET", row(taken["delivery"])), money.post(elsewhere.test, target(taken["delivery"]))]
    told(teller, inbox)

    assert [answer.verdict for answer in tried] == [(404, "not_found")] * 2
    assert len(inbox.of(taken["customer"])) == 1


def test_the_other_mode_cannot_send_it_again(teller: Caller, somewhere: Workspace, inbox: Inbox, taken: Thing) -> None:
    """A test delivery is out of a live key's reach."""
    live = in_mode(somewhere, "live")
    tried = [live.call("GET", row(taken["delivery"])), money.post(live, target(taken["delivery"]))]
    told(teller, inbox)

    assert [answer.verdict for answer in tried] == [(401, "mode_mismatch")] * 2
    assert len(inbox.of(taken["customer"])) == 1


def test_a_redirect_is_not_followed(teller: Caller, inbox: Inbox, receiver: Receiver) -> None:
    """A receiver that moved is not looked for: only the owner says where webhooks go."""
    elsewhere = receiver.inbox()
    endpoint = opened(teller, inbox, events=CUSTOMERS)
    inbox.answers(307, Location=elsewhere.url)
    attempted = on_record(teller, endpoint, told(teller, inbox))

    assert (attempted["responseCode"], elsewhere.arrived) == (307, [])
