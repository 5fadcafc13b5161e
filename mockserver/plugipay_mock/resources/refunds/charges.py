"""Remembers what was paid, finds it again, and lets refunds settle."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from plugipay_mock.actor import Actor
from plugipay_mock.errors import FieldProblem, InvalidRequest, Unprocessable
from plugipay_mock.resources.checkout_sessions.model import SESSIONS, CheckoutSession
from plugipay_mock.resources.invoices.model import INVOICES, Invoice
from plugipay_mock.resources.refunds.model import CHARGES, LIFE_CYCLE, REFUNDS, Charge, Refund, SourceType
from plugipay_mock.store import Shelf


def session_completed(actor: Actor, session: CheckoutSession) -> None:
    """Remember the payment of a session; a provider is asked for refunds only of what it took itself."""
    charge = Charge(
        id=_session_charge(session),
        source_type="checkout_session",
        source_id=session.id,
        currency=session.currency,
        captured=session.amount,
        method=None if session.adapter == "manual" else session.payment_method,
        created_at=actor.now,
    )
    actor.add(CHARGES, charge)


def invoice_paid(actor: Actor, invoice: Invoice) -> None:
    """Remember the payment of an invoice."""
    charge = Charge(
        id=_invoice_charge(invoice),
        source_type="invoice",
        source_id=invoice.id,
        currency=invoice.currency,
        captured=invoice.total,
        method=invoice.payment_method,
        created_at=actor.now,
    )
    actor.add(CHARGES, charge)


def charge_paying(actor: Actor, source_type: SourceType, source_id: str) -> Charge:
    """Return the charge that paid a session or an invoice.

    Raises:
        InvalidRequest: there is no such session or invoice, or it was not paid.
    """
    shelf, charge_id = _PAYMENTS[source_type]
    paid = actor.refer(shelf, source_id, "sourceId")
    charge = actor.tenant.collection(CHARGES).get(charge_id(paid))
    if charge is None:
        raise InvalidRequest(
            FieldProblem("sourceId", f"names a payment that has not come: {source_id} is {paid.status}")
        )
    return charge


def settle(actor: Actor, refund: Refund) -> Refund:
    """Let the money go back."""
    return actor.replace(REFUNDS, refund.succeed(actor.now), *LIFE_CYCLE["succeed"].told)


def wake(actor: Actor, refund: Refund) -> None:
    """Let a refund settle whose provider took its time; one that the books cannot hold fails, since time goes on."""
    try:
        with actor.world.transaction():
            settle(actor, refund)
    except Unprocessable as error:
        _fail(actor, refund, str(error))


def _fail(actor: Actor, refund: Refund, why: str) -> None:
    charge = actor.fetch(CHARGES, refund.charge_id)
    actor.replace(CHARGES, charge.give_back(refund.amount))
    actor.replace(REFUNDS, refund.fail(actor.now, "ledger_full", why), *LIFE_CYCLE["fail"].told)


def _session_charge(session: CheckoutSession) -> str:
    return session.payment_id or session.id


def _invoice_charge(invoice: Invoice) -> str:
    return invoice.charge or invoice.id


_PAYMENTS: Final[dict[SourceType, tuple[Shelf[Any], Callable[[Any], str]]]] = {
    "checkout_session": (SESSIONS, _session_charge),
    "invoice": (INVOICES, _invoice_charge),
}
