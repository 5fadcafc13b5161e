"""What becomes of a session or an invoice by somebody outside: its payer, or the provider."""

from __future__ import annotations

from typing import Literal, TypeAlias

from plugipay_mock.actor import Actor
from plugipay_mock.resources.checkout_sessions.methods import taken, usual
from plugipay_mock.resources.checkout_sessions.model import LIFE_CYCLE, SESSIONS, CheckoutSession
from plugipay_mock.resources.invoices import model as invoices
from plugipay_mock.resources.invoices.model import INVOICES, Invoice

Action: TypeAlias = Literal["pay", "claim", "confirm", "fail", "expire", "cancel"]


def act_on_session(actor: Actor, session: CheckoutSession, action: Action, method: str | None) -> CheckoutSession:
    """Do something with a session, and return it as it is kept.

    Args:
        method: how the buyer pays; without it, as chosen before, or the first that the session takes.

    Raises:
        Conflict: the action is not possible in the state the session is in.
        InvalidRequest: the session does not take the method.
    """
    chosen = method or session.payment_method or session.methods[0]
    return actor.replace(SESSIONS, _after(actor, session, action, chosen), *LIFE_CYCLE[action].told)


def pay_invoice(actor: Actor, invoice: Invoice, method: str | None) -> Invoice:
    """Pay an invoice through the provider, and return it as it is kept.

    Args:
        method: how; None is the first that is usual for the currency.

    Raises:
        InvalidTransition: it is neither open nor past due.
        InvalidRequest: the method is not usual for the currency.
    """
    methods = usual(invoice.currency)
    chosen = taken(methods[0] if method is None else method, methods)
    paid = invoices.pay(invoice, actor.now, charge=actor.new_id("chg"), method=chosen)
    return actor.replace(INVOICES, paid, *invoices.LIFE_CYCLE["pay"].told)


def _after(actor: Actor, session: CheckoutSession, action: Action, method: str) -> CheckoutSession:
    match action:
        case "pay":
            return session.pay(method, actor.new_id("chg"), actor.now)
        case "claim":
            return session.charge(method, actor.now).claim(None, actor.now)
        case "confirm":
            return session.confirm(actor.now)
        case "fail":
            return session.fail(actor.now)
        case "expire":
            return session.expire(actor.now)
        case "cancel":
            return session.cancel(actor.now)
