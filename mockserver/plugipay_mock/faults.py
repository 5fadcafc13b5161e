"""Faults a caller asks for with its own request, in the header `X-Plugipay-Mock-Fault` (ours, not the service's)."""

from __future__ import annotations

import math

from plugipay_mock.errors import FieldProblem, InvalidRequest
from plugipay_mock.message import Inbound, Wait

HEADER = "X-Plugipay-Mock-Fault"
LONGEST_WAIT = 600.0


def asked_for(inbound: Inbound) -> tuple[Wait, ...]:
    """Return what the header asks for: `wait=SECONDS; position=during` commits, waits, and then answers.

    Raises:
        InvalidRequest: the header says something else.
    """
    text = inbound.headers.get(HEADER.lower())
    if text is None:
        return ()
    parts = dict(_pair(part) for part in text.split(";"))
    if set(parts) != {"wait", "position"} or parts["position"] != "during":
        raise _refused()
    return (Wait(_seconds(parts["wait"])),)


def _pair(part: str) -> tuple[str, str]:
    name, _, value = part.partition("=")
    return name.strip(), value.strip()


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        raise _refused() from None
    if not math.isfinite(seconds) or not 0 <= seconds <= LONGEST_WAIT:
        raise _refused()
    return seconds


def _refused() -> InvalidRequest:
    return InvalidRequest(
        FieldProblem(HEADER, f"must read 'wait=SECONDS; position=during', with 0 to {LONGEST_WAIT:.0f} seconds")
    )
