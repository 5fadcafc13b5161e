"""Who hears of a change by webhook: whoever asked for it, for as long as it is there, and nobody else.

What should not come would have come before what happens after it, which is waited for.
"""

import json
from collections.abc import Callable

import pytest

from plugipay_contract import money, recipes
from plugipay_contract.caller import Caller, Workspace, in_mode
from plugipay_contract.deliveries import CUSTOMERS, opened, switched, told, told_at_once
from plugipay_contract.more_operations import HOOK, new
from plugipay_contract.receiver import Inbox, Receiver
from plugipay_contract.subjects import Ability

PAID = "plugipay.invoice.paid.v1"


@pytest.mark.parametrize("events", [["invoice.paid"], [PAID], ["invoice.paid", "refund.issued"]])
def test_an_endpoint_hears_what_it_asked_for(teller: Caller, inbox: Inbox, events: list[str]) -> None:
    """A filter lets nothing else through; short names are as good as long ones."""
    opened(teller, inbox, events=events)
    invoice = money.paid_invoice(teller)
    inbox.about(money.paid_invoice(teller))

    assert [money.short(each.event) for each in inbox.about(invoice)] == ["invoice.paid"]


def test_an_asterisk_asks_for_everything(teller: Caller, inbox: Inbox) -> None:
    """An endpoint may say that it wants all events there are."""
    opened(teller, inbox, events=["*"])
    invoice = money.paid_invoice(teller)

    logged = money.events_of(teller, invoice)
    assert sorted(money.short(each.event) for each in inbox.about(invoice, len(logged))) == sorted(logged)


def test_a_short_name_is_stored_long(someone: Caller) -> None:
    """What an endpoint wants is shown by the types events have."""
    assert new("webhooks", HOOK)(someone)["events"] == [PAID]


def test_an_endpoint_is_told_once_whatever_it_asked_for_twice(teller: Caller, inbox: Inbox) -> None:
    """Everything, and something besides: each event comes once."""
    opened(teller, inbox, events=["*", *CUSTOMERS])
    customer = recipes.new_customer(teller)
    told(teller, inbox)

    assert len(inbox.about(customer)) == 1


def test_a_changed_endpoint_keeps_its_secret(teller: Caller, inbox: Inbox) -> None:
    """Who changes an endpoint is told no secret, and so the one there was goes on signing."""
    endpoint = opened(teller, inbox, events=CUSTOMERS)
    money.made(teller.call("PATCH", f"/api/v1/webhooks/{endpoint['id']}", {"description": "Tea"}))

    assert told(teller, inbox).is_signed(endpoint["secret"])


def test_a_changed_filter_holds(teller: Caller, inbox: Inbox) -> None:
    """An endpoint may ask for something else later."""
    endpoint = opened(teller, inbox, events=["invoice.paid"])
    teller.call("PATCH", f"/api/v1/webhooks/{endpoint['id']}", {"events": CUSTOMERS})
    invoice = money.paid_invoice(teller)
    told(teller, inbox)

    assert inbox.of(invoice) == []


def test_an_endpoint_that_moved_is_found(teller: Caller, receiver: Receiver) -> None:
    """From then on webhooks go to its new address, and no longer to the old one."""
    old, new = receiver.inbox(), receiver.inbox()
    endpoint = opened(teller, old, events=CUSTOMERS)
    told(teller, old)
    teller.call("PATCH", f"/api/v1/webhooks/{endpoint['id']}", {"url": new.url})
    customer = recipes.new_customer(teller)

    assert (len(new.about(customer)), old.of(customer)) == (1, [])


def test_each_endpoint_is_told(teller: Caller, receiver: Receiver) -> None:
    """Two endpoints hear of one change by one event id, each signed with its own secret."""
    inboxes = [receiver.inbox(), receiver.inbox()]
    endpoints = [opened(teller, each, events=CUSTOMERS) for each in inboxes]
    customer = recipes.new_customer(teller)

    heard = [each.about(customer)[0] for each in inboxes]
    assert len({each.event["id"] for each in heard}) == 1
    assert [each.is_signed(own["secret"]) for each, own in zip(heard, endpoints, strict=True)] == [True, True]


