"""What time does to a subscription: trials end, periods end, pauses end, and so do subscriptions."""

from __future__ import annotations

from plugipay_mock.actor import Actor
from plugipay_mock.errors import Unprocessable
from plugipay_mock.resources.subscriptions import billing, model
from plugipay_mock.resources.subscriptions.model import LIFE_CYCLE, SUBSCRIPTIONS, Subscription
from plugipay_mock.resources.subscriptions.wire import renewed_period


def wake(actor: Actor, subscription: Subscription) -> None:
    """Do what is due."""
    if subscription.cancel_at is not None and subscription.cancel_at <= actor.now:
        canceled = model.cancel(subscription, actor.now, subscription.cancel_reason)
        actor.replace(SUBSCRIPTIONS, canceled, *LIFE_CYCLE["cancel"].told)
    elif subscription.status == "paused":
        resume(actor, subscription)
    elif subscription.status == "trialing":
        _start(actor, subscription)
    else:
        _renew(actor, subscription)


def resume(actor: Actor, subscription: Subscription) -> None:
    """End a pause; a period that begins with it is paid for, and what fell due meanwhile is remembered."""
    resumed = actor.replace(SUBSCRIPTIONS, model.resume(subscription, actor.now), *LIFE_CYCLE["resume"].told)
    _catch_up_with_invoices(actor, resumed)
    if resumed.current_period_start != subscription.current_period_start:
        _bill(actor, resumed)


def _start(actor: Actor, subscription: Subscription) -> None:
    started = actor.replace(SUBSCRIPTIONS, model.start(subscription, actor.now), *LIFE_CYCLE["start"].told)
    _catch_up_with_invoices(actor, started)
    _bill(actor, started, discount=started.initial_discount)


def _renew(actor: Actor, subscription: Subscription) -> None:
    renewed = model.renew(subscription, actor.now)
    actor.replace(SUBSCRIPTIONS, renewed, *LIFE_CYCLE["renew"].told, object=renewed_period(renewed))
    _bill(actor, renewed)


def _bill(actor: Actor, subscription: Subscription, *, discount: int = 0) -> None:
    """Ask for the money; a charge that the books cannot hold is declined, since time goes on all the same (a guess)."""
    try:
        with actor.world.transaction():
            billing.bill(actor, subscription, discount=discount)
    except Unprocessable:
        billing.bill(actor, subscription, discount=discount, declined=True)


def _catch_up_with_invoices(actor: Actor, subscription: Subscription) -> None:
    if subscription.unpaid:
        behind = model.fall_behind(subscription, actor.now)
        actor.replace(SUBSCRIPTIONS, behind, *LIFE_CYCLE["fall_behind"].told)
