"""Draws up the invoice of a period, and collects it.

Source: API page on subscriptions, SDK facts section 9 (an open invoice at once). Guesses: money is asked for within 7
days, and at once where it is charged automatically; the mock charges with success, unless the payment token begins with
`pt_declined`; an invoice of nothing is paid as soon as it is open.
"""

from __future__ import annotations

from typing import Final

from plugipay_mock.actor import Actor
from plugipay_mock.clock import Instant, epoch, iso
from plugipay_mock.resources.invoices import model as invoices
from plugipay_mock.resources.invoices.model import INVOICES, LIFE_CYCLE, Invoice
from plugipay_mock.resources.subscriptions.model import Subscription

_TERM_DAYS: Final = 7
_DAY: Final = 24 * 3600


def bill(actor: Actor, subscription: Subscription, *, discount: int = 0, declined: bool = False) -> None:
    """Ask for the money of the period that begins, and take it where it is charged automatically.

    Args:
        declined: the charge comes to nothing, whatever the payment token says.
    """
    draft = _draft(actor, subscription, min(discount, subscription.terms.amount))
    address = invoices.hosted_url(actor.world.public_base, draft.id)
    invoice = invoices.finalize(draft, actor.now, hosted_url=address)
    asked = actor.add(INVOICES, invoice, "invoice.created", "invoice.finalized")
    collect(actor, subscription, asked, declined=declined)


def collect(actor: Actor, subscription: Subscription, invoice: Invoice, *, declined: bool = False) -> None:
    """Charge an invoice that is open or past due; one that is sent waits for its customer."""
    if invoice.amount_due == 0:
        actor.replace(INVOICES, invoices.pay(invoice, actor.now), *LIFE_CYCLE["pay"].told)
    elif subscription.is_charged and (declined or subscription.declines):
        actor.replace(INVOICES, invoices.refuse(invoice, actor.now))
    elif subscription.is_charged:
        actor.replace(INVOICES, invoices.pay(invoice, actor.now, attempts=1), *LIFE_CYCLE["pay"].told)


def _draft(actor: Actor, subscription: Subscription, discount: int) -> Invoice:
    terms = subscription.terms
    line = invoices.line(
        actor.new_id(invoices.LINE_PREFIX),
        description=terms.description,
        quantity=1,
        unit_amount=terms.amount,
        price_id=subscription.price_id,
    )
    return invoices.draft(
        actor.birth(INVOICES),
        position=len(actor.tenant.collection(INVOICES)),
        lines=[line],
        customer_id=subscription.customer_id,
        subscription_id=subscription.id,
        currency=terms.currency,
        discount=discount,
        due_at=_due_at(actor.now, subscription),
    )


def _due_at(now: Instant, subscription: Subscription) -> Instant:
    return now if subscription.is_charged else iso(epoch(now) + _TERM_DAYS * _DAY)