@pytest.mark.guess
def test_an_endpoint_is_not_told_of_the_past(teller: Caller, inbox: Inbox) -> None:
    """What happened before it was opened stays in the log."""
    customer = recipes.new_customer(teller)
    opened(teller, inbox, events=CUSTOMERS)
    told(teller, inbox)

    assert inbox.of(customer) == []


def deleted(teller: Caller, endpoint: money.Thing) -> None:
    """Close an endpoint."""
    teller.call("DELETE", f"/api/v1/webhooks/{endpoint['id']}")


def switched_off(teller: Caller, endpoint: money.Thing) -> None:
    """Switch an endpoint off."""
    switched(teller, endpoint, active=False)


@pytest.mark.parametrize("end", [deleted, switched_off])
def test_an_endpoint_that_is_gone_hears_nothing(
    teller: Caller, receiver: Receiver, end: Callable[[Caller, money.Thing], None]
) -> None:
    """Neither a deleted endpoint nor one that is switched off is told what others hear."""
    gone, there = receiver.inbox(), receiver.inbox()
    end(teller, opened(teller, gone, events=CUSTOMERS))
    opened(teller, there, events=CUSTOMERS)
    customer = recipes.new_customer(teller)
    there.about(customer)

    assert gone.of(customer) == []


def test_an_endpoint_that_is_back_hears_again(teller: Caller, inbox: Inbox) -> None:
    """Switched on again, it is told what happens from then on."""
    endpoint = opened(teller, inbox, events=CUSTOMERS)
    switched(teller, endpoint, active=False)
    switched(teller, endpoint, active=True)

    assert money.short(told(teller, inbox).event) == "customer.created"


def test_the_modes_tell_their_own_endpoints(teller: Caller, somewhere: Workspace, inbox: Inbox) -> None:
    """A test endpoint hears nothing of live changes."""
    live = in_mode(somewhere, "live")
    opened(teller, inbox, events=CUSTOMERS)
    customer = recipes.new_customer(live)
    told(teller, inbox)

    assert inbox.of(customer) == []


def test_others_endpoints_hear_nothing(teller: Caller, elsewhere: Workspace, inbox: Inbox) -> None:
    """Another workspace's changes are nobody else's business."""
    told_at_once(elsewhere.test)
    opened(teller, inbox, events=CUSTOMERS)
    customer = recipes.new_customer(elsewhere.test)
    told(teller, inbox)

    assert inbox.of(customer) == []


def test_a_secret_is_shown_once(someone: Caller) -> None:
    """Whoever creates the endpoint gets its secret, and nobody ever again."""
    endpoint = new("webhooks", HOOK)(someone)
    later = [*money.listed(someone, "webhooks"), switched(someone, endpoint, active=True)]

    assert endpoint["secret"].startswith("whsec_")
    assert endpoint["secret"] not in json.dumps(later)


def test_no_two_endpoints_share_a_secret(someone: Caller) -> None:
    """Whoever knows one endpoint's secret cannot sign for another's."""
    first, second = (new("webhooks", HOOK)(someone)["secret"] for _ in range(2))

    assert first != second


@pytest.mark.guess
@pytest.mark.needs(Ability.DELIVERS, Ability.AUTO_KEYS)
def test_a_rotated_secret_signs(teller: Caller, inbox: Inbox) -> None:
    """After a rotation the new secret signs, and the old one does not."""
    endpoint = opened(teller, inbox)
    rotated = teller.control(f"webhooks/{endpoint['id']}/rotate", {})
    delivered = told(teller, inbox)

    assert [delivered.is_signed(each["secret"]) for each in (rotated, endpoint)] == [True, False]
