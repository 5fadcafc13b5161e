"""What the tests of rooms share: a still clock, and hands that act without a request."""

import json
from urllib.parse import urlencode

import pytest

from plugipay_mock import timeline
from plugipay_mock.actor import Actor
from plugipay_mock.clock import iso
from plugipay_mock.events import EVENTS, Cause
from plugipay_mock.message import Inbound
from plugipay_mock.resources.ledger.model import Transaction, sale
from plugipay_mock.resources.ledger.postings import post

NOON = "2026-05-12T12:00:00.000Z"


@pytest.fixture
def still(tenant):
    """The moment at which the world clock stands."""
    tenant.clock.freeze(NOON)
    return NOON


@pytest.fixture
def act(world, tenant, still):
    """A hand on the merchant's test mode, at the present moment of its clock."""
    return lambda: Actor(world=world, tenant=tenant, now=iso(tenant.clock.now()), cause=Cause("clock"))


@pytest.fixture
def advance(world, tenant, still):
    """Moves the clock: `advance(days=1)` returns the short names of what happened."""

    def move(**span):
        return [
            event.type.removeprefix("plugipay.").removesuffix(".v1")
            for event in timeline.advance(world, tenant, **span)
        ]

    return move


@pytest.fixture
def visit(call):
    """Sends a request without credentials: `visit("POST", target, b"method=qris", FORM)`; data is sent as JSON."""

    def knock(method, target, body=b"", media_type="application/json"):
        sent = body if isinstance(body, bytes) else json.dumps(body).encode()
        return call.send(Inbound(method, target.encode(), {"content-type": media_type}, sent))

    return knock


@pytest.fixture
def submit(visit):
    """Presses a button of a hosted page: `submit("/c/cs_…", action="pay")`."""
    form = "application/x-www-form-urlencoded"
    return lambda page, **fields: visit("POST", page, urlencode(fields).encode(), form)


@pytest.fixture
def read(visit):
    """A page as text: `read("/c/cs_…")`."""

    def look(target):
        answer = visit("GET", target)
        assert answer.status == 200
        return answer.body.decode()

    return look


@pytest.fixture
def shown(call):
    """A checkout session as the merchant sees it now: `shown(session)`."""
    return lambda session: call("GET", f"/api/v1/checkout-sessions/{session['id']}").data


@pytest.fixture
def left(shown, told):
    """What an act on a checkout session leaves behind: the session, and every event so far."""
    return lambda session: (shown(session), told())


@pytest.fixture
def earn(act):
    """Books a sale: `earn(125_000)`, `earn(4_900, "USD")`."""

    def book(amount, currency="IDR", source_id="cs_sold"):
        hand = act()
        post(
            hand,
            Transaction(
                tx_id=hand.new_id("tx"),
                source_type="checkout_session",
                source_id=source_id,
                currency=currency,
                memo=None,
                legs=sale(amount),
            ),
        )

    return book


@pytest.fixture
def told(tenant):
    """The short names of every event so far."""
    return lambda: [event.type.removeprefix("plugipay.").removesuffix(".v1") for event in tenant.collection(EVENTS)]
