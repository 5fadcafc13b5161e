"""Business time, moved by a test."""

import time
from datetime import UTC, datetime

import pytest

from plugipay_mock.control.line import ControlError

from ..bodies import SESSION

NOON = "2026-05-12T12:00:00.000Z"
ASKED = SESSION | {"methods": ["qris"]}


@pytest.mark.parametrize("at", [NOON, datetime(2026, 5, 12, 12, tzinfo=UTC)], ids=["text", "datetime"])
def test_it_stands_at_a_moment(mock, at):
    """A moment is text or a datetime; what is made then says so."""
    mock.clock.freeze(at)

    assert mock.clock.now() == NOON


def test_it_is_set(mock):
    """A frozen clock that is set stands at the new moment."""
    mock.clock.freeze()
    mock.clock.set(NOON)

    assert mock.clock.now() == NOON


def test_it_runs_on(mock):
    """A clock that runs does not stand at its moment."""
    mock.clock.freeze(NOON)
    mock.clock.run()
    time.sleep(0.002)

    assert mock.clock.now() != NOON


def test_what_falls_due_is_returned(mock, ask):
    """Time that passes does what it does, and tells the events of that."""
    session = ask(mock, "POST", "/checkout-sessions", ASKED)["data"]

    happened = mock.clock.advance(days=1)

    assert [(event.name, event.object["id"]) for event in happened] == [("checkout_session.expired", session["id"])]


def test_it_ticks(mock, ask):
    """A frozen clock that ticks gives each request a time of its own."""
    mock.clock.freeze(NOON)
    mock.clock.tick(1)
    times = [ask(mock, "POST", "/customers", {})["data"]["createdAt"] for _ in range(2)]

    assert times == ["2026-05-12T12:00:01.000Z", "2026-05-12T12:00:02.000Z"]


def test_a_time_without_an_offset_is_refused(mock):
    """A moment that could be anywhere is refused by name."""
    with pytest.raises(ControlError, match=r"at: .*offset"):
        mock.clock.freeze("2026-05-12T12:00:00")
