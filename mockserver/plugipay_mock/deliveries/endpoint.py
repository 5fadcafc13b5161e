"""What a webhook endpoint is: an address that is told about events (source: SDK facts 2.4 and 6)."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import ClassVar, Final

from plugipay_mock.clock import Instant, epoch
from plugipay_mock.codec import WIRE_NAMES
from plugipay_mock.deliveries.schedule import Schedule
from plugipay_mock.events import TYPES, type_of
from plugipay_mock.shown import ShownMode
from plugipay_mock.store import Shelf

_PREFIX: Final = "plugipay."
_EVERY: Final = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """One address, the events it wants, and how it has been doing.

    Attributes:
        events: long names, `plugipay.invoice.*`, or `*`.
        active: told about events; not once it was switched off or disabled.
        secret: what deliveries are signed with; shown once, to whoever creates the endpoint.
        former_secret: the one before, while it is being rotated.
    """

    __pydantic_config__ = WIRE_NAMES
    PRIVATE: ClassVar[frozenset[str]] = frozenset({"account_id", "secret", "former_secret"})

    id: str
    account_id: str
    mode: ShownMode
    url: str
    events: list[str]
    description: str | None = None
    active: bool = True
    consecutive_failures: int = 0
    failing_since: Instant | None = None
    disabled_at: Instant | None = None
    disabled_reason: str | None = None
    secret: str = field(repr=False)
    former_secret: str | None = field(default=None, repr=False)
    created_at: Instant
    updated_at: Instant

    def wants(self, kind: str) -> bool:
        """Say whether the endpoint is told about events of a type."""
        return self.active and any(_covers(pattern, kind) for pattern in self.events)

    def recovered(self, now: Instant) -> Endpoint:
        """Return the endpoint without its streak of failures, switched on."""
        return replace(
            self,
            active=True,
            consecutive_failures=0,
            failing_since=None,
            disabled_at=None,
            disabled_reason=None,
            updated_at=now,
        )

    def answered(self) -> Endpoint:
        """Return the endpoint after a delivery it took; this very one when it had no streak to end."""
        if not self.consecutive_failures:
            return self
        return replace(self, consecutive_failures=0, failing_since=None)

    def failed(self, at: Instant, schedule: Schedule) -> Endpoint:
        """Return the endpoint after an attempt that failed: one more in a row, and maybe one too many."""
        failing = replace(
            self, consecutive_failures=self.consecutive_failures + 1, failing_since=self.failing_since or at
        )
        span = epoch(at) - epoch(failing.failing_since or at)
        if not self.active or failing.consecutive_failures < schedule.failures or span < schedule.failing_for:
            return failing
        reason = f"{failing.consecutive_failures} failed attempts in a row since {failing.failing_since}"
        return replace(failing, active=False, disabled_at=at, disabled_reason=reason, updated_at=at)

    def disablement(self) -> dict[str, object]:
        """Return the object of `webhook_endpoint.disabled`, which is not the whole endpoint."""
        return {
            "id": self.id,
            "url": self.url,
            "mode": self.mode,
            "active": self.active,
            "disabledAt": self.disabled_at,
            "disabledReason": self.disabled_reason,
            "consecutiveFailures": self.consecutive_failures,
            "failingSince": self.failing_since,
        }


ENDPOINTS: Final = Shelf(Endpoint, title="Webhook endpoint", prefix="whe")


def lengthened(name: str) -> str:
    """Return an event name or pattern as it is stored: `invoice.paid` long, `invoice.*` with its prefix, `*` as it is.

    Raises:
        ValueError: it names no event there is; the message says what to write.
    """
    if name == _EVERY:
        return name
    if name.endswith(_EVERY):
        pattern = name if name.startswith(_PREFIX) else _PREFIX + name
        if name[:-1].endswith(".") and any(_covers(pattern, kind) for kind in TYPES):
            return pattern
    else:
        with suppress(KeyError):
            return type_of(name)
    raise ValueError(f"{name[:80]!r} is no event; write one such as invoice.paid, invoice.* or *")


def _covers(pattern: str, kind: str) -> bool:
    return kind.startswith(pattern[:-1]) if pattern.endswith(_EVERY) else kind == pattern
