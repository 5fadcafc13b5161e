"""What is told about a timestamp the server does not take."""

import pytest

from plugipay_mock.doctor import Times, diagnose

NOW = 1_747_046_520


@pytest.fixture
def told(client, world):
    """What is said to a request with this timestamp, when it is NOW for the server."""

    def examine(timestamp, **when):
        sent = client(at=timestamp)
        return diagnose(sent.request(sent.sign()), world, Times(NOW, **when))

    return examine


@pytest.mark.parametrize(
    ("timestamp", "name"),
    [
        ("", "timestamp-missing"),
        ("1747046520123", "timestamp-milliseconds"),
        ("1747046520123456", "timestamp-microseconds"),
        ("1747046520123456789", "timestamp-nanoseconds"),
        ("1747046520.5", "timestamp-with-fraction"),
        ("2025-05-12T10:42:00Z", "timestamp-as-iso-8601"),
        ("2025-05-12T10:42:00", "timestamp-as-iso-8601"),
        ("2025-05-12T17:42:00+07:00", "timestamp-as-iso-8601"),
        ("1747046520, 1747046520", "timestamp-sent-twice"),
        ("1747046520, 1747046521", "timestamp-sent-twice"),
        ("Mon, 12 May 2025 10:42:00 GMT", "timestamp-not-a-number"),
        ("now", "timestamp-not-a-number"),
        ("-1747046520", "timestamp-not-a-number"),
        ("1747046520 ", "timestamp-not-a-number"),
        ("²", "timestamp-not-a-number"),
        ("9" * 400, "timestamp-not-a-number"),
    ],
)
def test_a_timestamp_that_is_not_seconds_is_told(told, timestamp, name):
    """What is no number of whole seconds is told by what it is instead."""
    assert told(timestamp).mistakes == (name,)


@pytest.mark.parametrize(
    ("off", "found"),
    [
        (-301, "5 min 1 s behind"),
        (400, "6 min 40 s ahead of"),
        (-86_400 * 3 - 3600 * 2 - 5, "3 d 2 h behind"),
        (-3_000, "50 min behind"),
    ],
)
def test_a_wrong_clock_is_told(told, off, found):
    """A clock that is off is told which way and how far."""
    diagnosis = told(NOW + off)

    assert diagnosis.mistakes == ("timestamp-skewed",)
    assert found in diagnosis.sentence


@pytest.mark.parametrize("hours", [7, -7, 8, 5.5, 1, 14])
@pytest.mark.parametrize("late", [0, -30, 30])
def test_a_time_zone_is_told(told, hours, late):
    """An offset of whole half-hours comes from a time zone."""
    assert told(NOW + int(hours * 3600) + late).mistakes == ("timestamp-time-zone",)


@pytest.mark.parametrize("off", [7 * 3600 + 31, 15 * 3600, 86_400])
def test_an_offset_no_time_zone_has_is_no_time_zone(told, off):
    """What misses the half-hour, or is farther than any time zone, is a wrong clock."""
    assert told(NOW + off).mistakes == ("timestamp-skewed",)


@pytest.mark.parametrize("skew", [4000, -4000])
def test_a_server_that_was_set_off_is_told(told, skew):
    """When the server was made to believe in another time, the client's clock is not blamed."""
    assert told(NOW, skew=skew).mistakes == ("server-skewed",)


def test_a_request_signed_by_the_world_clock_is_told(told):
    """Business time and the time of signatures are two clocks; who signs by the first is told."""
    assert told(NOW + 86_400 * 35 + 10, world=NOW + 86_400 * 35).mistakes == ("timestamp-of-the-world-clock",)


def test_the_present_is_asked_of_the_clocks(client, world, tenant):
    """Where no time is said, the request is judged by the machine's clock, and the world's is known."""
    tenant.clock.freeze("2031-05-12T12:00:00.000Z")
    sent = client(at=int(tenant.clock.now()))

    assert diagnose(sent.request(sent.sign()), world).mistakes == ("timestamp-of-the-world-clock",)


@pytest.mark.parametrize("off", [-300, 0, 300])
def test_a_timestamp_within_the_window_is_not_blamed(told, off):
    """Five minutes are allowed, either way."""
    assert told(NOW + off).mistakes == ()
