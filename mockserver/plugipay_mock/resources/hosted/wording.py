"""Times and ways to pay as people read them."""

from __future__ import annotations

from datetime import UTC, datetime

from plugipay_mock.clock import Instant, epoch
from plugipay_mock.resources.checkout_sessions.methods import CATALOG


def moment(at: Instant) -> str:
    """Return a moment with its date: `12 May 2026, 10:42 UTC`."""
    then = datetime.fromtimestamp(epoch(at), UTC)
    return f"{then.day} {then:%B %Y, %H:%M} UTC"


def method_label(method: str | None) -> str:
    """Return how a person calls a method that may come from before the buyer chose one."""
    known = CATALOG.get(method or "")
    return (method or "other").replace("_", " ").capitalize() if known is None else known.label
