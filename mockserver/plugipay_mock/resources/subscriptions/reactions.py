"""What becomes of a subscription when one of its invoices is paid late, or never."""

from __future__ import annotations

from plugipay_mock.actor import Actor
from plugipay_mock.resources.invoices.model import Invoice
from plugipay_mock.resources.subscriptions import model
from plugipay_mock.resources.subscriptions.model import LIFE_CYCLE, SUBSCRIPTIONS, Subscription


def invoice_past_due(actor: Actor, invoice: Invoice) -> None:
    """Fall behind; a subscription that is not active only remembers what is owed."""
    subscription = _subscription_of(actor, invoice)
    if subscription is None:
        return
    owing = model.owe(subscription, invoice.id)
    if owing.status == "active":
        actor.replace(SUBSCRIPTIONS, model.fall_behind(owing, actor.now), *LIFE_CYCLE["fall_behind"].told)
    else:
        actor.replace(SUBSCRIPTIONS, owing)


def invoice_settled(actor: Actor, invoice: Invoice) -> None:
    """Go on once the last invoice that was past due is paid or void."""
    subscription = _subscription_of(actor, invoice)
    if subscription is None or invoice.id not in subscription.unpaid:
        return
    settled = model.settle(subscription, invoice.id)
    if settled.status == "past_due" and not settled.unpaid:
        actor.replace(SUBSCRIPTIONS, model.recover(settled, actor.now), *LIFE_CYCLE["recover"].told)
    else:
        actor.replace(SUBSCRIPTIONS, settled)


def invoice_uncollectible(actor: Actor, invoice: Invoice) -> None:
    """End a subscription that is not going to be paid for."""
    subscription = _subscription_of(actor, invoice)
    if subscription is None:
        return
    settled = model.settle(subscription, invoice.id)
    if settled.is_live:
        canceled = model.cancel(settled, actor.now, "failed_payment")
        actor.replace(SUBSCRIPTIONS, canceled, *LIFE_CYCLE["cancel"].told)
    else:
        actor.replace(SUBSCRIPTIONS, settled)


def _subscription_of(actor: Actor, invoice: Invoice) -> Subscription | None:
    """Return the subscription an invoice is for; one that has ended while it was owed counts too."""
    if invoice.subscription_id is None:
        return None
    return actor.fetch(SUBSCRIPTIONS, invoice.subscription_id)
