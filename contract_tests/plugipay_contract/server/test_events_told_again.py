"""Events that somebody has told: again, or without anything having happened."""

from typing import Any

import pytest

from plugipay_contract import money, recipes
from plugipay_contract.caller import Caller, own


def log(caller: Caller) -> list[money.Thing]:
    """The newest hundred events, the newest first."""
    return money.listed(caller, "events", "?limit=100")


def told(event: money.Thing) -> tuple[Any, ...]:
    """What an event says happened."""
    return event["type"], event["data"], event["occurredAt"], event["mode"], event["accountId"]


@pytest.mark.guess
def test_every_event_asked_for_is_told_again(someone: Caller) -> None:
    """Each is a new entry that says what the old one said, and names it; in the order they were asked for."""
    first, second, third = (
        money.told_of(someone, recipes.new_customer(someone, name=name))[0] for name in ("Ada", "Grace", "Edsger")
    )
    asked, before = [second, third, first], log(someone)
    answer = money.post(someone, "/api/v1/events/replay", {"eventIds": [event["id"] for event in asked]})

    new = [event for event in reversed(log(someone)) if event not in before]
    again = own(someone, new, lambda event: event["metadata"].get("replayOf") in {each["id"] for each in asked})
    assert [(told(event), event["metadata"]["replayOf"]) for event in again] == [
        (told(event), event["id"]) for event in asked
    ]
    assert [event["id"] for event in answer.data] == [event["id"] for event in again]


@pytest.mark.guess
def test_a_triggered_event_shows_its_object_with_the_changes(someone: Caller) -> None:
    """The object that is named, with the fields of `data` in place of its own; the object itself stays as it is."""
    customer = recipes.new_customer(someone, name="Ada", email="ada@example.com")
    body = {"type": "customer.updated", "aggregateId": customer["id"], "data": {"name": "Grace"}}
    event = money.made(money.post(someone, "/api/v1/events/trigger", body))

    assert event["data"]["object"] == customer | {"name": "Grace"}
    newest = money.log_of(someone, customer)[0]
    assert (newest["data"], money.reread(someone, "customers", customer)) == (event["data"], customer)
