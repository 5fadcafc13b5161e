"""A subscription that pauses, and goes on."""

import pytest

NOON = "2026-05-12T12:00:00.000Z"
NEXT = "2026-06-12T12:00:00.000Z"


def test_a_pause_stops_renewing(into, advance, look, told):
    """A paused subscription is neither renewed nor billed."""
    paused = into("paused")

    assert (paused["pausedAt"], told()[-1]) == (NOON, "subscription.paused")
    assert advance(days=365) == []
    assert look(paused) == paused


def test_resuming_within_the_period_goes_on_in_it(into, does, look, advance, bills):
    """Nothing is shifted, and nothing billed, before the period ends."""
    paused = into("paused")
    advance(days=10)
    resumed = does(paused, "resume").data

    assert (resumed["status"], resumed["pausedAt"]) == ("active", None)
    assert (resumed["currentPeriodStart"], resumed["currentPeriodEnd"]) == (NOON, NEXT)
    assert len(bills()) == 1


def test_resuming_after_the_period_begins_one(into, does, advance, bills, told):
    """A period that ended meanwhile is followed by one that begins now, with its invoice."""
    paused = into("paused")
    advance(days=40)
    resumed = does(paused, "resume").data

    assert resumed["currentPeriodStart"] == "2026-06-21T12:00:00.000Z"
    assert resumed["currentPeriodEnd"] == "2026-07-21T12:00:00.000Z"
    assert bills() == [("paid", 150_000, 0)] * 2
    assert told()[-4:] == ["subscription.resumed", "invoice.created", "invoice.finalized", "invoice.paid"]


def test_a_pause_ends_by_itself(into, does, look, advance):
    """With a moment to resume, nobody has to."""
    paused = does(into("active"), "pause", resumeAt="2026-05-20T12:00:00Z").data

    assert "resumeAt" not in paused
    assert advance(days=8) == ["subscription.resumed"]
    assert look(paused)["status"] == "active"


@pytest.mark.parametrize("moment", ["2026-05-12T12:00:00Z", "2026-05-01T00:00:00Z", "tomorrow"])
def test_a_pause_ends_in_the_future(into, does, moment):
    """A moment that has passed, or is none, is refused by name."""
    assert does(into("active"), "pause", resumeAt=moment).error["field"] == "resumeAt"


def test_a_paused_subscription_is_canceled_at_its_time(into, does, look, advance):
    """A cancellation that is scheduled happens during a pause."""
    scheduled = does(into("active"), "cancel", at="period_end").data
    does(scheduled, "pause", resumeAt="2026-07-01T00:00:00Z")

    assert advance(days=60) == ["subscription.canceled"]
    assert look(scheduled)["canceledAt"] == NEXT


def test_canceling_a_long_pause_later_means_now(into, does, look, advance):
    """When the period has ended during the pause, there is nothing to wait for."""
    paused = into("paused")
    advance(days=40)
    scheduled = does(paused, "cancel", at="period_end").data

    assert scheduled["cancelAt"] == "2026-06-21T12:00:00.000Z"
    assert look(paused)["status"] == "canceled"


def test_what_fell_due_during_a_pause_is_remembered(subscribe, does, look, advance):
    """Resuming does not forgive an invoice that is past due by then."""
    subscription = subscribe(collectionMethod="send_invoice").data
    does(subscription, "pause")
    advance(days=8)

    assert look(subscription)["status"] == "paused"
    assert does(subscription, "resume").data["status"] == "past_due"
