"""The seven operations on subscriptions."""

from __future__ import annotations

from plugipay_mock.actor import Actor, Caller
from plugipay_mock.errors import InvalidTransition, Unprocessable
from plugipay_mock.pages import Page, Slice
from plugipay_mock.resources.customers.model import CUSTOMERS
from plugipay_mock.resources.invoices.model import INVOICES
from plugipay_mock.resources.plans.model import PLANS, PRICES
from plugipay_mock.resources.subscriptions import aging, billing, model
from plugipay_mock.resources.subscriptions.model import LIFE_CYCLE, SUBSCRIPTIONS, Subscription
from plugipay_mock.resources.subscriptions.terms import agree, check_open
from plugipay_mock.resources.subscriptions.wire import (
    Cancellation,
    Pause,
    SubscriptionChange,
    SubscriptionFields,
    SubscriptionFilters,
)
from plugipay_mock.route import Routes

routes = Routes("/api/v1/subscriptions")

_READ = "plugipay:subscription:read"
_WRITE = "plugipay:subscription:write"


@routes.post("", scope="plugipay:subscription:create", key="required", status=201, refuses=(Unprocessable,))
def create(caller: Caller, body: SubscriptionFields) -> Subscription:
    """Subscribe a customer to a plan: on trial, or with an invoice at once."""
    subscription = _agreed(caller, body)
    trialing = subscription.status == "trialing"
    if not trialing and subscription.first_charge_fails:
        subscription = model.refuse_first_charge(subscription)
    caller.add(SUBSCRIPTIONS, subscription, "subscription.created")
    if not trialing:
        billing.bill(caller, subscription, discount=subscription.initial_discount)
    return subscription


@routes.get("", scope=_READ)
def browse(caller: Caller, query: SubscriptionFilters) -> Page[Subscription]:
    """List subscriptions, newest first."""
    filters = {"status": query.status, "customerId": query.customer_id, "planId": query.plan_id}
    return caller.browse(SUBSCRIPTIONS, query.slice(**filters))


@routes.get("/{subscription_id}", scope=_READ)
def fetch(caller: Caller, subscription_id: str) -> Subscription:
    """Show one subscription."""
    return caller.fetch(SUBSCRIPTIONS, subscription_id)


@routes.patch("/{subscription_id}", scope=_WRITE, key="required", refuses=(InvalidTransition, Unprocessable))
def update(caller: Caller, subscription_id: str, body: SubscriptionChange) -> Subscription:
    """Change the fields that were sent; another payment token is tried at once on what is past due (a guess)."""
    subscription = model.update(caller.fetch(SUBSCRIPTIONS, subscription_id), caller.now, body.attributes())
    if "price_id" in body.given():
        price = caller.refer(PRICES, body.price_id, "priceId")
        subscription = model.change_price(
            subscription, price.id, agree(caller.fetch(PLANS, subscription.plan_id), price)
        )
    caller.replace(SUBSCRIPTIONS, subscription, *LIFE_CYCLE["update"].told)
    if "default_payment_token_id" in body.given():
        for invoice_id in subscription.unpaid:
            billing.collect(caller, subscription, caller.fetch(INVOICES, invoice_id))
    return caller.fetch(SUBSCRIPTIONS, subscription.id)


@routes.post("/{subscription_id}/cancel", scope=_WRITE, key="required", refuses=(InvalidTransition,))
def cancel(caller: Caller, subscription_id: str, body: Cancellation) -> Subscription:
    """Cancel now, or at the end of the period."""
    subscription = caller.fetch(SUBSCRIPTIONS, subscription_id)
    if body.at == "now":
        canceled = model.cancel(subscription, caller.now, body.reason)
        return caller.replace(SUBSCRIPTIONS, canceled, *LIFE_CYCLE["cancel"].told)
    scheduled = model.cancel_later(subscription, caller.now, body.reason)
    return caller.replace(SUBSCRIPTIONS, scheduled, *LIFE_CYCLE["schedule_cancellation"].told)


@routes.post("/{subscription_id}/pause", scope=_WRITE, key="required", refuses=(InvalidTransition,))
def pause(caller: Caller, subscription_id: str, body: Pause) -> Subscription:
    """Stop renewing, until somebody resumes or until a moment."""
    paused = model.pause(caller.fetch(SUBSCRIPTIONS, subscription_id), caller.now, body.resume_at)
    return caller.replace(SUBSCRIPTIONS, paused, *LIFE_CYCLE["pause"].told)


@routes.post("/{subscription_id}/resume", scope=_WRITE, key="required", refuses=(InvalidTransition,))
def resume(caller: Caller, subscription_id: str) -> Subscription:
    """Go on renewing."""
    aging.resume(caller, caller.fetch(SUBSCRIPTIONS, subscription_id))
    return caller.fetch(SUBSCRIPTIONS, subscription_id)


def holder(actor: Actor, customer_id: str) -> str | None:
    """Return the id of a subscription that keeps its customer, in whatever state; None when there is none."""
    found = actor.tenant.collection(SUBSCRIPTIONS).select(Slice(filters={"customerId": customer_id}))
    return next((subscription.id for subscription in found), None)


def _agreed(caller: Caller, body: SubscriptionFields) -> Subscription:
    customer = caller.refer(CUSTOMERS, body.customer_id, "customerId")
    plan = caller.refer(PLANS, body.plan_id, "planId")
    check_open(plan)
    price = caller.refer(PRICES, body.price_id, "priceId")
    return model.begin(
        caller.birth(SUBSCRIPTIONS),
        caller.now,
        agree(plan, price),
        trial_days=plan.trial_days if body.trial_days is None else body.trial_days,
        start_at=body.start_at,
        customer_id=customer.id,
        plan_id=plan.id,
        price_id=price.id,
        default_payment_token_id=body.payment_token_id or customer.default_payment_token_id,
        discount_coupon_id=body.coupon_id,
        collection_method=body.collection_method,
        metadata=body.metadata,
        initial_discount=body.initial_discount,
    )
