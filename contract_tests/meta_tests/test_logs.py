"""The events of one object, however many others there are."""

import httpx
import pytest

from plugipay_contract import money, recipes
from plugipay_contract.caller import Caller
from plugipay_contract.subjects import ServerSubject
from plugipay_mock import Transport, World, ready_card

CROWD = 230
"""What others make meanwhile: more than two pages."""


@pytest.fixture
def given():
    """The holder of the one key that is known of a server."""
    world = World()
    transport = Transport(world)
    subject = ServerSubject.from_card(ready_card(world, "http://mock.example"), (), transport=transport)
    with httpx.Client(transport=transport) as http:
        yield Caller(subject, http, subject.keys["test"])


def test_a_crowd_hides_no_event(given):
    """What became of an object is found behind pages of what others wrote since."""
    invoice = money.paid_invoice(given)
    for _ in range(CROWD):
        recipes.new_customer(given)

    assert money.events_of(given, invoice) == ["invoice.created", "invoice.finalized", "invoice.paid"]


def test_a_log_is_not_read_to_its_end(given):
    """Once a page reaches back to before an object was made, there can be no more about it."""
    for _ in range(CROWD):
        recipes.new_customer(given)
    customer = recipes.new_customer(given)
    asked = []
    given.http.event_hooks["request"].append(asked.append)

    assert (money.events_of(given, customer), len(asked)) == (["customer.created"], 1)
