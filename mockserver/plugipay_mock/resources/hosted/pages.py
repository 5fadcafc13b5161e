"""Draws the pages: no script, and nothing from another host."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from plugipay_mock.answers import Raw
from plugipay_mock.resources.adapters.model import ManagedOnboardingState
from plugipay_mock.resources.billing.model import Tier
from plugipay_mock.resources.checkout_sessions import qr
from plugipay_mock.resources.checkout_sessions.methods import CATALOG, Bill, Method, instructions, usual
from plugipay_mock.resources.checkout_sessions.model import CheckoutSession
from plugipay_mock.resources.hosted.money import money
from plugipay_mock.resources.hosted.portal import Portal
from plugipay_mock.resources.hosted.wording import method_label, moment
from plugipay_mock.resources.invoices.model import LIFE_CYCLE, Invoice
from plugipay_mock.resources.letterhead import Letterhead, of_receipt
from plugipay_mock.resources.portal_sessions.model import PortalSession
from plugipay_mock.resources.receipts.model import Receipt
from plugipay_mock.resources.templating import templates_of
from plugipay_mock.route import GONE

if TYPE_CHECKING:
    from jinja2 import Environment

HTML: Final = "text/html; charset=utf-8"

_HEADERS: Final = {
    # `form-action` is left out: it would also forbid to be sent on to the shop.
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Way:
    """One way to pay, as the form of a page offers it.

    Attributes:
        told: what the payer does; None for a method that a provider asks about on its own page.
        code: what to scan, as an `<svg>` element, or None.
    """

    def __init__(self, method: Method, bill: Bill, *, chosen: bool) -> None:
        self.id = method.id
        self.label = method.label
        self.chosen = chosen
        self.told = instructions(method.id, bill)
        self.code = qr.svg(bill.url) if method.group == "qr" else None


def checkout_page(session: CheckoutSession, head: Letterhead, receipt: Receipt | None) -> Raw:
    """Return the page of a session: what to pay and how, or what became of it."""
    ways = _ways(session.methods, session.bill, session.payment_method) if session.payable else []
    return _page("checkout.html", session=session, head=head, ways=ways, receipt=receipt)


def invoice_page(demand: Invoice, head: Letterhead, payee: str, receipt: Receipt | None) -> Raw:
    """Return the page of an invoice.

    Args:
        payee: whose account the money goes to.
    """
    payable = demand.status in LIFE_CYCLE["pay"].from_
    ways = _ways(usual(demand.currency), _bill(demand, payee), None) if payable else []
    return _page("invoice.html", invoice=demand, head=head, ways=ways, receipt=receipt)


def receipt_page(proof: Receipt) -> Raw:
    """Return the page of a receipt."""
    return _page("receipt.html", receipt=proof, head=of_receipt(proof))


def portal_page(session: PortalSession, head: Letterhead, portal: Portal) -> Raw:
    """Return the page of a customer, on which nothing can be changed."""
    return _page("portal.html", session=session, head=head, portal=portal)


def ended_page(session: PortalSession, head: Letterhead) -> Raw:
    """Return the page for a portal whose time is over."""
    return _page("ended.html", status=GONE, session=session, head=head)


def onboarding_page(state: ManagedOnboardingState, head: Letterhead) -> Raw:
    """Return the page of a merchant's onboarding, which says how to let the provider decide."""
    return _page("onboarding.html", state=state, head=head)


def billing_page(tier: Tier) -> Raw:
    """Return the page of another tier, for which nobody pays."""
    return _page("billing.html", tier=tier, head=None)


def lost_page() -> Raw:
    """Return the page for an address nobody gave out."""
    return _page("lost.html", status=404, head=None)


def _page(template: str, *, status: int = 200, **facts: Any) -> Raw:
    return Raw(_templates().get_template(template).render(facts), HTML, _HEADERS, status)


def _ways(methods: tuple[str, ...], bill: Bill, chosen: str | None) -> list[Way]:
    """Return the ways to pay, each once, with one of them chosen: the first, if the payer has not said."""
    names = list(dict.fromkeys(methods))
    first = chosen if chosen in names else names[0]
    return [Way(CATALOG[name], bill, chosen=name == first) for name in names]


def _bill(demand: Invoice, payee: str) -> Bill:
    url = demand.hosted_invoice_url or ""
    return Bill(id=demand.id, amount=demand.amount_due, currency=demand.currency, payee=payee, url=url)


@cache
def _templates() -> Environment:
    templates = templates_of("plugipay_mock.resources.hosted")
    templates.filters |= {"money": money, "moment": moment, "method": method_label}
    return templates
