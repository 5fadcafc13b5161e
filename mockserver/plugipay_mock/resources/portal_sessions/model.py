"""What a portal session is.

Source: API page on portal sessions (15 minutes, then 410; other pages say 5); that the return address must be https is
there, too, and plain http is let through for loopback (a guess). The SDK pages say that it is good for a single use;
here a page may be loaded again as long as it is good (a guess).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from plugipay_mock.clock import Instant, epoch
from plugipay_mock.codec import WIRE_NAMES
from plugipay_mock.store import Shelf

LIFETIME: Final = 15 * 60
"""Seconds an address is good for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PortalSession:
    """An address for one customer."""

    __pydantic_config__ = WIRE_NAMES

    id: str
    arn: str
    account_id: str
    customer_id: str
    url: str
    return_url: str
    expires_at: Instant
    created_at: Instant

    def has_ended(self, now: Instant) -> bool:
        """Whether the address is good no more."""
        return epoch(now) >= epoch(self.expires_at)


PORTAL_SESSIONS: Final = Shelf(PortalSession, title="Portal session", prefix="pls", public=True)
