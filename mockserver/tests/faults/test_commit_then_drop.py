"""The work is done and the answer never arrives: on every mutating route, a retry with the same key does no more."""

import re

import pytest

from plugipay_mock.message import Inbound, Reset
from plugipay_mock.resources import ROOMS

from .examples import API, BY_PLATFORM, CLOSED, FORM, MULTIPART, SIGNED, UNSIGNED, Shop

DROP = {"x-plugipay-mock-fault": "drop"}


def name_of(route):
    """A route as the examples name it."""
    return f"{route.method} " + re.sub(r"{\w+}", "{}", route.path.removeprefix(API))


def media_type_of(target, body):
    """What a body is: a form on a page, a picture elsewhere, or JSON."""
    if not isinstance(body, bytes):
        return "application/json"
    return MULTIPART if target.startswith(API) else FORM


def signed(call, name, target, body, key, headers=()):  # noqa: PLR0913, PLR0917
    """A signed request; a form is signed as if it were empty (SDK fact)."""
    how = {"by": call.keys["platform" if name in BY_PLATFORM else "test"], "key": key, "headers": headers}
    method = name.partition(" ")[0]
    if not isinstance(body, bytes):
        return call.request(method, target, body, **how)
    asked = call.request(method, target, **how)
    return asked._replace(body=body, headers=asked.headers | {"content-type": MULTIPART})


ROUTES = {name_of(route): route for room in ROOMS for route in room.served if route.method != "GET"}
KEYED = [name for name, route in ROUTES.items() if route.key != "none" and name not in CLOSED]
KEYLESS = [name for name, route in ROUTES.items() if route.key == "none"]
CREATING = [name for name in KEYED if ROUTES[name].status == 201]
TOLD = {"Event", "KeptPicture"}
"""Kinds that may grow when a buyer tries again; a newer picture takes the place of the one before."""

ONCE = {"POST /adapters/managed/onboarding", "POST /admin/workspaces"}
"""Creations of what there is one of: done again, they lead to the same."""


def example_of(name, examples):
    """The example of a route; whoever adds a route adds one."""
    assert name in examples, f"{name} has no example: add one to examples.py"
    return examples[name]


@pytest.fixture
def shop(call, tenant):
    """The merchant's workspace on a still clock."""
    tenant.clock.freeze("2026-05-12T12:00:00Z")
    call.core.world.tenant(call.keys["platform"].account_id, "test").clock.freeze("2026-05-12T12:00:00Z")
    return Shop(call)


@pytest.fixture
def objects(world, tenant):
    """How many objects of each kind there are, events among them, and how many workspaces and keys."""
    return lambda: tenant.counts() | {"Workspace": len(world.workspaces), "Key": len(world.keys)}


@pytest.fixture
def dropped(shop):
    """Sends the example of a route so that its answer is lost: returns how to send it again, with a key."""

    def lose(name):
        target, body = example_of(name, SIGNED)(shop)
        target = API + target
        lost = shop.call.core.handle(signed(shop.call, name, target, body, "order-1", DROP))
        assert lost.effects == (Reset("head"),)
        assert lost.status == ROUTES[name].status, lost.body
        return lambda key: shop.call.send(signed(shop.call, name, target, body, key))

    return lose


def test_there_is_no_example_too_many():
    """Every example is of a route that is served."""
    assert [name for name in (*SIGNED, *UNSIGNED, *CLOSED) if name not in ROUTES] == []


@pytest.mark.parametrize("name", KEYED)
def test_a_retry_with_the_same_key_is_given_the_lost_answer(name, dropped, objects):
    """The answer that was lost is given again, and nothing else happens: no object, no event."""
    retry = dropped(name)
    after_the_drop = objects()
    again = retry("order-1")

    assert (again.status, again.headers["Idempotent-Replayed"]) == (ROUTES[name].status, "true")
    assert objects() == after_the_drop


@pytest.mark.parametrize("name", KEYED)
def test_a_retry_with_a_fresh_key_is_another_request(name, dropped):
    """With a fresh key the request is judged anew; what can be done only once is refused."""
    again = dropped(name)("order-2")

    assert "Idempotent-Replayed" not in again.headers
    assert again.status in {ROUTES[name].status, 404, 409} or again.verdict == (400, "invalid_request")


@pytest.mark.parametrize("name", [name for name in CREATING if name not in ONCE])
def test_a_fresh_key_makes_a_second_object(name, dropped):
    """Whoever retries a creation with a fresh key has two objects: on a still clock, only their ids differ."""
    retry = dropped(name)
    first, second = retry("order-1"), retry("order-2")

    assert (first.status, second.status) == (201, 201)
    assert first.data != second.data


@pytest.mark.parametrize("name", KEYLESS)
def test_a_buyer_who_tries_again_pays_once(name, shop, objects):
    """Without keys the state protects: the work was done once, and a second try makes no second object."""
    target, body = example_of(name, UNSIGNED)(shop)
    target = target if target.startswith(("/c/", "/i/")) else API + target
    media_type = media_type_of(target, body)
    sent = shop.call.request("POST", target, body).body
    lost = shop.call.core.handle(Inbound("POST", target.encode(), {"content-type": media_type} | DROP, sent))
    after_the_drop = {kind: number for kind, number in objects().items() if kind not in TOLD}
    shop.call.send(Inbound("POST", target.encode(), {"content-type": media_type}, sent))

    assert (lost.effects, lost.status) == ((Reset("head"),), ROUTES[name].status)
    assert {kind: number for kind, number in objects().items() if kind not in TOLD} == after_the_drop


@pytest.mark.parametrize("name", CLOSED)
def test_what_is_closed_is_not_done_by_dropping(name, shop, objects):
    """A refusal that was lost leaves its key free, and the retry is refused again."""
    target, body = CLOSED[name](shop)
    before = objects()
    shop.call.core.handle(signed(shop.call, name, API + target, body, "order-1", DROP))
    again = shop.call.send(signed(shop.call, name, API + target, body, "order-1"))

    assert (again.status, "Idempotent-Replayed" in again.headers) == (401, False)
    assert objects() == before
