"""When it was sent: the clock may be 300 seconds off either way, and not one more."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import formatdate

import pytest

from plugipay_contract import recipes, wire
from plugipay_contract.caller import Answer, Caller
from plugipay_contract.subjects import Ability

CUSTOMERS = wire.Outgoing("GET", "/api/v1/customers")
REFUSED = (401, "invalid_timestamp")

NOT_A_NUMBER = ["", "yesterday", "0x68", "1e9", "12 34", "\u0661\u0662", "2025-05-11T21:46:40Z", "NaN", "--1"]

OTHER_SPELLINGS: dict[str, Callable[[int], str]] = {
    "milliseconds": lambda now: f"{now}000",
    "decimals": lambda now: f"{now}.0",
    "comma": lambda now: f"{now},0",
    "point": lambda now: f"{now}.",
    "exponent": lambda now: f"{now}e0",
    "plus": lambda now: f"+{now}",
    "underscore": lambda now: f"{now:_}",
    "thousands": lambda now: f"{now:,}",
    "unit": lambda now: f"{now}s",
    "hexadecimal": hex,
    "arabic-digits": lambda now: "".join(chr(0x660 + int(digit)) for digit in str(now)),
    "iso-8601": lambda now: datetime.fromtimestamp(now, UTC).isoformat(),
    "iso-8601-zulu": lambda now: f"{datetime.fromtimestamp(now, UTC):%Y-%m-%dT%H:%M:%SZ}",
    "http-date": lambda now: formatdate(now, usegmt=True),
}
"""This very second, in ways that are not whole seconds in decimal digits."""


def within_one_second(send: Callable[[], Answer]) -> Answer:
    """The first answer that came in the very second its request was signed in.

    One second decides here, so an attempt during which it rolled over proves nothing.
    """
    for _ in range(50):
        second = int(time.time())
        answer = send()
        if int(time.time()) == second:
            return answer
    pytest.skip("no answer came within the second of its request")


@pytest.mark.needs(Ability.SAME_CLOCK)
@pytest.mark.parametrize("late", [300, -300], ids=["late", "early"])
def test_300_seconds_are_tolerated(server: Caller, late: int) -> None:
    """A clock exactly 300 seconds off still passes, either way."""
    answer = within_one_second(lambda: server.send(server.sign(CUSTOMERS, late=late)))

    assert answer.verdict == (200, None)


@pytest.mark.needs(Ability.SAME_CLOCK)
@pytest.mark.parametrize("late", [301, -301], ids=["late", "early"])
def test_301_seconds_are_refused(server: Caller, late: int) -> None:
    """A clock 301 seconds off does not pass, either way."""
    answer = within_one_second(lambda: server.send(server.sign(CUSTOMERS, late=late)))

    assert answer.verdict == REFUSED


@pytest.mark.parametrize("late", [240, -240], ids=["late", "early"])
def test_four_minutes_are_tolerated(server: Caller, late: int) -> None:
    """A clock well within the window passes at any server."""
    assert server.send(server.sign(CUSTOMERS, late=late)).verdict == (200, None)


@pytest.mark.parametrize("late", [360, -360, 10**9, -(10**9)], ids=["late", "early", "last-century", "next-century"])
def test_more_than_300_seconds_is_refused(server: Caller, late: int) -> None:
    """A clock well out of the window fails at any server."""
    assert server.send(server.sign(CUSTOMERS, late=late)).verdict == REFUSED


def test_a_missing_timestamp_is_refused(server: Caller) -> None:
    """A signed request says when it was sent."""
    signed = server.signed("GET", "/api/v1/customers")

    assert server.send(signed.lacking("X-Plugipay-Timestamp")).status == 401


@pytest.mark.guess
def test_a_missing_timestamp_is_a_wrong_one(server: Caller) -> None:
    """What is wrong with it is the time, and not the signature that covers it."""
    signed = server.signed("GET", "/api/v1/customers")

    assert server.send(signed.lacking("X-Plugipay-Timestamp")).verdict == REFUSED


@pytest.mark.parametrize("timestamp", NOT_A_NUMBER)
def test_a_timestamp_that_is_not_a_number_is_refused(server: Caller, timestamp: str) -> None:
    """A timestamp is whole seconds in decimal digits, even when it is rightly signed."""
    signed = wire.sign(CUSTOMERS, server.key.key_id, server.key.secret, timestamp)

    assert server.send(signed).verdict == REFUSED


@pytest.mark.parametrize("spell", OTHER_SPELLINGS.values(), ids=OTHER_SPELLINGS)
def test_a_timestamp_is_spelled_in_one_way(server: Caller, spell: Callable[[int], str]) -> None:
    """The right time in another spelling is refused, even when it is rightly signed."""
    signed = wire.sign(CUSTOMERS, server.key.key_id, server.key.secret, spell(int(time.time())))

    assert server.send(signed).verdict == REFUSED


def test_a_number_too_large_for_any_clock_is_refused(server: Caller) -> None:
    """A timestamp of four thousand digits is refused like any other."""
    signed = wire.sign(CUSTOMERS, server.key.key_id, server.key.secret, "9" * 4400)

    assert server.send(signed).verdict == REFUSED


def test_every_method_is_dated(server: Caller) -> None:
    """A write is refused for its clock as a read is."""
    late = server.sign(server.unsigned("POST", "/api/v1/customers", {}, idempotency_key=recipes.unique()), late=3600)

    assert server.send(late).verdict == REFUSED
