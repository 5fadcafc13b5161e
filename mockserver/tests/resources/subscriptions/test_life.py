"""The life of a subscription: every state by every action, and its end."""

import pytest

from plugipay_mock.lifecycle import states
from plugipay_mock.resources.subscriptions.model import LIFE_CYCLE, due
from plugipay_mock.resources.subscriptions.model import SUBSCRIPTIONS as SHELF

NOON = "2026-05-12T12:00:00.000Z"
NEXT = "2026-06-12T12:00:00.000Z"
STATES = ["trialing", "active", "past_due", "paused", "canceled", "incomplete"]


def test_every_state_is_reached():
    """A subscription begins on trial, active or incomplete; the table leads to the rest."""
    assert states(LIFE_CYCLE, "trialing") | {"incomplete"} == set(STATES)
    assert states(LIFE_CYCLE, "incomplete") == {"incomplete"}


ALLOWED = {
    "trialing": {"update", "cancel now", "cancel later"},
    "active": {"update", "pause", "cancel now", "cancel later"},
    "past_due": {"update", "cancel now", "cancel later"},
    "paused": {"update", "resume", "cancel now", "cancel later"},
    "canceled": set(),
    "incomplete": set(),
}

ACTIONS = {
    "update": ("update", {"metadata": {"seen": "yes"}}, None),
    "pause": ("pause", {}, "paused"),
    "resume": ("resume", {}, "active"),
    "cancel now": ("cancel", {"at": "now"}, "canceled"),
    "cancel later": ("cancel", {"at": "period_end"}, None),
}


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("state", STATES)
def test_every_action_in_every_state(into, does, look, state, action):
    """An action is done, or refused and changes nothing."""
    subscription = into(state)
    name, body, leads_to = ACTIONS[action]
    answer = does(subscription, name, **body)

    assert subscription["status"] == state
    if action in ALLOWED[state]:
        assert (answer.status, answer.data["status"]) == (200, leads_to or state)
    else:
        assert answer.verdict == (409, "invalid_transition")
        assert look(subscription) == subscription


@pytest.mark.parametrize("state", ["canceled", "incomplete"])
def test_what_has_ended_is_left_alone_by_time(into, look, tenant, advance, state):
    """A subscription that has ended is never due."""
    subscription = into(state)
    advance(days=400)

    assert due(tenant.collection(SHELF).get(subscription["id"])) is None
    assert look(subscription) == subscription


@pytest.mark.parametrize(("name", "body"), [("update", {}), ("pause", {}), ("resume", {}), ("cancel", {"at": "now"})])
def test_an_unknown_subscription_is_not_found(does, name, body):
    """There is nothing to act on."""
    assert does({"id": "sub_none"}, name, **body).verdict == (404, "not_found")


def test_canceling_now_says_when_and_why(into, does, told):
    """The reason is the user's request, unless another is given."""
    canceled = does(into("active"), "cancel", at="now").data

    assert (canceled["canceledAt"], canceled["canceledReason"]) == (NOON, "user_request")
    assert told()[-1] == "subscription.canceled"


@pytest.mark.parametrize("reason", ["customer_portal", "merchant", "failed_payment", "user_request"])
def test_a_cancellation_has_a_reason(into, does, reason):
    """All four documented reasons are taken."""
    assert does(into("active"), "cancel", at="now", reason=reason).data["canceledReason"] == reason


@pytest.mark.parametrize(
    ("body", "field"), [({}, "at"), ({"at": "later"}, "at"), ({"at": "now", "reason": "boredom"}, "reason")]
)
def test_a_bad_cancellation_is_refused_by_name(into, does, body, field):
    """When is required, and why is one of four."""
    assert does(into("active"), "cancel", **body).error["field"] == field


def test_canceling_later_waits_for_the_end_of_the_period(into, does, look, told, advance):
    """The state stays until then; at the end there is a cancellation and no renewal."""
    scheduled = does(into("active"), "cancel", at="period_end", reason="merchant").data

    assert (scheduled["status"], scheduled["cancelAt"], scheduled["canceledReason"]) == ("active", NEXT, None)
    assert told()[-1] == "subscription.updated"
    assert advance(days=31) == ["subscription.canceled"]
    ended = look(scheduled)
    assert (ended["status"], ended["canceledAt"], ended["canceledReason"]) == ("canceled", NEXT, "merchant")


def test_canceling_a_trial_later_waits_for_its_end(into, does, look, bills, advance):
    """A trial that is given up in time costs nothing."""
    scheduled = does(into("trialing"), "cancel", at="period_end").data
    advance(days=7)

    assert scheduled["cancelAt"] == scheduled["trialEnd"]
    assert (look(scheduled)["status"], bills()) == ("canceled", [])
