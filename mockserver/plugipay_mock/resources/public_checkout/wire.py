"""What buyers send and see without a key.

Source: SDK facts section 2.6, API facts section 7.4. Guesses: what `buyer-claim` and `proof-image` answer, and the
whole of the invoice view; that a template's colour goes before the brand's; that `checkoutTemplate` is there where a
session names a template or a default one is there, and tells of the business only what the template shows; that
`activeAdapters` are the providers that can take money.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from plugipay_mock.binding import Body
from plugipay_mock.clock import Instant
from plugipay_mock.resources.checkout_sessions.methods import CATALOG, Instructions, Method
from plugipay_mock.resources.checkout_sessions.model import CheckoutSession, LineItem
from plugipay_mock.resources.checkout_sessions.model import Status as SessionStatus
from plugipay_mock.resources.checkout_settings.brand import Brand
from plugipay_mock.resources.fields import Url
from plugipay_mock.resources.invoices.model import Invoice, Line
from plugipay_mock.resources.invoices.model import Status as InvoiceStatus
from plugipay_mock.resources.letterhead import accent
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


class CheckoutTemplate(TypedDict):
    """What the merchant's template adds to a checkout page."""

    successMessage: str | None
    showBusinessDetails: bool
    businessPhone: str | None
    businessEmail: str | None
    businessAddress: str | None


class Bundle(TypedDict):
    """Everything a checkout page needs."""

    session: PublicSession
    methods: list[str]
    catalog: list[Method]
    branding: Branding
    checkoutTemplate: NotRequired[CheckoutTemplate]
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


def show_bundle(
    session: CheckoutSession, brand: Brand, template: Mapping[str, Any] | None, adapters: list[str]
) -> Bundle:
    """Return everything the page of a session needs.

    Args:
        template: the configuration of the session's template, or None.
        adapters: the kinds of the providers that can take money.
    """
    bundle: Bundle = {
        "session": show_session(session),
        "methods": list(session.methods),
        "catalog": [CATALOG[method] for method in session.methods],
        "branding": _branding(brand, template),
        "activeAdapters": adapters,
    }
    if template is not None:
        bundle["checkoutTemplate"] = _checkout_template(brand, template)
    return bundle


def show_invoice(invoice: Invoice, brand: Brand, template: Mapping[str, Any] | None) -> InvoiceBundle:
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
        "branding": _branding(brand, template),
    }


def _branding(brand: Brand, template: Mapping[str, Any] | None) -> Branding:
    return {
        "brandName": brand.name,
        "brandLogoUrl": brand.logo_url,
        "brandAccentColor": accent(brand, template or {}),
        "brandTagline": brand.tagline,
    }


def _checkout_template(brand: Brand, template: Mapping[str, Any]) -> CheckoutTemplate:
    shown: bool = template["showBusinessDetails"]
    return {
        "successMessage": template["successMessage"],
        "showBusinessDetails": shown,
        "businessPhone": brand.phone if shown else None,
        "businessEmail": brand.email if shown else None,
        "businessAddress": brand.address if shown else None,
    }
