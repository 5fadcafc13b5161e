"""The pages by which people take part.

What a page posts is posted to the page itself and answered by a redirect, so that nothing is paid twice by a reload or
a second click: whatever comes after the first is sent where the first was.
Guesses: a failed, expired or canceled session leads to `cancelUrl`; the addresses are used as they are; an invoice
leads back to its own page; a portal can be looked at, and nothing in it be changed; where an onboarding is and what
another tier costs is said, and neither is gone through.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from plugipay_mock.actor import Actor, Visitor
from plugipay_mock.answers import Raw, Redirect
from plugipay_mock.errors import NotFound, Unprocessable
from plugipay_mock.resources.adapters.model import ONBOARDINGS
from plugipay_mock.resources.billing.model import TIERS
from plugipay_mock.resources.checkout_sessions.model import LIFE_CYCLE, SESSIONS, CheckoutSession
from plugipay_mock.resources.hosted import pages
from plugipay_mock.resources.hosted.acts import act_on_session, pay_invoice
from plugipay_mock.resources.hosted.portal import portal_of
from plugipay_mock.resources.hosted.wire import CheckoutForm, InvoiceForm
from plugipay_mock.resources.invoices import model as invoices
from plugipay_mock.resources.invoices.model import INVOICES, Invoice
from plugipay_mock.resources.letterhead import of_checkout, of_invoice, of_portal
from plugipay_mock.resources.portal_sessions.model import PORTAL_SESSIONS
from plugipay_mock.resources.receipts.model import RECEIPTS
from plugipay_mock.route import PUBLIC, SEE_OTHER, Routes

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer", Raw, Raw | Redirect)

routes = Routes("")


def kindly(handler: Callable[Asked, Answer]) -> Callable[Asked, Raw | Answer]:
    """Answer a page, and no envelope, where there is nothing."""

    @wraps(handler)
    def answer(*args: Asked.args, **kwargs: Asked.kwargs) -> Raw | Answer:
        try:
            return handler(*args, **kwargs)
        except NotFound:
            return pages.lost_page()

    return answer


@routes.get("/c/{session_id}", scope=PUBLIC, produces=pages.HTML, lost_as=pages.HTML)
@kindly
def checkout(visitor: Visitor, session_id: str) -> Raw:
    """Show the page of a checkout session."""
    buyer = visitor.acting_on(SESSIONS, session_id)
    session, receipt = buyer.fetch(SESSIONS, session_id), buyer.tenant.collection(RECEIPTS).owner(session_id)
    return pages.checkout_page(session, of_checkout(buyer, session), receipt)


@routes.post(
    "/c/{session_id}",
    scope=PUBLIC,
    key="none",
    status=SEE_OTHER,
    produces=pages.HTML,
    lost_as=pages.HTML,
    refuses=(Unprocessable,),
)
@kindly
def act(visitor: Visitor, session_id: str, body: CheckoutForm) -> Raw | Redirect:
    """Do what the buyer's button says, and send the browser on."""
    buyer = visitor.acting_on(SESSIONS, session_id)
    session = buyer.fetch(SESSIONS, session_id)
    if session.status in LIFE_CYCLE[body.action].from_:
        session = act_on_session(buyer, session, body.action, body.method)
    return Redirect(_onward(session))


@routes.get("/i/{invoice_id}", scope=PUBLIC, produces=pages.HTML, lost_as=pages.HTML)
@kindly
def invoice(visitor: Visitor, invoice_id: str) -> Raw:
    """Show the page of an invoice."""
    payer, demand = _demand(visitor, invoice_id)
    head, receipt = of_invoice(payer, demand), payer.tenant.collection(RECEIPTS).owner(invoice_id)
    return pages.invoice_page(demand, head, payer.workspace.name, receipt)


@routes.post(
    "/i/{invoice_id}",
    scope=PUBLIC,
    key="none",
    status=SEE_OTHER,
    produces=pages.HTML,
    lost_as=pages.HTML,
    refuses=(Unprocessable,),
)
@kindly
def settle(visitor: Visitor, invoice_id: str, body: InvoiceForm) -> Raw | Redirect:
    """Pay an invoice, and show its page again."""
    payer, demand = _demand(visitor, invoice_id)
    if demand.status in invoices.LIFE_CYCLE["pay"].from_:
        pay_invoice(payer, demand, body.method)
    return Redirect(invoice_id)


@routes.get("/r/{receipt_id}", scope=PUBLIC, produces=pages.HTML, lost_as=pages.HTML)
@kindly
def receipt(visitor: Visitor, receipt_id: str) -> Raw:
    """Show a receipt."""
    return pages.receipt_page(visitor.acting_on(RECEIPTS, receipt_id).fetch(RECEIPTS, receipt_id))


@routes.get("/portal/{portal_session_id}", scope=PUBLIC, produces=pages.HTML, lost_as=pages.HTML, ended_as=pages.HTML)
@kindly
def portal(visitor: Visitor, portal_session_id: str) -> Raw:
    """Show a customer what it subscribes to and its bills, as long as the session is good."""
    host = visitor.acting_on(PORTAL_SESSIONS, portal_session_id)
    session, head = host.fetch(PORTAL_SESSIONS, portal_session_id), of_portal(host)
    if session.has_ended(host.now):
        return pages.ended_page(session, head)
    return pages.portal_page(session, head, portal_of(host, session.customer_id))


@routes.get("/onboarding/{sub_account_id}", scope=PUBLIC, produces=pages.HTML, lost_as=pages.HTML)
@kindly
def onboarding(visitor: Visitor, sub_account_id: str) -> Raw:
    """Show how far a merchant's onboarding has come, and how to go on with it."""
    host = visitor.acting_on(ONBOARDINGS, sub_account_id)
    return pages.onboarding_page(host.fetch(ONBOARDINGS, sub_account_id), of_portal(host))


@routes.get("/billing/checkout/{tier_id}", scope=PUBLIC, produces=pages.HTML, lost_as=pages.HTML)
@kindly
def billing(_visitor: Visitor, tier_id: str) -> Raw:
    """Say what a tier would cost, and that nothing is charged."""
    tier = next((tier for tier in TIERS if tier.id == tier_id), None)
    return pages.lost_page() if tier is None else pages.billing_page(tier)


def _onward(session: CheckoutSession) -> str:
    """Return where a browser goes from a session; its own page is named relative to that page."""
    if session.status == "completed":
        return session.success_url
    return session.id if session.status in LIFE_CYCLE["cancel"].from_ else session.cancel_url


def _demand(visitor: Visitor, invoice_id: str) -> tuple[Actor, Invoice]:
    """Return an invoice that may be shown: a draft has no page yet."""
    payer = visitor.acting_on(INVOICES, invoice_id)
    demand = payer.fetch(INVOICES, invoice_id)
    if demand.status == "draft":
        raise NotFound(f"Invoice {invoice_id} has no page while it is a draft")
    return payer, demand
