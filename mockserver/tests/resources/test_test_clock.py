"""The room of the test clock."""

import pytest

from plugipay_mock.clock import iso
from plugipay_mock.codec import plain
from plugipay_mock.events import EVENTS

ADVANCE = "/api/v1/test/clocks/advance"
PLAN = {
    "name": "Pro",
    "interval": "month",
    "prices": [{"currency": "IDR", "model": "flat", "unitAmount": 150_000}],
    "portalFeatures": {},
}


@pytest.fixture
def subscription(call, still):
    """A monthly subscription that has just begun."""
    customer, plan = call("POST", "/api/v1/customers", {}).data, call("POST", "/api/v1/plans", PLAN).data
    chosen = {"customerId": customer["id"], "planId": plan["id"], "priceId": plan["prices"][0]["id"]}
    return call("POST", "/api/v1/subscriptions", chosen).data


@pytest.fixture
def days_pass(call, subscription):
    """Advances the clock by the API: `days_pass(35)`."""
    return lambda days, **how: call("POST", ADVANCE, {"subscriptionId": subscription["id"], "days": days}, **how)


def test_the_clock_of_the_workspace_moves(days_pass, tenant):
    """It moves by as many days as were asked for, and stays where it is."""
    days_pass(3)

    assert iso(tenant.clock.now()) == "2026-05-15T12:00:00.000Z"


def test_days_come_on_top_of_each_other(days_pass, tenant, advance):
    """The world clock may be moved in any way; the call goes on from there."""
    advance(hours=1)
    days_pass(1)
    days_pass(1)

    assert iso(tenant.clock.now()) == "2026-05-14T13:00:00.000Z"


def test_what_is_due_happens(call, days_pass, subscription):
    """The answer shows the subscription as it is afterwards, and counts the events."""
    answer = days_pass(40)

    assert answer.status == 200
    assert answer.data == {
        "subscription": call("GET", f"/api/v1/subscriptions/{subscription['id']}").data,
        "daysAdvanced": 40,
        "events": 5,
    }
    assert answer.data["subscription"]["currentPeriodStart"] == "2026-06-12T12:00:00.000Z"


def test_the_last_event_has_the_whole_subscription(days_pass, tenant):
    """After the renewals on the way, one event tells the whole object and how many days passed."""
    subscription = days_pass(40).data["subscription"]
    event = list(tenant.collection(EVENTS))[-1]

    assert (event.type, event.occurred_at) == ("plugipay.subscription.renewed.v1", "2026-06-21T12:00:00.000Z")
    assert plain(event)["data"] == {
        "object": subscription,
        "aggregateType": "subscription",
        "aggregateId": subscription["id"],
        "daysAdvanced": 40,
    }


def test_only_that_event_counts_days(days_pass, tenant):
    """A renewal that was due on the way is told as any other."""
    days_pass(40)
    renewals = [event for event in tenant.collection(EVENTS) if "renewed" in event.type]

    assert ["daysAdvanced" in event.data for event in renewals] == [False, True]


def test_a_subscription_that_has_ended_does_not_renew(call, days_pass, subscription, told):
    """Time passes all the same, and nothing is told of it."""
    call("POST", f"/api/v1/subscriptions/{subscription['id']}/cancel", {"at": "now"})
    before = told()

    assert days_pass(40).data["events"] == 0
    assert told() == before


def test_a_replay_does_not_move_the_clock_again(days_pass, tenant):
    """The answer is remembered for a day from when it was given, which was after the days had passed."""
    first, second = days_pass(40, key="k"), days_pass(40, key="k")

    assert first.data == second.data
    assert iso(tenant.clock.now()) == "2026-06-21T12:00:00.000Z"


def test_a_live_key_moves_nothing(call, keys, merchant):
    """The clock of real money is real."""
    answer = call("POST", ADVANCE, {"subscriptionId": "sub_1", "days": 1}, by=keys["live"])

    assert answer.verdict == (400, "invalid_request")
    assert merchant.tenants["live"].clock.frozen is False


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"subscriptionId": "sub_none"}, "subscriptionId"),
        ({"subscriptionId": None}, "subscriptionId"),
        ({"days": 0}, "days"),
        ({"days": -1}, "days"),
        ({"days": 1.5}, "days"),
        ({"days": True}, "days"),
        ({"days": 3_651}, "days"),
        ({"hours": 1}, "hours"),
    ],
)
def test_a_bad_request_is_refused_by_name(call, subscription, tenant, change, field):
    """The message names the field that is wrong, and no time passes."""
    answer = call("POST", ADVANCE, {"subscriptionId": subscription["id"], "days": 1} | change)

    assert answer.verdict == (400, "invalid_request")
    assert answer.error["field"] == field
    assert iso(tenant.clock.now()) == "2026-05-12T12:00:00.000Z"
