import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugipay_mock.clock import LATEST, Clock, epoch, iso

seconds = st.floats(min_value=0, max_value=253_402_300_799)


@pytest.fixture
def frozen():
    """A clock that stands at 2025-05-12T10:42:00Z."""
    clock = Clock()
    clock.freeze("2025-05-12T10:42:00Z")
    return clock


@pytest.mark.parametrize(
    ("moment", "instant"),
    [
        (0, "1970-01-01T00:00:00.000Z"),
        (1_747_046_520, "2025-05-12T10:42:00.000Z"),
        (1_747_046_520.25, "2025-05-12T10:42:00.250Z"),
    ],
)
def test_an_instant_is_utc_with_milliseconds(moment, instant):
    """Times are written as ISO 8601 in UTC, always with milliseconds."""
    assert iso(moment) == instant


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2025-05-12T10:42:00Z", 1_747_046_520),
        ("2025-05-12T10:42:00.250Z", 1_747_046_520.25),
        ("2025-05-12T17:42:00+07:00", 1_747_046_520),
    ],
)
def test_any_offset_is_read(text, moment):
    """A time with an offset is read as the moment it names."""
    assert epoch(text) == moment


@pytest.mark.parametrize("text", ["", "tomorrow", "2025-05-12", "2025-05-12T10:42:00", "1747046520"])
def test_a_time_without_an_offset_is_refused(text):
    """A text that names no single moment is no time."""
    with pytest.raises(ValueError, match=r"offset|isoformat"):
        epoch(text)


@given(st.integers(min_value=0, max_value=4_102_444_800_000))
def test_a_moment_survives_writing_and_reading(milliseconds):
    """Until the year 2100, no millisecond is lost between writing an instant and reading it."""
    assert epoch(iso(milliseconds / 1000)) == milliseconds / 1000


@given(st.floats(min_value=-1e9, max_value=LATEST))
def test_an_instant_is_what_datetime_makes_of_it(moment):
    """Any moment, however fine, is written as `datetime` would, which rounds to microseconds and cuts them off."""
    assert iso(moment) == datetime.fromtimestamp(moment, UTC).isoformat(timespec="milliseconds")[:-6] + "Z"


@given(seconds, seconds)
def test_instants_sort_as_they_happened(one, other):
    """The texts of two instants compare as their moments do."""
    assert iso(min(one, other)) <= iso(max(one, other))


def test_a_new_clock_tells_real_time():
    """Until somebody moves it, world time is wall time."""
    before = time.time()
    told = Clock().now()

    assert before <= told <= time.time()


def test_a_frozen_clock_stands(frozen):
    """A frozen clock tells the same time again."""
    assert frozen.now() == frozen.now() == 1_747_046_520


def test_a_clock_freezes_where_it_stands():
    """Without an instant, freezing keeps the time the clock shows."""
    clock = Clock()
    before = time.time()
    clock.freeze()

    assert before <= clock.now() <= time.time()


def test_a_frozen_clock_is_set(frozen):
    """Setting a frozen clock moves it, and it goes on standing."""
    frozen.set("2030-01-01T00:00:00Z")

    assert frozen.now() == epoch("2030-01-01T00:00:00Z")


def test_a_running_clock_runs_on_from_where_it_is_set():
    """Setting a running clock moves it to the instant, from which it goes on."""
    clock = Clock()
    clock.set("2030-01-01T00:00:00Z")

    assert iso(clock.now()).startswith("2030-01-01T00:00:")


def test_a_clock_is_set_back():
    """Setting may go back in time."""
    clock = Clock()
    clock.set("2001-01-01T00:00:00Z")

    assert iso(clock.now()).startswith("2001-01-01T00:00:")


def test_a_frozen_clock_advances(frozen):
    """A frozen clock moves by exactly the span."""
    frozen.advance(days=1, seconds=30)

    assert iso(frozen.now()) == "2025-05-13T10:42:30.000Z"


def test_a_running_clock_advances():
    """A running clock moves by the span."""
    clock = Clock()
    clock.set("2030-01-01T00:00:00Z")
    clock.advance(hours=5)

    assert iso(clock.now()).startswith("2030-01-01T05:00:")


def test_a_clock_does_not_advance_backwards(frozen):
    """A negative span is refused, and the message names the way out."""
    with pytest.raises(ValueError, match="use set to move the clock back"):
        frozen.advance(seconds=-1)


def test_a_clock_ticks_for_each_request(frozen):
    """Every request moves a ticking clock by its step, and is told the time it has."""
    frozen.tick_every(0.25)

    assert [frozen.tick(), frozen.tick(), frozen.now()] == [1_747_046_520.25, 1_747_046_520.5, 1_747_046_520.5]


def test_a_set_clock_ticks_while_it_runs():
    """A clock that was set and runs moves by the step on top of its running."""
    clock = Clock()
    clock.set("2030-01-01T00:00:00Z")
    clock.tick_every(3600)

    assert iso(clock.tick()).startswith("2030-01-01T01:00:")


def test_a_clock_does_not_tick_by_itself(frozen):
    """Unless it is told to, a clock does not move with requests."""
    assert frozen.tick() == frozen.now() == 1_747_046_520


def test_a_ticking_clock_is_stopped(frozen):
    """A step of nothing ends the ticking."""
    frozen.tick_every(60)
    frozen.tick_every(0)

    assert frozen.tick() == 1_747_046_520


def test_a_clock_does_not_tick_backwards(frozen):
    """A negative step is refused, and the message names the way out."""
    with pytest.raises(ValueError, match="use set to move the clock back"):
        frozen.tick_every(-1)
