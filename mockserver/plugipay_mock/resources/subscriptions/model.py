"""What a subscription is, the states it goes through, and its periods.

Source: API page on subscriptions, SDK facts sections 1.1, 2.2 and 9. Guesses: a `startAt` in the future is a trial
until then, one in the past means now; the terms of a price are agreed to when it is chosen, so that a price taken away
later goes on being paid; a coupon is noted and takes nothing off; a past due subscription goes on renewing; pausing is
for active ones and shifts no period; the reason of a cancellation shows when it happens.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, ClassVar, Final, Literal, TypeAlias

from plugipay_mock.clock import Instant, epoch, iso
from plugipay_mock.codec import WIRE_NAMES
from plugipay_mock.errors import FieldProblem, InvalidRequest
from plugipay_mock.lifecycle import LifeCycle, Move, take
from plugipay_mock.resources.subscriptions.periods import later
from plugipay_mock.resources.subscriptions.terms import Terms, check_currency, check_discount
from plugipay_mock.store import Shelf

Status: TypeAlias = Literal["trialing", "active", "past_due", "paused", "canceled", "incomplete"]
CollectionMethod: TypeAlias = Literal["charge_automatically", "send_invoice"]
Reason: TypeAlias = Literal["customer_portal", "merchant", "failed_payment", "user_request"]

LIVE: Final = ("trialing", "active", "past_due", "paused")
"""The states that are not the end; a subscription begins trialing, active, or incomplete."""

DECLINED_TOKEN: Final = "pt_declined"  # noqa: S105  the mock's own: how tokens begin that never pay
_DAY: Final = 24 * 3600
_FARTHEST_START_DAYS: Final = 3650

LIFE_CYCLE: Final[LifeCycle] = {
    "start": Move(("trialing",), "active", "subscription.updated"),
    "renew": Move(("active", "past_due"), "", "subscription.renewed"),
    "fall_behind": Move(("active",), "past_due", "subscription.updated"),
    "recover": Move(("past_due",), "active", "subscription.updated"),
    "update": Move(LIVE, "", "subscription.updated"),
    "pause": Move(("active",), "paused", "subscription.paused"),
    "resume": Move(("paused",), "active", "subscription.resumed"),
    "schedule_cancellation": Move(LIVE, "", "subscription.updated"),
    "cancel": Move(LIVE, "canceled", "subscription.canceled"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A customer's standing agreement to pay for a plan, one unit of it.

    Attributes:
        terms: what the next period costs.
        anchor: when the first period began or will begin; periods are counted from it.
        periods: how many have begun.
        initial_discount: what the first invoice will be less, in the currency that was agreed to with it.
        resume_at: when a pause ends by itself, or None.
        cancel_reason: why it will be canceled at `cancel_at`.
        unpaid: the ids of its invoices that are past due.
    """

    __pydantic_config__ = WIRE_NAMES
    PRIVATE: ClassVar[frozenset[str]] = frozenset(
        {"terms", "anchor", "periods", "initial_discount", "resume_at", "cancel_reason", "unpaid"}
    )

    id: str
    arn: str
    account_id: str
    customer_id: str
    plan_id: str
    price_id: str
    status: Status
    current_period_start: Instant
    current_period_end: Instant
    trial_end: Instant | None = None
    cancel_at: Instant | None = None
    canceled_at: Instant | None = None
    canceled_reason: Reason | None = None
    paused_at: Instant | None = None
    default_payment_token_id: str | None = None
    discount_coupon_id: str | None = None
    collection_method: CollectionMethod = "charge_automatically"
    metadata: dict[str, str] | None = None
    created_at: Instant
    updated_at: Instant
    terms: Terms
    anchor: Instant
    periods: int = 0
    initial_discount: int = 0
    resume_at: Instant | None = None
    cancel_reason: Reason = "user_request"
    unpaid: tuple[str, ...] = ()

    @property
    def declines(self) -> bool:
        """Whether its automatic payments fail."""
        return (self.default_payment_token_id or "").startswith(DECLINED_TOKEN)

    @property
    def is_charged(self) -> bool:
        """Whether its invoices are paid without the customer doing anything."""
        return self.collection_method == "charge_automatically"

    @property
    def first_charge_fails(self) -> bool:
        """Whether there is a first invoice that is charged in vain."""
        return self.is_charged and self.declines and self.terms.amount > self.initial_discount

    @property
    def discount_waits(self) -> bool:
        """Whether something is still to be taken off its first invoice."""
        return self.status == "trialing" and self.initial_discount > 0

    @property
    def is_live(self) -> bool:
        """Whether it has not ended."""
        return self.status in LIVE


def begin(
    birth: dict[str, Any], now: Instant, terms: Terms, *, trial_days: int, start_at: Instant | None, **fields: Any
) -> Subscription:
    """Return a new subscription: trialing, or in its first period.

    Args:
        birth: what `Actor.birth` returns.
        fields: the attributes of `Subscription` that the caller decides on.

    Raises:
        InvalidRequest: the start is too far away, or the initial discount is more than the first amount.
    """
    check_discount(fields.get("initial_discount", 0), terms)
    anchor = _anchor(now, trial_days, start_at)
    trialing = anchor > now
    subscription = Subscription(
        **birth,
        **fields,
        terms=terms,
        anchor=anchor,
        status="trialing" if trialing else "active",
        current_period_start=now,
        current_period_end=anchor,
        trial_end=anchor if trialing else None,
    )
    return subscription if trialing else replace(subscription, **_next_period(subscription))


