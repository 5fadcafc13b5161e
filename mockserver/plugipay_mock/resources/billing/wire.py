"""What the billing routes read and answer (source: SDK facts sections 1.1 and 2.5; beyond them, guesses)."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict

from plugipay_mock.binding import Body
from plugipay_mock.clock import Instant
from plugipay_mock.resources.billing.model import BY_AGREEMENT, STARTER, Tier, TierId
from plugipay_mock.resources.fields import Currency


class Upgrade(Body):
    """The tier a merchant wants."""

    tier: TierId
    currency: Currency = "IDR"


class BillingPlan(TypedDict):
    """A tier by its price in rupiah a month; -1 means by agreement."""

    id: str
    name: str
    price: int


class BillingSummary(TypedDict):
    """What the merchant is on."""

    tier: TierId
    status: Literal["active"]
    priceMonthlyIdr: int | None
    currentPeriodEnd: Instant | None
    cancelAtPeriodEnd: bool


class UpgradeCheckout(TypedDict):
    """Where the merchant would pay."""

    tier: TierId
    currency: Currency
    amount: int | None
    checkoutUrl: str


class Refreshed(TypedDict):
    """A cache that was dropped."""

    refreshed: bool


def show_plan(tier: Tier) -> BillingPlan:
    """Return a tier as a plan."""
    price = BY_AGREEMENT if tier.price_monthly_idr is None else tier.price_monthly_idr
    return {"id": tier.id, "name": tier.name, "price": price}


def show_summary() -> BillingSummary:
    """Return what every workspace is on: the first tier, which costs nothing and never ends."""
    return {
        "tier": STARTER.id,
        "status": "active",
        "priceMonthlyIdr": STARTER.price_monthly_idr,
        "currentPeriodEnd": None,
        "cancelAtPeriodEnd": False,
    }
