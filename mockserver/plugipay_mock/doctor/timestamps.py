"""What can be wrong with `X-Plugipay-Timestamp`: missing, not whole seconds, or from another time, and why."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from typing import Final, NamedTuple

from plugipay_mock.clock import epoch
from plugipay_mock.doctor.diagnosis import Diagnosis, sent_twice, told
from plugipay_mock.errors import InvalidTimestamp
from plugipay_mock.gate.signature import TOLERANCE, check_timestamp, is_repeated
from plugipay_mock.message import Inbound

_UNITS: Final = {13: "milliseconds", 16: "microseconds", 19: "nanoseconds"}
"""What a time of our age is counted in, by its digits."""

_SPANS: Final = ((86400, "d"), (3600, "h"), (60, "min"), (1, "s"))
_ZONE_STEP: Final = 30 * 60
_EXACTLY: Final = 30
"""Seconds by which an offset may miss a whole half-hour and still come from a time zone."""

_FARTHEST_ZONE: Final = 14 * 3600
_SECONDS: Final = "send whole seconds since 1970 in digits, such as int(time.time())"


class Times(NamedTuple):
    """The times a request may have come at, in epoch seconds.

    Attributes:
        wall: the machine's. skew: how far the server was told to be ahead of it.
        world: the time of business, which may be frozen or moved.
    """

    wall: float
    skew: float = 0.0
    world: float | None = None

    @property
    def judged(self) -> float:
        """The time the server judges a timestamp by."""
        return self.wall + self.skew


def of_timestamp(inbound: Inbound, times: Times) -> Diagnosis | None:
    """Say what is wrong with the timestamp; None when the server takes it."""
    with suppress(InvalidTimestamp):
        check_timestamp(inbound, times.judged, skew_has_own_code=False)
        return None
    text = inbound.headers.get("x-plugipay-timestamp", "")
    return _of_form(text) or _of_time(int(text), times)


def _of_form(text: str) -> Diagnosis | None:
    if is_repeated(text):
        return sent_twice("timestamp-sent-twice", "X-Plugipay-Timestamp")
    digits = text.isascii() and text.isdigit()
    if digits and len(text) in _UNITS:
        return told(f"timestamp-{_UNITS[len(text)]}", f"X-Plugipay-Timestamp is in {_UNITS[len(text)]}: {_SECONDS}")
    if digits and len(text) < min(_UNITS):
        return None
    name, trouble = next((name, trouble) for name, applies, trouble in _FORMS if applies(text))
    return told(name, f"X-Plugipay-Timestamp {trouble}: {_SECONDS}")


def _of_time(sent: int, times: Times) -> Diagnosis:
    off = sent - int(times.judged)
    found = f"X-Plugipay-Timestamp is {_span(abs(off))} {'ahead of' if off > 0 else 'behind'} the server's clock"
    if abs(sent - times.wall) <= TOLERANCE:
        return told("server-skewed", f"{found}, which was set to be {times.skew:+.0f} s off: set the skew back to 0")
    if times.world is not None and abs(sent - times.world) <= TOLERANCE:
        return told("timestamp-of-the-world-clock", f"{found}: sign by the real time, whatever the world's clock says")
    if _is_zone(abs(off)):
        return told("timestamp-time-zone", f"{found}, as a time zone makes it: {_SECONDS}, which knows no time zone")
    return told("timestamp-skewed", f"{found}, {TOLERANCE} s are allowed: set the clock, and sign each request anew")


def _is_zone(off: int) -> bool:
    miss = abs(off - round(off / _ZONE_STEP) * _ZONE_STEP)
    return miss <= _EXACTLY and off <= _FARTHEST_ZONE + _EXACTLY


def _span(seconds: int) -> str:
    """Return a span as people say it: its two largest units."""
    parts = []
    for size, unit in _SPANS:
        count, seconds = divmod(seconds, size)
        parts += [f"{count} {unit}"] if count else []
    return " ".join(parts[:2])


def _is_fraction(text: str) -> bool:
    return re.fullmatch(r"[0-9]+\.[0-9]*", text) is not None


def _is_instant(text: str) -> bool:
    try:
        epoch(text if text.endswith("Z") or "+" in text else f"{text}Z")
    except ValueError:
        return False
    return True


_FORMS: Final[tuple[tuple[str, Callable[[str], bool], str], ...]] = (
    ("timestamp-missing", lambda text: not text, "is missing"),
    ("timestamp-with-fraction", _is_fraction, "has a fraction"),
    ("timestamp-as-iso-8601", _is_instant, "is an ISO 8601 time"),
    ("timestamp-not-a-number", lambda _text: True, "is not a number of seconds"),
)
