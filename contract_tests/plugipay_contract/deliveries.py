"""What tests of webhooks share: who tells, an endpoint that leads to an inbox, and the log of what was attempted."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from plugipay_contract import money, recipes
from plugipay_contract.caller import Caller, Workspace
from plugipay_contract.endpoints import take_down
from plugipay_contract.receiver import PATIENCE, Delivered, Inbox, Receiver
from plugipay_contract.subjects import Ability, ServerSubject

Thing = money.Thing
CUSTOMERS = ["customer.created"]
"""What most endpoints ask for: one event for each customer, and not all that others do."""
PAUSE = 0.02
"""Seconds between two looks at a row that a server has yet to write."""


def patience_with(subject: ServerSubject) -> float:
    """How many seconds a webhook may take: none where a server is told to deliver before it answers."""
    return 0 if Ability.DELIVERS in subject.abilities else PATIENCE


def tells(caller: Caller, receiver: Receiver) -> bool:
    """Whether a subject delivers webhooks: it is said to, or it delivers one on trial; never tried from afar."""
    if caller.subject.abilities & {Ability.DELIVERS, Ability.WEBHOOKS}:
        return True
    return caller.subject.mark is None and _is_told(caller, receiver.inbox())


def _is_told(caller: Caller, inbox: Inbox) -> bool:
    opening = money.post(caller, "/api/v1/webhooks", {"url": inbox.url, "events": CUSTOMERS})
    return opening.status == 201 and inbox.hears_of(recipes.new_customer(caller))


@contextmanager
def telling(workspace: Workspace, *, tells: bool) -> Iterator[Caller]:
    """The test key of a workspace whose webhooks are delivered, in both modes; skipped where none are."""
    if not tells:
        pytest.skip(f"no webhook came within {PATIENCE:.0f} s; if one should have, say --plugipay-abilities webhooks")
    told_at_once(workspace.test)
    told_at_once(workspace.live)
    yield workspace.test
    take_down(workspace.test)


def told_at_once(caller: Caller) -> None:
    """Have what happens in a workspace told before it is answered, where a server can be told to."""
    if Ability.DELIVERS in caller.subject.abilities:
        caller.control("webhooks/manner", {"manner": "sync"})


def opened(caller: Caller, inbox: Inbox, **fields: Any) -> Thing:
    """An endpoint that leads to an inbox, with its secret."""
    return money.made(money.post(caller, "/api/v1/webhooks", {"url": inbox.url, **fields}))


def told(caller: Caller, inbox: Inbox, **fields: Any) -> Delivered:
    """What an inbox is told of a new customer, at first."""
    return inbox.about(recipes.new_customer(caller, **fields))[0]


def log(caller: Caller, query: str = "") -> list[Thing]:
    """The deliveries of a workspace, newest first."""
    return money.listed(caller, "webhooks/deliveries", query)


def on_record(caller: Caller, endpoint: Thing, delivered: Delivered) -> Thing:
    """The row of what arrived, once it has what that was answered; a server may write it down later."""

    def look() -> list[Thing]:
        rows = log(caller, f"?endpointId={endpoint['id']}&limit=100")
        return [row for row in rows if row["eventId"] == delivered.event["id"] and row["responseCode"]]

    return sooner_or_later(look, patience_with(caller.subject))


def sooner_or_later(look: Callable[[], list[Thing]], patience: float) -> Thing:
    """The first of what is looked for, as soon as there is any; nobody tells when, so that one has to look again."""
    deadline = time.monotonic() + patience
    while not (found := look()) and time.monotonic() < deadline:
        time.sleep(PAUSE)
    assert found, f"nothing of the kind is on record within {patience} s"
    return found[0]


def switched(caller: Caller, endpoint: Thing, *, active: bool) -> Thing:
    """An endpoint switched on or off."""
    return money.made(caller.call("PATCH", f"/api/v1/webhooks/{endpoint['id']}", {"active": active}))
