"""Periods, and what happens at the end of each."""

import pytest

from plugipay_mock.events import EVENTS
from plugipay_mock.resources.subscriptions.periods import later

NEXT = "2026-06-12T12:00:00.000Z"


@pytest.mark.parametrize(
    ("start", "interval", "count", "end"),
    [
        ("2026-05-12T12:00:00Z", "day", 1, "2026-05-13T12:00:00.000Z"),
        ("2026-05-12T12:00:00Z", "week", 2, "2026-05-26T12:00:00.000Z"),
        ("2026-05-12T12:00:00Z", "month", 1, "2026-06-12T12:00:00.000Z"),
        ("2026-12-12T12:00:00Z", "month", 1, "2027-01-12T12:00:00.000Z"),
        ("2026-05-12T12:00:00Z", "month", 8, "2027-01-12T12:00:00.000Z"),
        ("2026-05-12T12:00:00Z", "year", 1, "2027-05-12T12:00:00.000Z"),
        ("2026-01-31T23:59:59.999Z", "month", 1, "2026-02-28T23:59:59.999Z"),
        ("2028-01-31T00:00:00Z", "month", 1, "2028-02-29T00:00:00.000Z"),
        ("2026-01-31T00:00:00Z", "month", 2, "2026-03-31T00:00:00.000Z"),
        ("2026-01-31T00:00:00Z", "month", 3, "2026-04-30T00:00:00.000Z"),
        ("2028-02-29T00:00:00Z", "year", 1, "2029-02-28T00:00:00.000Z"),
        ("2028-02-29T00:00:00Z", "year", 4, "2032-02-29T00:00:00.000Z"),
        ("2026-12-31T00:00:00Z", "month", 2, "2027-02-28T00:00:00.000Z"),
    ],
)
def test_periods_follow_the_calendar(start, interval, count, end):
    """A month later is the same day, or the last of a month that has no such day."""
    assert later(start, interval, count) == end


def test_a_period_renews_by_itself(subscribe, look, bills, advance):
    """At the end of a period the next one begins, with its invoice."""
    subscription = subscribe().data

    assert advance(days=31, seconds=-1) == []
    assert advance(seconds=1) == ["subscription.renewed", "invoice.created", "invoice.finalized", "invoice.paid"]
    assert look(subscription) == subscription | {
        "currentPeriodStart": NEXT,
        "currentPeriodEnd": "2026-07-12T12:00:00.000Z",
        "updatedAt": NEXT,
    }


def test_a_renewal_tells_only_the_period(subscribe, advance, tenant):
    """The event of the renewal job carries three fields, and the moment at which it was due."""
    subscription = subscribe().data
    advance(days=40)
    event = next(event for event in tenant.collection(EVENTS) if "renewed" in event.type)

    assert event.occurred_at == NEXT
    assert event.data == {
        "object": {
            "id": subscription["id"],
            "currentPeriodStart": NEXT,
            "currentPeriodEnd": "2026-07-12T12:00:00.000Z",
        },
        "aggregateType": "subscription",
        "aggregateId": subscription["id"],
    }


def test_periods_are_anchored_to_the_first(subscribe, look, advance):
    """A subscription of the 31st comes back to the 31st after a short month."""
    advance(days=264)
    subscription = subscribe().data
    ends = []
    for _ in range(4):
        ends.append(look(subscription)["currentPeriodEnd"][:10])
        advance(days=31)

    assert ends == ["2027-02-28", "2027-03-31", "2027-04-30", "2027-05-31"]


def test_a_year_is_twelve_renewals(subscribe, bills, told, advance):
    """Every period that passes has one renewal and one invoice."""
    subscribe()
    happened = advance(days=365)

    assert happened.count("subscription.renewed") == happened.count("invoice.paid") == 12
    assert bills() == [("paid", 150_000, 0)] * 13


@pytest.mark.parametrize(
    ("rhythm", "renewals"),
    [
        ({"interval": "day"}, 60),
        ({"interval": "week", "intervalCount": 2}, 4),
        ({"interval": "month", "intervalCount": 3}, 0),
    ],
)
def test_renewals_follow_the_interval(subscribe, offer, advance, rhythm, renewals):
    """Days, weeks and months, each so many at a time."""
    subscribe(to=offer(**rhythm))

    assert advance(days=60).count("subscription.renewed") == renewals


def test_many_subscriptions_renew_in_order(subscribe, tenant, advance):
    """What is due of many is done in the order of time, each at its own moment."""
    for _ in range(20):
        subscribe()
        advance(minutes=1)
    advance(days=90)
    moments = [event.occurred_at for event in tenant.collection(EVENTS)]
    renewals = [event for event in tenant.collection(EVENTS) if "renewed" in event.type]

    assert moments == sorted(moments)
    assert len(renewals) == 20 * 2
