"""What was agreed to be paid for a period, and which agreements are not to be had."""

from __future__ import annotations

from dataclasses import dataclass

from plugipay_mock.errors import FieldProblem, InvalidRequest
from plugipay_mock.resources.plans.model import Interval, Plan, Price
from plugipay_mock.shown import ShownCurrency


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What each period costs, in whole rupiah or US cents, however the plan changes afterwards."""

    description: str
    currency: ShownCurrency
    amount: int
    interval: Interval
    interval_count: int


def agree(plan: Plan, price: Price) -> Terms:
    """Return the terms of one unit of a plan at one of its prices.

    Raises:
        InvalidRequest: the price is another plan's, or inactive; the message names `priceId`.
    """
    if price.plan_id != plan.id:
        raise InvalidRequest(FieldProblem("priceId", f"is a price of plan {price.plan_id}, not of {plan.id}"))
    if not price.active:
        raise InvalidRequest(FieldProblem("priceId", "names a price that is inactive; choose an active one"))
    return Terms(
        description=plan.name,
        currency=price.currency,
        amount=price.per_period,
        interval=plan.interval,
        interval_count=plan.interval_count,
    )


def check_open(plan: Plan) -> None:
    """Refuse a plan that takes no new subscriptions.

    Raises:
        InvalidRequest: it is inactive or archived; the message names `planId`.
    """
    if not plan.active:
        raise InvalidRequest(FieldProblem("planId", f"names a plan that is {plan.status}; choose an active one"))


def check_discount(discount: int, terms: Terms) -> None:
    """Refuse a first invoice that would come to less than nothing.

    Raises:
        InvalidRequest: the discount is more than the amount; the message names `initialDiscount`.
    """
    if discount > terms.amount:
        raise InvalidRequest(FieldProblem("initialDiscount", f"is more than the first amount of {terms.amount}"))


def check_currency(agreed: Terms, wanted: Terms) -> None:
    """Refuse a price from which a discount that was agreed to cannot be taken (a guess).

    Raises:
        InvalidRequest: it is in another currency; the message names `priceId`.
    """
    if wanted.currency != agreed.currency:
        waiting = f"the first invoice is still to be less by an initialDiscount in {agreed.currency}"
        raise InvalidRequest(FieldProblem("priceId", f"must be a price in {agreed.currency}, since {waiting}"))
