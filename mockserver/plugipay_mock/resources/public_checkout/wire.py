"""What buyers send and see without a key.

Source: SDK facts section 2.6, API facts section 7.4. Guesses: what `buyer-claim` and `proof-image` answer, the whole of
the invoice view, and that the brand is the workspace's name until there are settings.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from plugipay_mock.binding import Body
from plugipay_mock.clock import Instant
from plugipay_mock.resources.checkout_sessions.methods import CATALOG, Instructions, Method
from plugipay_mock.resources.checkout_sessions.model import CheckoutSession, LineItem
from plugipay_mock.resources.checkout_sessions.model import Status as SessionStatus
from plugipay_mock.resources.fields import Url
from plugipay_mock.resources.invoices.model import Invoice, Line
from plugipay_mock.resources.invoices.model import Status as InvoiceStatus
from plugipay_mock.shown import ShownCurrency


class Choice(Body):
    """How the buyer wants to pay."""

    method: Annotated[str, Field(min_length=1, max_length=64)]


class Claim(Body):
    """The buyer's word that the money is on its way."""

    proof_url: Url | None = None


class PublicSession(TypedDict):
    """What a buyer may know of a session."""

    id: str
    amount: int
    currency: ShownCurrency
    status: SessionStatus
    expiresAt: Instant
    successUrl: str
    cancelUrl: str
    lineItems: list[LineItem]


class Branding(TypedDict):
    """How the shop presents itself."""

    brandName: str
    brandLogoUrl: str | None
    brandAccentColor: str | None
    brandTagline: str | None


class Bundle(TypedDict):
    """Everything a checkout page needs."""

    session: PublicSession
    methods: list[str]
    catalog: list[Method]
    branding: Branding
    activeAdapters: list[str]


class Elsewhere(TypedDict):
    """The buyer pays on another page."""

    kind: Literal["redirect"]
    redirectUrl: str


class Here(TypedDict):
    """The buyer is told what to do."""

    kind: Literal["instructions"]
    instructions: Instructions


class Proof(TypedDict):
    """A picture that was taken as proof of a payment."""

    url: str
    fileName: str
    fileSize: int


class PublicInvoice(TypedDict):
    """What a payer may know of an invoice."""

    id: str
    number: str
    status: InvoiceStatus
    currency: ShownCurrency
    subtotal: int
    discount: int
    tax: int
    total: int
    amountPaid: int
    amountDue: int
    dueAt: Instant | None
    issuedAt: Instant | None
    paidAt: Instant | None
    hostedInvoiceUrl: str | None
    memo: str | None
    lines: list[Line]


class InvoiceBundle(TypedDict):
    """Everything an invoice page needs."""

    invoice: PublicInvoice
    branding: Branding


def show_session(session: CheckoutSession) -> PublicSession:
    """Return what a buyer may know of a session."""
    return {
        "id": session.id,
        "amount": session.amount,
        "currency": session.currency,
        "status": session.status,
        "expiresAt": session.expires_at,
        "successUrl": session.success_url,
        "cancelUrl": session.cancel_url,
        "lineItems": list(session.line_items),
    }


def show_bundle(session: CheckoutSession) -> Bundle:
    """Return everything the page of a session needs."""
    return {
        "session": show_session(session),
        "methods": list(session.methods),
        "catalog": [CATALOG[method] for method in session.methods],
        "branding": branding(session.workspace_name),
        "activeAdapters": ["managed", "manual"],
    }


def show_invoice(invoice: Invoice, brand: str) -> InvoiceBundle:
    """Return everything the page of an invoice needs."""
    return {
        "invoice": {
            "id": invoice.id,
            "number": invoice.number,
            "status": invoice.status,
            "currency": invoice.currency,
            "subtotal": invoice.subtotal,
            "discount": invoice.discount,
            "tax": invoice.tax,
            "total": invoice.total,
            "amountPaid": invoice.amount_paid,
            "amountDue": invoice.amount_due,
            "dueAt": invoice.due_at,
            "issuedAt": invoice.issued_at,
            "paidAt": invoice.paid_at,
            "hostedInvoiceUrl": invoice.hosted_invoice_url,
            "memo": invoice.memo,
            "lines": list(invoice.lines),
        },
        "branding": branding(brand),
    }


def branding(name: str) -> Branding:
    """Return how a workspace presents itself."""
    return {"brandName": name, "brandLogoUrl": None, "brandAccentColor": None, "brandTagline": None}
