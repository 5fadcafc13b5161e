"""What a delivery is: one event on its way to one endpoint, with every attempt (source: SDK facts 2.4)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import ClassVar, Final, Literal, TypeAlias

from plugipay_mock.clock import Instant, epoch, iso
from plugipay_mock.codec import WIRE_NAMES
from plugipay_mock.deliveries.schedule import Schedule
from plugipay_mock.errors import AlreadyQueued
from plugipay_mock.store import Shelf

Status: TypeAlias = Literal["pending", "succeeded", "failed"]
_TAKEN: Final = range(200, 300)
_REDIRECTED: Final = range(300, 400)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of sending something.

    Attributes:
        status: of HTTP; None when there was no answer.
        trouble: why there was none, or what else is wrong with it.
    """

    status: int | None
    milliseconds: int
    trouble: str | None = None

    @property
    def taken(self) -> bool:
        """Whether the receiver has it now: any 2xx."""
        return self.status in _TAKEN and self.trouble is None

    @property
    def error(self) -> str | None:
        """Why the receiver has it not, or None."""
        if self.taken or self.trouble is not None:
            return self.trouble
        return f"HTTP {self.status}" + (", and redirects are not followed" if self.status in _REDIRECTED else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One attempt; `duration_ms` is real time, `attempted_at` the world's."""

    __pydantic_config__ = WIRE_NAMES

    attempt_number: int
    status: Literal["succeeded", "failed"]
    response_code: int | None
    duration_ms: int
    error: str | None
    next_retry_at: Instant | None
    attempted_at: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One event on its way to one endpoint.

    Attributes:
        body: the exact JSON text that is sent, the same in every attempt.
        status: `pending` until it is taken (`succeeded`) or given up (`failed`).
        next_retry_at: when it is tried again; None before its first attempt, and when it is over.
        ready_at: since when it may be sent; None while it waits, and when it is over.
    """

    __pydantic_config__ = WIRE_NAMES
    PRIVATE: ClassVar[frozenset[str]] = frozenset({"ready_at"})

    id: str
    endpoint_id: str
    event_id: str
    type: str
    body: str
    status: Status = "pending"
    attempts: int = 0
    next_retry_at: Instant | None = None
    last_attempt_at: Instant | None = None
    delivered_at: Instant | None = None
    response_code: int | None = None
    last_error: str | None = None
    created_at: Instant
    updated_at: Instant
    attempt_log: list[Attempt] = field(default_factory=list)
    ready_at: Instant | None = None

    def due(self) -> Instant | None:
        """Return when it becomes ready by itself, or None."""
        return self.next_retry_at if self.status == "pending" and self.ready_at is None else None

    def wake(self, now: Instant) -> Delivery:
        """Return the delivery when its time has come."""
        return replace(self, ready_at=now, updated_at=now)

    def postpone(self, until: Instant) -> Delivery:
        """Return the delivery as it waits for a moment."""
        return replace(self, ready_at=None, next_retry_at=until)

    def give_up(self, why: str, now: Instant) -> Delivery:
        """Return the delivery as it ends without another attempt."""
        return replace(self, status="failed", ready_at=None, next_retry_at=None, last_error=why, updated_at=now)

    def retry(self, now: Instant) -> Delivery:
        """Return the delivery as somebody queued it again; one that succeeded may be sent again.

        Raises:
            AlreadyQueued: it is pending, and will be tried without being asked (a guess for one that waits).
        """
        if self.status == "pending":
            when = "now" if self.next_retry_at is None else f"at {self.next_retry_at}"
            raise AlreadyQueued(f"Webhook delivery {self.id} is queued already; it is tried {when}")
        return replace(self, status="pending", ready_at=now, next_retry_at=None, updated_at=now)

    def attempted(self, answer: Answer, at: Instant, schedule: Schedule) -> Delivery:
        """Return the delivery after an attempt: over when it was taken or is too old, else waiting for the next."""
        number = self.attempts + 1
        again = None if answer.taken else self._again(number, at, schedule)
        status: Status = "succeeded" if answer.taken else "pending" if again else "failed"
        attempt = Attempt(
            attempt_number=number,
            status="succeeded" if answer.taken else "failed",
            response_code=answer.status,
            duration_ms=answer.milliseconds,
            error=answer.error,
            next_retry_at=again,
            attempted_at=at,
        )
        return replace(
            self,
            status=status,
            attempts=number,
            next_retry_at=again,
            last_attempt_at=at,
            delivered_at=at if answer.taken else self.delivered_at,
            response_code=answer.status,
            last_error=answer.error,
            updated_at=at,
            attempt_log=[*self.attempt_log, attempt],
            ready_at=None,
        )

    def _again(self, attempts: int, at: Instant, schedule: Schedule) -> Instant | None:
        again = epoch(at) + schedule.delay(attempts)
        return None if again > epoch(self.created_at) + schedule.gives_up_after else iso(again)


DELIVERIES: Final = Shelf(
    Delivery,
    title="Webhook delivery",
    prefix="whd",
    filters=(("endpointId", "endpoint_id"), ("status", "status"), ("type", "type")),
    due=Delivery.due,
)
