"""What a plan and its prices are, what a price amounts to, and which changes an archived plan refuses.

Source: API page on plans, SDK facts section 2.2. Guesses: archiving is final and refuses new prices and a new start
(409 `invalid_transition`); a price without `taxMode` is exclusive; tiers of a usage price are graduated.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal, TypeAlias

from plugipay_mock.clock import Instant
from plugipay_mock.codec import WIRE_NAMES
from plugipay_mock.lifecycle import LifeCycle, Move, move
from plugipay_mock.shown import ShownCurrency
from plugipay_mock.store import Shelf

Interval: TypeAlias = Literal["day", "week", "month", "year"]
PriceModel: TypeAlias = Literal["flat", "tiered", "volume", "usage"]
TaxMode: TypeAlias = Literal["inclusive", "exclusive"]
UsageAggregate: TypeAlias = Literal["sum", "max", "last"]
UpTo: TypeAlias = int | Literal["inf"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """What units cost up to a quantity: each of them, and once for the tier; `inf` ends the last tier."""

    __pydantic_config__ = WIRE_NAMES

    up_to: UpTo
    unit_amount: int
    flat_amount: int = 0

    def covers(self, quantity: int) -> bool:
        """Say whether a quantity ends in this tier or below it."""
        return self.up_to == "inf" or quantity <= self.up_to


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What one period of a plan costs in one currency; only `active` ever changes."""

    __pydantic_config__ = WIRE_NAMES

    id: str
    plan_id: str
    currency: ShownCurrency
    model: PriceModel
    unit_amount: int | None = None
    tiers: tuple[Tier, ...] | None = None
    tax_mode: TaxMode = "exclusive"
    active: bool = True
    created_at: Instant

    def amount(self, quantity: int) -> int:
        """Return what a quantity costs, in whole rupiah or US cents; a usage price counts the units used."""
        if self.tiers is None:
            return (self.unit_amount or 0) * quantity
        return volume(self.tiers, quantity) if self.model == "volume" else graduated(self.tiers, quantity)

    @property
    def per_period(self) -> int:
        """What a subscription pays for a period: one unit, or no usage, as the API has no route to report any."""
        return self.amount(0 if self.model == "usage" else 1)


def graduated(tiers: tuple[Tier, ...], quantity: int) -> int:
    """Return the price of a quantity whose units cost what the tier costs in which each of them lies."""
    total, below = 0, 0
    for tier in tiers:
        if quantity <= below:
            break
        top = quantity if tier.up_to == "inf" else min(quantity, tier.up_to)
        total += (top - below) * tier.unit_amount + tier.flat_amount
        below = top
    return total


def volume(tiers: tuple[Tier, ...], quantity: int) -> int:
    """Return the price of a quantity whose units all cost what the tier costs in which the last of them lies."""
    if quantity == 0:
        return 0
    tier = next(tier for tier in tiers if tier.covers(quantity))
    return quantity * tier.unit_amount + tier.flat_amount


@dataclass(frozen=True, slots=True, kw_only=True)
class PortalFeatures:
    """What a customer may do alone; the defaults are those of the dashboard."""

    __pydantic_config__ = WIRE_NAMES

    self_serve_cancel: bool = True
    self_serve_pause: bool = False
    self_serve_upgrade: bool = False
    self_serve_downgrade: bool = False
    update_payment_method: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Something to subscribe to: how often it is billed, and what it costs in each currency."""

    __pydantic_config__ = WIRE_NAMES

    id: str
    arn: str
    account_id: str
    name: str
    description: str | None = None
    interval: Interval
    interval_count: int = 1
    trial_days: int = 0
    prices: tuple[Price, ...] = ()
    usage_aggregate: UsageAggregate | None = None
    metered_unit: str | None = None
    portal_features: PortalFeatures = field(default_factory=PortalFeatures)
    dunning_policy_id: str | None = None
    active: bool = True
    archived_at: Instant | None = None
    metadata: dict[str, str] | None = None
    created_at: Instant
    updated_at: Instant

    @property
    def status(self) -> str:
        """Its state: active, inactive, or archived for good."""
        if self.archived_at is not None:
            return "archived"
        return "active" if self.active else "inactive"


PLANS: Final = Shelf(Plan, title="Plan", prefix="plan", filters=(("active", "active"),))
PRICES: Final = Shelf(Price, title="Price", prefix="price", filters=(("planId", "plan_id"),))

LIFE_CYCLE: Final[LifeCycle] = {
    "activate": Move(("inactive",), "active", "plan.updated"),
    "deactivate": Move(("active",), "inactive", "plan.updated"),
    "archive": Move(("active", "inactive"), "archived", "plan.archived"),
    "add_price": Move(("active", "inactive"), "", "plan.updated"),
}


def change(plan: Plan, now: Instant, given: dict[str, Any]) -> Plan:
    """Set the attributes that were given.

    Raises:
        InvalidTransition: an archived plan would become active again.
    """
    active = given.get("active", plan.active)
    if active != plan.active:
        move(LIFE_CYCLE, "activate" if active else "deactivate", plan.status, subject(plan))
    return replace(plan, updated_at=now, **given)


def archive(plan: Plan, now: Instant) -> Plan:
    """Close a plan to new subscriptions for good; those it has go on.

    Raises:
        InvalidTransition: it is archived.
    """
    move(LIFE_CYCLE, "archive", plan.status, subject(plan))
    return replace(plan, active=False, archived_at=now, updated_at=now)


def add_price(plan: Plan, price: Price, now: Instant) -> Plan:
    """Give a plan another price.

    Raises:
        InvalidTransition: it is archived.
    """
    move(LIFE_CYCLE, "add_price", plan.status, subject(plan))
    return replace(plan, prices=(*plan.prices, price), updated_at=now)


def replace_price(plan: Plan, price: Price, now: Instant) -> Plan:
    """Show the new state of one of a plan's prices."""
    prices = tuple(price if each.id == price.id else each for each in plan.prices)
    return replace(plan, prices=prices, updated_at=now)


def remove_price(plan: Plan, price: Price, now: Instant) -> Plan:
    """Take one of a plan's prices away; subscriptions that have agreed to it go on paying it (a guess)."""
    return replace(plan, prices=tuple(each for each in plan.prices if each.id != price.id), updated_at=now)


def subject(plan: Plan) -> str:
    """Return how a message names a plan."""
    return f"Plan {plan.id}"
