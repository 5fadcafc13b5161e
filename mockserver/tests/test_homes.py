"""On a public page nobody names a workspace: an id alone finds its tenant, however many there are."""

from contextlib import suppress

import pytest

from plugipay_mock import snapshots
from plugipay_mock.homes import Homes
from plugipay_mock.message import Inbound
from plugipay_mock.undo import Transaction, Undo
from plugipay_mock.world import Tenant

from .bodies import SMALL_SESSION

HOME, OTHER = ("acc_1", "test"), ("acc_2", "live")
SESSIONS = "/api/v1/checkout-sessions"


@pytest.fixture
def undo():
    return Undo()


@pytest.fixture
def homes(undo):
    return Homes(undo)


def taken_back(undo, change):
    """Makes a change in a transaction that fails."""
    with suppress(RuntimeError), Transaction(undo):
        change()
        raise RuntimeError


def test_an_object_is_at_home(homes):
    """What was added is found where it was added, and nothing else is."""
    homes.add("cs_1", HOME)

    assert (homes.find("cs_1"), homes.find("cs_2")) == (HOME, None)


def test_a_creation_that_is_taken_back_leaves_nothing(homes, undo):
    """A transaction that fails takes its homes with it."""
    taken_back(undo, lambda: homes.add("cs_1", HOME))

    assert (homes.find("cs_1"), len(homes)) == (None, 0)


def test_what_is_removed_has_no_home(homes):
    """It is found no more."""
    homes.add("cs_1", HOME)
    homes.remove("cs_1")

    assert homes.find("cs_1") is None


def test_a_removal_that_is_taken_back_leaves_all_as_it_was(homes, undo):
    """A transaction that fails gives back a home."""
    homes.add("cs_1", HOME)
    taken_back(undo, lambda: homes.remove("cs_1"))

    assert homes.find("cs_1") == HOME


def test_many_move_at_once(homes):
    """All objects of a tenant come and go together, and nobody else's do."""
    homes.add("cs_0", OTHER)
    homes.move_in(["cs_1", "cs_2"], HOME)
    homes.move_out(["cs_1", "cs_2", "cs_3"])

    assert (homes.find("cs_0"), len(homes)) == (OTHER, 1)


@pytest.fixture
def opened(call):
    """The id of a session, once it is open."""
    return lambda key: call("POST", SESSIONS, SMALL_SESSION, key=key).data["id"]


@pytest.fixture
def page(call):
    """What a buyer is answered."""

    def look(session_id):
        return call.send(Inbound("GET", f"/api/v1/public/checkout/sessions/{session_id}".encode(), {}, b"")).status

    return look


def test_one_workspace_is_asked(world, opened, page, monkeypatch):
    """A page takes no longer where there are many workspaces."""
    session_id, asked = opened("1"), []
    for number in range(50):
        world.enrol(f"merchant {number}")
    has = Tenant.has
    monkeypatch.setattr(Tenant, "has", lambda tenant, *what: asked.append(tenant) or has(tenant, *what))

    assert (page(session_id), len(asked)) == (200, 1)


def test_a_session_that_is_deleted_has_no_page(call, world, opened, page):
    """Nor a place in memory."""
    session_id = opened("1")
    call("DELETE", f"{SESSIONS}/{session_id}")

    assert (page(session_id), len(world.homes)) == (404, 0)


def test_a_reset_closes_every_page(world, merchant, opened, page):
    """What is gone is not found, and nothing is kept of it."""
    session_id = opened("1")
    snapshots.reset(world, merchant)

    assert (page(session_id), len(world.homes)) == (404, 0)


def test_a_restored_session_has_its_page_again(world, merchant, opened, page):
    """Pages are those of what is there now: back then, and nothing since."""
    first = opened("1")
    taken = snapshots.take(world, merchant)
    second = opened("2")
    snapshots.reset(world, merchant)
    snapshots.restore(world, merchant, taken)

    assert (page(first), page(second), len(world.homes)) == (200, 404, 1)


def test_a_released_workspace_leaves_no_page(world, merchant, opened, page):
    """Nothing is kept of a workspace that is gone."""
    session_id = opened("1")
    world.release(merchant.account_id)

    assert (page(session_id), len(world.homes)) == (404, 0)
