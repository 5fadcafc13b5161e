"""A workspace taken as it is, and brought back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugipay_mock import snapshots, timeline
from plugipay_mock.world import World

from .bodies import SMALL_SESSION

API = "/api/v1"
NOON = "2026-05-12T12:00:00Z"
FLAT = {"currency": "IDR", "model": "flat", "unitAmount": 50_000}
PLAN = {"name": "Pro", "interval": "month", "prices": [FLAT], "portalFeatures": {}}

CALLS = {
    "make a customer": ("POST", "/customers", {"name": "Ada", "externalId": "ada"}),
    "make another": ("POST", "/customers", {"name": "Bob"}),
    "list customers": ("GET", "/customers?limit=2", None),
    "make a plan": ("POST", "/plans", PLAN),
    "open a session": ("POST", "/checkout-sessions", SMALL_SESSION),
    "list sessions": ("GET", "/checkout-sessions?status=open", None),
    "issue a card": ("POST", "/gift-cards", {"amount": 5}),
    "change the owner": ("PATCH", "/account", {"name": "Ada"}),
    "ask nonsense": ("POST", "/customers", {"email": "x"}),
    "list events": ("GET", "/events", None),
}
steps = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(sorted(CALLS)), st.sampled_from([None, "key-1", "key-2"])),
        st.tuples(st.just("wait"), st.integers(1, 40)),
    ),
    max_size=8,
)


def perform(call, tenant_of, taken):
    """What each step answers, byte for byte; a wait moves the clock and answers what happened."""
    answers = []
    for name, detail in taken:
        if name == "wait":
            happened = timeline.advance(call.core.world, tenant_of(), days=detail)
            answers.append([(event.id, event.type) for event in happened])
            continue
        method, path, body = CALLS[name]
        answer = call(method, API + path, body, key=detail if method != "GET" else None)
        answers.append((answer.status, answer.headers, answer.body))
    return answers


@settings(max_examples=60, deadline=None)
@given(before=steps, after=steps, between=steps)
def test_the_same_calls_are_answered_with_the_same_bytes(signed_calls, before, after, between):
    """Whatever was done before and since, from a snapshot on the same calls lead to the same answers."""
    call = signed_calls(World(rate_limits=True))
    account = call.keys["test"].account_id
    workspace = call.core.world.workspaces[account]

    def tenant():
        return workspace.tenants["test"]

    tenant().clock.freeze(NOON)
    perform(call, tenant, before)
    workspace.faults.add(status=503, probability=0.3)
    taken = snapshots.take(call.core.world, workspace)
    first = perform(call, tenant, after)
    perform(call, tenant, between)
    for _ in range(2):
        snapshots.restore(call.core.world, workspace, taken)
        assert perform(call, tenant, after) == first


@pytest.fixture
def taken(world, call, merchant):
    """A snapshot of a workspace with one customer."""
    call("POST", f"{API}/customers", {"name": "Ada"}, key="1")
    return snapshots.take(world, merchant)


def test_keys_come_back(world, call, merchant, keys, taken):
    """What was revoked since is as good as before; what was minted since is unknown."""
    world.revoke(keys["test"].id)
    snapshots.restore(world, merchant, taken)

    assert call("GET", f"{API}/customers").status == 200


def test_the_journal_stays(world, call, merchant, taken):
    """What was asked was asked."""
    call("GET", f"{API}/customers")
    snapshots.restore(world, merchant, taken)

    assert len(merchant.journal) == 2


def test_another_workspace_is_not_touched(world, call, merchant, keys, taken):
    """A snapshot is of one workspace."""
    call("POST", f"{API}/customers", {"name": "Bob"}, by=keys["platform"])
    snapshots.restore(world, merchant, taken)

    assert [row["name"] for row in call("GET", f"{API}/customers", by=keys["platform"]).data] == ["Bob"]


def test_both_modes_come_back(world, call, merchant, keys, taken):
    """Live mode is a part of the workspace."""
    call("POST", f"{API}/customers", {"name": "Bob"}, by=keys["live"])
    snapshots.restore(world, merchant, taken)

    assert call("GET", f"{API}/customers", by=keys["live"]).data == []


def test_a_failed_request_takes_back_nothing_of_a_restored_workspace(world, call, merchant, taken):
    """Transactions work on what was restored, not on what was there before."""
    snapshots.restore(world, merchant, taken)
    call("POST", f"{API}/plans", PLAN | {"prices": [FLAT, {"currency": "IDR", "model": "flat"}]}, key="2")

    assert [row["name"] for row in call("GET", f"{API}/customers").data] == ["Ada"]


def test_an_answer_under_way_is_settled_in_a_snapshot(world, call, merchant):
    """Nobody would ever settle a copy of a key whose first answer is still held back."""
    held_back = {"x-plugipay-mock-fault": "wait=1; position=during"}
    call.core.handle(call.request("POST", f"{API}/customers", {}, key="1", headers=held_back))
    snapshots.restore(world, merchant, snapshots.take(world, merchant))
    again = call("POST", f"{API}/customers", {}, key="1")

    assert (again.status, again.headers["Idempotent-Replayed"]) == (201, "true")


def test_a_reset_leaves_the_keys(world, call, merchant, keys):
    """Everything else is as on the first day: objects, records, faults, journal, clocks, ids."""
    merchant.tenants["test"].clock.freeze(NOON)
    first = call("POST", f"{API}/customers", {"name": "Ada"}, key="1").data["id"]
    merchant.faults.add(status=503, nth=9)
    snapshots.reset(world, merchant)
    merchant.tenants["test"].clock.freeze(NOON)

    assert (merchant.faults.plans, len(merchant.journal)) == ([], 0)
    assert call("GET", f"{API}/customers").data == []
    assert call("POST", f"{API}/customers", {"name": "Bob"}, key="1").status == 201
    assert first != ""


def test_a_reset_workspace_repeats_itself(world, call, merchant):
    """After a reset the same calls give the same answers as the first time."""

    def story():
        snapshots.reset(world, merchant)
        merchant.tenants["test"].clock.freeze(NOON)
        return [call("POST", f"{API}/customers", {"name": name}).body for name in ("Ada", "Bob")]

    assert story() == story()


def test_a_reset_is_of_one_workspace(world, call, merchant, keys):
    """Others keep what they have."""
    call("POST", f"{API}/customers", {"name": "Bob"}, by=keys["platform"])
    snapshots.reset(world, merchant)

    assert len(call("GET", f"{API}/customers", by=keys["platform"]).data) == 1
