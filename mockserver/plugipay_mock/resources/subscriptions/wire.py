"""What callers send about subscriptions, and what a renewal tells (source: SDK facts sections 1.1 and 6)."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field
from typing_extensions import TypedDict

from plugipay_mock.binding import Body, ListQuery
from plugipay_mock.clock import Instant
from plugipay_mock.resources.fields import Amount, Metadata, Moment, Name, TrialDays
from plugipay_mock.resources.subscriptions.model import CollectionMethod, Reason, Status, Subscription


class SubscriptionFields(Body):
    """A new subscription."""

    customer_id: Name
    plan_id: Name
    price_id: Name
    trial_days: TrialDays | None = None
    payment_token_id: Name | None = None
    collection_method: CollectionMethod = "charge_automatically"
    coupon_id: Name | None = None
    start_at: Moment | None = None
    metadata: Metadata | None = None
    initial_discount: Amount = 0


class SubscriptionChange(Body):
    """What may change; a price is agreed to for the periods to come, null takes the payment token away."""

    price_id: Name = Field(default_factory=str)
    default_payment_token_id: Name | None = None
    metadata: Metadata | None = None

    def attributes(self) -> dict[str, Any]:
        """Return the attributes that were given, without the price."""
        return {name: value for name, value in self.given().items() if name != "price_id"}


class Cancellation(Body):
    """When to cancel, and why."""

    at: Literal["now", "period_end"]
    reason: Reason = "user_request"


class Pause(Body):
    """How long to pause; without an end, until somebody resumes."""

    resume_at: Moment | None = None


class SubscriptionFilters(ListQuery):
    """Which subscriptions to list."""

    status: Status | None = None
    customer_id: str | None = None
    plan_id: str | None = None


class RenewedPeriod(TypedDict):
    """The whole of what `subscription.renewed` tells of a subscription that renewed by itself."""

    id: str
    currentPeriodStart: Instant
    currentPeriodEnd: Instant


def renewed_period(subscription: Subscription) -> RenewedPeriod:
    """Return the object of a renewal's event."""
    return {
        "id": subscription.id,
        "currentPeriodStart": subscription.current_period_start,
        "currentPeriodEnd": subscription.current_period_end,
    }
