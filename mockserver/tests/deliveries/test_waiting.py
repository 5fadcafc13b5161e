"""Whoever waits for a retry is looked at when a clock comes to it, and not before."""

import httpx
import pytest

from plugipay_mock import ThreadServer
from plugipay_mock.clock import iso, wall_seconds
from plugipay_mock.deliveries import background
from plugipay_mock.deliveries.background import Background
from plugipay_mock.deliveries.delivery import DELIVERIES
from plugipay_mock.deliveries.schedule import Schedule
from plugipay_mock.deliveries.turns import next_look
from plugipay_mock.handle.waiting import until
from plugipay_mock.webhooks import Inbox
from plugipay_mock.world import World

CUSTOMERS, HOOKS = "/api/v1/customers", "/api/v1/webhooks"
PATIENCE = 60
AN_HOUR = Schedule(delays=(3600,))


@pytest.fixture
def deaf():
    """A receiver that takes nothing."""
    inbox = Inbox()
    inbox.answer(503, times=100)
    yield inbox
    inbox.close()


@pytest.fixture
def world():
    """A world as `serve` opens it, whose retries come after an hour."""
    return World(webhooks="async", schedule=AN_HOUR)


@pytest.fixture
def home(call, merchant):
    """By what the background knows the merchant's test mode."""
    return merchant.tenants["test"].home


def counted(monkeypatch, owner, name):
    """A list that grows by one with each call of a function."""
    calls, function = [], getattr(owner, name)
    monkeypatch.setattr(owner, name, lambda *what: calls.append(what) or function(*what))
    return calls


def test_nobody_is_looked_at_in_vain(world, call, deaf, monkeypatch):
    """However often the background looks at the clock, a tenant whose retry is an hour away is left alone."""
    looks, glances = counted(monkeypatch, background, "next_turn"), counted(monkeypatch, Background, "_look_again")
    monkeypatch.setattr(background, "_LOOK_AGAIN", 0.01)
    call("POST", HOOKS, {"url": deaf.url})
    call("POST", CUSTOMERS, {})
    with ThreadServer(world):
        until(lambda: len(deaf) == 1 and len(glances) > 1, PATIENCE)
        looked, glanced = len(looks), len(glances)
        until(lambda: len(glances) > glanced + 10, PATIENCE)

        assert len(looks) == looked


def test_who_is_owed_nothing_is_not_waited_for(world, call, home):
    """Without a delivery that is not over there is nothing to look at."""
    call("POST", CUSTOMERS, {})

    assert next_look(world, home) is None


def test_a_stranger_is_not_waited_for(world):
    """Nor is a workspace that is gone."""
    assert next_look(world, ("acc_nobody", "test")) is None


@pytest.mark.parametrize("ahead", [0, 7200], ids=["real", "moved"])
def test_a_retry_is_waited_for_as_long_as_its_clock_takes(world, call, merchant, home, ahead):
    """What counts is when the machine's clock shows the moment at which a tenant's own comes to it."""
    merchant.tenants["test"].clock.advance(seconds=ahead)
    call("POST", HOOKS, {"url": "http://127.0.0.1:9/"})
    call("POST", CUSTOMERS, {})
    merchant.tenants["test"].agenda.add(iso(wall_seconds() + ahead + 60), DELIVERIES, "a retry")

    assert next_look(world, home) == pytest.approx(wall_seconds() + 60, abs=5)


def test_a_clock_that_stands_comes_to_nothing(world, call, merchant, home):
    """Nobody is waited for whose time has stopped."""
    clock = merchant.tenants["test"].clock
    clock.freeze()
    call("POST", HOOKS, {"url": "http://127.0.0.1:9/"})
    call("POST", CUSTOMERS, {})
    merchant.tenants["test"].agenda.add(iso(clock.now() + 60), DELIVERIES, "a retry")

    assert next_look(world, home) is None


def test_a_clock_that_runs_on_brings_a_retry(world, call, merchant, deaf):
    """Whoever waited while a clock stood is looked at once it runs."""
    clock, where = merchant.tenants["test"].clock, {"account": merchant.account_id, "mode": "test"}
    call("POST", HOOKS, {"url": deaf.url})
    with ThreadServer(world) as server, httpx.Client(base_url=f"{server.url}/_mock/clock", params=where) as control:
        control.post("/freeze", json={})
        call("POST", CUSTOMERS, {})
        until(lambda: len(deaf) == 1, PATIENCE)
        control.post("/set", json={"at": iso(clock.now() + 3599.9)})
        control.post("/run", json={})
        until(lambda: len(deaf) == 2, PATIENCE)

    assert [each.status for each in deaf] == [503, 503]
