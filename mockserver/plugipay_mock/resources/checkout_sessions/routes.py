"""The merchant's six operations on checkout sessions."""

from __future__ import annotations

from plugipay_mock.actor import Actor, Caller
from plugipay_mock.clock import epoch, iso
from plugipay_mock.errors import Conflict, Unprocessable
from plugipay_mock.pages import Page, Slice
from plugipay_mock.resources.checkout_sessions.model import HOLDING, LIFE_CYCLE, SESSIONS, CheckoutSession, buyer
from plugipay_mock.resources.checkout_sessions.wire import LegacySession, NewSession, SessionFilters
from plugipay_mock.resources.customers.model import CUSTOMERS
from plugipay_mock.resources.templates.chosen import check_template
from plugipay_mock.route import Routes

routes = Routes("/api/v1/checkout-sessions")

_READ = "plugipay:checkout:read"
_WRITE = "plugipay:checkout:write"


@routes.post("", scope=_WRITE, key="required", status=201, legacy=LegacySession)
def create(caller: Caller, body: NewSession) -> CheckoutSession:
    """Open a session; its `hostedUrl` is the page on which a buyer pays."""
    customer = None if body.customer_id is None else caller.refer(CUSTOMERS, body.customer_id, "customerId")
    check_template(caller, body.template_id, "checkout")
    birth = caller.birth(SESSIONS)
    session = CheckoutSession(
        **birth,
        workspace_name=caller.workspace.name,
        customer_id=body.customer_id,
        customer=None if customer is None else buyer(customer),
        mode=caller.tenant.mode,
        amount=body.amount,
        currency=body.currency,
        methods=body.methods,
        line_items=body.items,
        success_url=body.success_url,
        cancel_url=body.cancel_url,
        hosted_url=f"{caller.world.public_base}/c/{birth['id']}",
        expires_at=iso(epoch(caller.now) + body.expires_in_sec),
        metadata=body.metadata,
        template_id=body.template_id,
    )
    return caller.add(SESSIONS, session)


@routes.get("", scope=_READ)
def browse(caller: Caller, query: SessionFilters) -> Page[CheckoutSession]:
    """List sessions, newest first."""
    asked = query.slice(
        after=query.created_after, before=query.created_before, status=query.status, customerId=query.customer_id
    )
    return caller.browse(SESSIONS, asked)


@routes.get("/{session_id}", scope=_READ)
def fetch(caller: Caller, session_id: str) -> CheckoutSession:
    """Show one session."""
    return caller.fetch(SESSIONS, session_id)


@routes.post("/{session_id}/cancel", scope=_WRITE, key="required", refuses=(Conflict,))
def cancel(caller: Caller, session_id: str) -> CheckoutSession:
    """Give up a session that is not paid."""
    session = caller.fetch(SESSIONS, session_id)
    return caller.replace(SESSIONS, session.cancel(caller.now), *LIFE_CYCLE["cancel"].told)


@routes.post("/{session_id}/confirm", scope=_WRITE, key="accepted", refuses=(Conflict, Unprocessable))
def confirm(caller: Caller, session_id: str) -> CheckoutSession:
    """Confirm that the money a buyer claims to have sent has come."""
    session = caller.fetch(SESSIONS, session_id)
    return caller.replace(SESSIONS, session.confirm(caller.now), *LIFE_CYCLE["confirm"].told)


@routes.delete("/{session_id}", scope=_WRITE, key="accepted", refuses=(Conflict,))
def delete(caller: Caller, session_id: str) -> None:
    """Remove a session that is not paid."""
    session = caller.fetch(SESSIONS, session_id)
    session.check_removable()
    caller.remove(SESSIONS, session)


def expire(actor: Actor, session: CheckoutSession) -> None:
    """End a session whose time is over."""
    actor.replace(SESSIONS, session.expire(actor.now), *LIFE_CYCLE["expire"].told)


def holder(actor: Actor, customer_id: str) -> str | None:
    """Return the id of a session that keeps its customer, paid or still to be paid; None when there is none."""
    sessions = actor.tenant.collection(SESSIONS)
    for status in HOLDING:
        filters = {"customerId": customer_id, "status": status}
        for session in sessions.select(Slice(filters=filters)):
            return session.id
    return None
