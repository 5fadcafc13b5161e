"""What callers send about plans and prices (source: API page on plans, SDK facts sections 1.1 and 7.1).

Guesses: at least one price and at most 100, tiers ascend and end with `inf`, `intervalCount` up to 1,000, and
portal features that are left out are as the dashboard sets them.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Any, Literal, Self, TypeAlias

from pydantic import (
    AfterValidator,
    Field,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WrapValidator,
    model_validator,
)
from pydantic.alias_generators import to_camel

from plugipay_mock.binding import Body, ListQuery, at_fault, usable
from plugipay_mock.resources.fields import Amount, Currency, Metadata, Name, PositiveAmount, Short, TrialDays
from plugipay_mock.resources.plans.model import Interval, PortalFeatures, PriceModel, TaxMode, Tier, UsageAggregate

Description: TypeAlias = Annotated[str, Field(max_length=1024)]
IntervalCount: TypeAlias = Annotated[int, Field(ge=1, le=1000)]


def _up_to(value: Any, read: ValidatorFunctionWrapHandler) -> Any:
    try:
        return read(value)
    except ValidationError:
        raise ValueError('must be a whole number of at least 1, or "inf"') from None


UpTo: TypeAlias = Annotated[PositiveAmount | Literal["inf"], WrapValidator(_up_to)]


class TierFields(Body):
    """One tier of a price; `upTo` is its last unit, or `inf`."""

    up_to: UpTo
    unit_amount: Amount
    flat_amount: Amount = 0


def _ascending(tiers: list[TierFields]) -> list[TierFields]:
    ends = [tier.up_to for tier in tiers]
    if ends[-1] != "inf":
        raise ValueError('must end with a tier up to "inf"')
    numbers = [end for end in ends if isinstance(end, int)]
    if len(numbers) < len(ends) - 1 or any(lower >= upper for lower, upper in pairwise(numbers)):
        raise ValueError("must ascend")
    return tiers


class PriceFields(Body):
    """A new price: a unit amount for a flat one, tiers for a tiered or volume one, either for usage."""

    currency: Currency
    model: PriceModel
    unit_amount: Amount | None = None
    tiers: Annotated[list[TierFields], Field(min_length=1, max_length=100), AfterValidator(_ascending)] | None = None
    tax_mode: TaxMode = "exclusive"
    active: bool = True

    @model_validator(mode="after")
    def _fits_its_model(self) -> Self:
        if self.model == "usage" and (self.tiers is None) == (self.unit_amount is None):
            raise at_fault("unitAmount", "or tiers are required for a usage price, and not both")
        if self.model != "usage":
            needed, other = ("unitAmount", "tiers") if self.model == "flat" else ("tiers", "unitAmount")
            given = {"unitAmount": self.unit_amount, "tiers": self.tiers}
            if given[needed] is None:
                raise at_fault(needed, f"is required for a {self.model} price")
            if given[other] is not None:
                raise at_fault(other, f"is not for a {self.model} price; send {needed}")
        return self

    def attributes(self) -> dict[str, Any]:
        """Return the attributes of a `Price` that a caller decides on."""
        tiers = None if self.tiers is None else tuple(Tier(**dict(tier)) for tier in self.tiers)
        return dict(self) | {"tiers": tiers}


class FeatureFields(Body):
    """What a customer may do alone."""

    self_serve_cancel: bool = True
    self_serve_pause: bool = False
    self_serve_upgrade: bool = False
    self_serve_downgrade: bool = False
    update_payment_method: bool = True


class PlanOptions(Body):
    """What may be said of a plan when it is created and later."""

    description: Description | None = None
    trial_days: TrialDays = 0
    dunning_policy_id: Name | None = None
    active: bool = True
    metadata: Metadata | None = None


class PlanFields(PlanOptions):
    """A new plan."""

    name: Name
    interval: Interval
    interval_count: IntervalCount = 1
    usage_aggregate: UsageAggregate | None = None
    metered_unit: Short | None = None
    prices: Annotated[list[PriceFields], Field(min_length=1, max_length=100)]
    portal_features: FeatureFields

    def attributes(self) -> dict[str, Any]:
        """Return the attributes of a `Plan` that a caller decides on, without its prices."""
        given = {name: value for name, value in self.given().items() if name in _PLAIN}
        return given | {"portal_features": PortalFeatures(**dict(self.portal_features))}

    def price_list(self) -> list[PriceFields]:
        """Return the prices to give the plan."""
        return self.prices


class LegacyPlanFields(PlanFields):
    """A new plan, where the official Python 0.1.0 sends one amount instead of prices and portal features."""

    prices: Annotated[list[PriceFields], Field(min_length=1, max_length=100)] = Field(default_factory=list)
    portal_features: FeatureFields = FeatureFields()
    currency: Currency = "IDR"
    amount: Amount = 0

    @model_validator(mode="after")
    def _has_prices_or_an_amount(self) -> Self:
        given = self.model_fields_set
        short = given & {"amount", "currency"}
        if short and "prices" in given:
            raise at_fault(min(short), "is for a plan without prices; put it into one of them")
        for name in ("amount", "currency") if short else ("prices", "portal_features"):
            if name not in given:
                raise at_fault(to_camel(name), "is required")
        return self

    def price_list(self) -> list[PriceFields]:
        """Return the prices to give the plan: those listed, or one flat price of the amount."""
        flat = {"currency": self.currency, "model": "flat", "unitAmount": self.amount}
        return self.prices or [usable(PriceFields).model_validate(flat)]


class PlanChange(PlanOptions):
    """What may change; how often a plan is billed and what it costs may not."""

    name: Name = Field(default_factory=str)
    portal_features: FeatureFields = FeatureFields()


class PlanFilters(ListQuery):
    """Which plans to list."""

    active: bool | None = None


class PriceChange(Body):
    """The one thing of a price that may change."""

    active: bool


_PLAIN = set(PlanFields.model_fields) - {"prices", "portal_features"}