def refuse_first_charge(subscription: Subscription) -> Subscription:
    """Return a new subscription whose first automatic payment failed."""
    return replace(subscription, status="incomplete")


def start(subscription: Subscription, now: Instant) -> Subscription:
    """End a trial and begin the first period."""
    return _take(subscription, "start", now, **_next_period(subscription))


def renew(subscription: Subscription, now: Instant) -> Subscription:
    """Begin the next period."""
    return _take(subscription, "renew", now, **_next_period(subscription))


def fall_behind(subscription: Subscription, now: Instant) -> Subscription:
    """Wait for an invoice that is past due."""
    return _take(subscription, "fall_behind", now)


def recover(subscription: Subscription, now: Instant) -> Subscription:
    """Go on, since no invoice is past due any more."""
    return _take(subscription, "recover", now)


def change_price(subscription: Subscription, price_id: str, terms: Terms) -> Subscription:
    """Agree to another price, from the next period on.

    Raises:
        InvalidRequest: an initial discount in another currency waits for the first invoice.
    """
    if subscription.discount_waits:
        check_currency(subscription.terms, terms)
    return replace(subscription, price_id=price_id, terms=terms)


def update(subscription: Subscription, now: Instant, given: dict[str, Any]) -> Subscription:
    """Set the attributes that were given.

    Raises:
        InvalidTransition: it has ended.
    """
    return _take(subscription, "update", now, **given)


def pause(subscription: Subscription, now: Instant, resume_at: Instant | None) -> Subscription:
    """Stop renewing.

    Raises:
        InvalidTransition: it is not active.
        InvalidRequest: the moment to resume has passed.
    """
    if resume_at is not None and resume_at <= now:
        raise InvalidRequest(FieldProblem("resumeAt", f"must be later than now, {now}"))
    return _take(subscription, "pause", now, paused_at=now, resume_at=resume_at)


def resume(subscription: Subscription, now: Instant) -> Subscription:
    """Go on in the period that is running, or begin one if that has ended meanwhile.

    Raises:
        InvalidTransition: it is not paused.
    """
    resumed = _take(subscription, "resume", now, paused_at=None, resume_at=None)
    if resumed.current_period_end > now:
        return resumed
    renewed = replace(resumed, anchor=now, periods=0, current_period_end=now)
    return replace(renewed, **_next_period(renewed))


def cancel_later(subscription: Subscription, now: Instant, reason: Reason) -> Subscription:
    """Cancel at the end of the period, or of the trial.

    Raises:
        InvalidTransition: it has ended.
    """
    at = max(now, subscription.current_period_end)
    return _take(subscription, "schedule_cancellation", now, cancel_at=at, cancel_reason=reason)


def cancel(subscription: Subscription, now: Instant, reason: Reason) -> Subscription:
    """End a subscription.

    Raises:
        InvalidTransition: it has ended.
    """
    return _take(subscription, "cancel", now, canceled_at=now, canceled_reason=reason)


def owe(subscription: Subscription, invoice_id: str) -> Subscription:
    """Note that an invoice is past due."""
    return replace(subscription, unpaid=(*subscription.unpaid, invoice_id))


def settle(subscription: Subscription, invoice_id: str) -> Subscription:
    """Note that an invoice is not past due any more."""
    return replace(subscription, unpaid=tuple(owed for owed in subscription.unpaid if owed != invoice_id))


def due(subscription: Subscription) -> Instant | None:
    """Return when a subscription changes by itself."""
    if subscription.status == "paused":
        ends = [moment for moment in (subscription.resume_at, subscription.cancel_at) if moment is not None]
        return min(ends, default=None)
    if not subscription.is_live:
        return None
    return subscription.cancel_at or subscription.current_period_end


def subject(subscription: Subscription) -> str:
    """Return how a message names a subscription."""
    return f"Subscription {subscription.id}"


def _anchor(now: Instant, trial_days: int, start_at: Instant | None) -> Instant:
    begins = now if start_at is None else max(now, start_at)
    if epoch(begins) > epoch(now) + _FARTHEST_START_DAYS * _DAY:
        raise InvalidRequest(FieldProblem("startAt", f"must be at most {_FARTHEST_START_DAYS} days away"))
    return iso(epoch(begins) + trial_days * _DAY) if trial_days else begins


def _next_period(subscription: Subscription) -> dict[str, Any]:
    """Return what changes when the period after the current one begins."""
    terms, periods = subscription.terms, subscription.periods + 1
    return {
        "periods": periods,
        "current_period_start": subscription.current_period_end,
        "current_period_end": later(subscription.anchor, terms.interval, terms.interval_count * periods),
    }


def _take(subscription: Subscription, action: str, now: Instant, **changes: Any) -> Subscription:
    return take(LIFE_CYCLE, action, subscription, now, subject=subject(subscription), **changes)


SUBSCRIPTIONS: Final = Shelf(
    Subscription,
    title="Subscription",
    prefix="sub",
    filters=(("status", "status"), ("customerId", "customer_id"), ("planId", "plan_id")),
    due=due,
)
