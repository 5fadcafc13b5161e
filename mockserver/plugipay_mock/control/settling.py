"""What a buyer does in the end, without a buyer: a checkout session or an invoice is paid, or comes to nothing."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from plugipay_mock.actor import Actor, catch_up
from plugipay_mock.binding import Body
from plugipay_mock.control.desk import Desk
from plugipay_mock.errors import FieldProblem, InvalidRequest, NotFound
from plugipay_mock.lifecycle import move
from plugipay_mock.resources.checkout_sessions.model import SESSIONS, CheckoutSession
from plugipay_mock.resources.fields import Name
from plugipay_mock.resources.hosted.acts import Action, act_on_session, pay_invoice
from plugipay_mock.resources.invoices import model as invoices
from plugipay_mock.resources.invoices.model import INVOICES, Invoice
from plugipay_mock.route import PUBLIC, Routes

routes = Routes("/_mock/settle")

Outcome: TypeAlias = Literal["paid", "failed", "expired", "canceled"]

_ON_SESSIONS: Final[dict[Outcome, Action]] = {
    "paid": "pay",
    "failed": "fail",
    "expired": "expire",
    "canceled": "cancel",
}


class Settlement(Body):
    """A checkout session or an invoice, and how it ends; the method is the first it takes when none is named."""

    id: Name
    outcome: Outcome = "paid"
    method: Name | None = None


@routes.post("", scope=PUBLIC, key="none")
def settle(desk: Desk, body: Settlement) -> CheckoutSession | Invoice:
    """Pay a session or an invoice, or let it fail, expire or be canceled; an invoice does not expire."""
    actor = desk.actor()
    catch_up(actor.world, actor.tenant, actor.now)
    if body.id in actor.tenant.collection(SESSIONS):
        return _settle_session(actor, actor.fetch(SESSIONS, body.id), body)
    if body.id in actor.tenant.collection(INVOICES):
        return _settle_invoice(actor, actor.fetch(INVOICES, body.id), body)
    raise NotFound(f"{body.id} is no checkout session or invoice of this workspace in {desk.mode} mode")


def _settle_session(actor: Actor, session: CheckoutSession, body: Settlement) -> CheckoutSession:
    action = _ON_SESSIONS[body.outcome]
    if (action, session.status) == ("pay", "pending_review"):
        action = "confirm"
    return act_on_session(actor, session, action, body.method)


def _settle_invoice(actor: Actor, invoice: Invoice, body: Settlement) -> Invoice:
    match body.outcome:
        case "paid":
            return pay_invoice(actor, invoice, body.method)
        case "failed":
            move(invoices.LIFE_CYCLE, "pay", invoice.status, invoices.subject(invoice))
            return actor.replace(INVOICES, invoices.refuse(invoice, actor.now))
        case "canceled":
            return actor.replace(INVOICES, invoices.void(invoice, actor.now), *invoices.LIFE_CYCLE["void"].told)
        case "expired":
            raise InvalidRequest(FieldProblem("outcome", "must be paid, failed or canceled for an invoice"))
