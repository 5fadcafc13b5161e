"""Plans: what a subscription subscribes to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from plugipay._answers import one
from plugipay._call import UNSET, Call, Unset, changed, given, segment
from plugipay._operation import Kind, Namespace, operation
from plugipay._pages import Page, page, paged
from plugipay._records import Plan, Price

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Unpack

    from plugipay._call import ReadOptions, WriteOptions
    from plugipay._words import Currency, Interval, Order, PriceModel, TaxMode, UsageAggregate

_PATH = "/api/v1/plans"

_FEATURES = {
    "selfServeCancel": True,
    "selfServePause": False,
    "selfServeUpgrade": False,
    "selfServeDowngrade": False,
    "updatePaymentMethod": True,
}


class Plans(Namespace[Kind]):
    """What a subscription subscribes to: an interval and prices. The ids are `plan_…`.

    Amounts are whole rupiah for IDR and US cents for USD. Every method raises `PlugipayError`.
    """

    # As long as the API has fields: each is typed, documented and sent on its own, so that editors can help.
    @operation
    def create(
        self,
        *,
        name: str,
        interval: Interval,
        currency: Currency | None = None,
        amount: int | None = None,
        prices: Sequence[Mapping[str, Any]] | None = None,
        portal_features: Mapping[str, bool] | None = None,
        description: str | None = None,
        interval_count: int | None = None,
        trial_days: int | None = None,
        dunning_policy_id: str | None = None,
        usage_aggregate: UsageAggregate | None = None,
        metered_unit: str | None = None,
        active: bool | None = None,
        metadata: Mapping[str, str] | None = None,
        **options: Unpack[WriteOptions],
    ) -> Call[Plan]:
        """Create a plan with `prices`, or with one flat price of `amount` in `currency`.

        Args:
            name: 1 to 255 characters.
            interval: How often it is billed.
            currency: Of the one flat price. The service has no amount on the plan itself (SDK facts), so this and
                `amount` are sent as a price, as the Node and Go packages do.
            amount: Of the one flat price, in whole rupiah or US cents.
            prices: Each as the fields of `add_price`: `{"currency": "IDR", "model": "flat", "unitAmount": 150000}`.
            portal_features: What customers may do alone: `selfServeCancel`, `selfServePause`, `selfServeUpgrade`,
                `selfServeDowngrade`, `updatePaymentMethod`; the first and the last when None.
            description: At most 1024 characters.
            interval_count: Bill every so many intervals; 1 by default.
            trial_days: Days before the first bill; 0 by default.
            dunning_policy_id: What to do when a charge fails; `dp_…`.
            usage_aggregate: How usage adds up over an interval.
            metered_unit: What usage counts.
            active: Whether it can be subscribed to; True by default.
            metadata: At most 50 pairs of strings.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.

        Raises:
            TypeError: When there are neither prices nor a currency and an amount, or both.
        """
        body = given(
            name=name,
            interval=interval,
            prices=_priced(prices, currency, amount),
            portalFeatures=_FEATURES if portal_features is None else portal_features,
            description=description,
            intervalCount=interval_count,
            trialDays=trial_days,
            dunningPolicyId=dunning_policy_id,
            usageAggregate=usage_aggregate,
            meteredUnit=metered_unit,
            active=active,
            metadata=metadata,
        )
        return Call("POST", _PATH, one(Plan), body=body, **options)

    @operation
    def get(self, plan_id: str, **options: Unpack[ReadOptions]) -> Call[Plan]:
        """Fetch one plan, with its prices.

        Args:
            plan_id: `plan_…`.
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("GET", f"{_PATH}/{segment(plan_id)}", one(Plan), **options)

    @paged
    def list(
        self,
        *,
        limit: int | None = None,
        active: bool | None = None,
        cursor: str | None = None,
        order: Order | None = None,
        **options: Unpack[ReadOptions],
    ) -> Call[Page[Plan]]:
        """Fetch a page of plans; `iter_all()` of the result goes through all of them.

        Args:
            limit: Rows in a page, 1 to 100.
            active: Only those that can be subscribed to, or only those that cannot.
            cursor: Where to start: the `cursor` of an earlier page.
            order: By creation.
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        query = given(limit=limit, active=active, cursor=cursor, order=order)
        return Call("GET", _PATH, page(Plan), query=query, **options)

    @operation
    def update(
        self,
        plan_id: str,
        *,
        name: str | None = None,
        description: str | Unset | None = UNSET,
        trial_days: int | None = None,
        portal_features: Mapping[str, bool] | None = None,
        dunning_policy_id: str | Unset | None = UNSET,
        active: bool | None = None,
        metadata: Mapping[str, str] | Unset | None = UNSET,
        **options: Unpack[WriteOptions],
    ) -> Call[Plan]:
        """Change the given fields and leave the others; interval and prices cannot be changed.

        Args:
            plan_id: `plan_…`.
            name: As in `create`.
            description: As in `create`; None clears it.
            trial_days: As in `create`.
            portal_features: As in `create`.
            dunning_policy_id: As in `create`; None clears it.
            active: As in `create`.
            metadata: Takes the place of all pairs; None clears them.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        plain = given(name=name, trialDays=trial_days, portalFeatures=portal_features, active=active)
        cleared = changed(description=description, dunningPolicyId=dunning_policy_id, metadata=metadata)
        return Call("PATCH", f"{_PATH}/{segment(plan_id)}", one(Plan), body=plain | cleared, **options)

    @operation
    def archive(self, plan_id: str, **options: Unpack[WriteOptions]) -> Call[Plan]:
        """Take a plan off sale: `active` is False afterwards, and `archivedAt` is set.

        Args:
            plan_id: `plan_…`.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("POST", f"{_PATH}/{segment(plan_id)}/archive", one(Plan), body={}, **options)

    @operation
    def add_price(
        self,
        plan_id: str,
        *,
        currency: Currency,
        model: PriceModel = "flat",
        unit_amount: int | None = None,
        tiers: Sequence[Mapping[str, Any]] | None = None,
        tax_mode: TaxMode | None = None,
        active: bool | None = None,
        **options: Unpack[WriteOptions],
    ) -> Call[Price]:
        """Give a plan another price. The official Python 0.1.0 has no such method; fields are the Node package's.

        Args:
            plan_id: `plan_…`.
            currency: The price's own.
            model: How units become an amount.
            unit_amount: For one unit, in whole rupiah or US cents; with tiers there is none.
            tiers: Such as `[{"upTo": 10, "unitAmount": 5000, "flatAmount": 0}, {"upTo": "inf", …}]`.
            tax_mode: Whether tax is in the amount or comes on top.
            active: Whether it can be subscribed to.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        body = given(
            currency=currency, model=model, unitAmount=unit_amount, tiers=tiers, taxMode=tax_mode, active=active
        )
        return Call("POST", f"{_PATH}/{segment(plan_id)}/prices", one(Price), body=body, **options)


def _priced(
    prices: Sequence[Mapping[str, Any]] | None, currency: str | None, amount: int | None
) -> Sequence[Mapping[str, Any]]:
    """Return the prices that were given, or one flat price of the amount."""
    match prices, currency, amount:
        case (None, str(), int()):
            return [{"currency": currency, "model": "flat", "unitAmount": amount}]
        case (_, None, None) if prices is not None:
            return prices
        case _:
            raise TypeError("A plan costs something: pass prices, or currency and amount for one flat price")
