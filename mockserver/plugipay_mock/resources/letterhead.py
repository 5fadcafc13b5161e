"""How a merchant's pages and papers look: a checkout and an invoice at the moment somebody looks, a receipt for ever.

Guesses: an invoice and a checkout look as brand and template say at that moment; a template's colour goes before the
brand's. Logos are left out, as they are on other hosts; so is the cashier, whom nobody names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from plugipay_mock.actor import Actor
from plugipay_mock.resources.checkout_sessions.model import CheckoutSession
from plugipay_mock.resources.checkout_settings.brand import Brand, brand_of
from plugipay_mock.resources.invoices.model import Invoice
from plugipay_mock.resources.receipts.model import Merchant, Receipt, included_tax
from plugipay_mock.resources.templates.chosen import config_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """Who signs a page or a paper, and what its template adds.

    Attributes:
        details: lines below the name: the tagline, and who the business is where that is shown.
        accent: a colour, `#RRGGBB`, or None.
        closing: thanks, terms, or what a buyer is told who has paid.
        tax_label: what the merchant calls the tax; None where no template says.
        shown_rate: of the tax taken out of the total, or None where that is not shown.
    """

    name: str
    details: tuple[str, ...]
    accent: str | None
    closing: str | None
    footer: str | None
    tax_label: str | None = None
    shown_rate: Fraction | None = None

    def tax_within(self, total: int) -> int | None:
        """Return the tax inside a total, or None where it is not shown."""
        return None if self.shown_rate is None else included_tax(total, self.shown_rate * 100)


def of_invoice(actor: Actor, invoice: Invoice) -> Letterhead:
    """Return the letterhead of an invoice."""
    config = config_of(actor, "invoice", invoice.template_id) or {}
    return _branded(
        actor,
        {"showBusinessDetails": True} | config,
        closing=config.get("termsText"),
        footer=config.get("footerText"),
        tax_label=config.get("taxLabel"),
        shown_rate=Fraction(str(config["taxRate"])) if config.get("showTax") else None,
    )


def of_checkout(actor: Actor, session: CheckoutSession) -> Letterhead:
    """Return the letterhead of a checkout session."""
    config = config_of(actor, "checkout", session.template_id) or {}
    return _branded(actor, config, closing=config.get("successMessage"), footer=config.get("footerTagline"))


def of_portal(actor: Actor) -> Letterhead:
    """Return the letterhead of a customer's portal, for which there is no template."""
    return _branded(actor, {}, closing=None, footer=None)


def of_receipt(receipt: Receipt) -> Letterhead:
    """Return the letterhead of a receipt, which is that of the moment at which it was issued."""
    look = receipt.look
    return Letterhead(
        name=receipt.merchant.name,
        details=_details(receipt.merchant, receipt.tagline, shown=look.show_business_details),
        accent=look.accent_color,
        closing=look.thank_you_text,
        footer=look.footer_text,
        tax_label=look.tax_label,
    )


def _branded(actor: Actor, config: Mapping[str, Any], **words: Any) -> Letterhead:
    """Return the letterhead of the workspace as it looks now; business details are shown where a template says so."""
    brand = brand_of(actor)
    return Letterhead(
        name=brand.name,
        details=_details(brand, brand.tagline, shown=config.get("showBusinessDetails", False)),
        accent=accent(brand, config),
        **words,
    )


def accent(brand: Brand, config: Mapping[str, Any]) -> str | None:
    """Return the colour of a template, else of the brand."""
    return config.get("accentColor") or brand.accent_color


def _details(business: Brand | Merchant, tagline: str | None, *, shown: bool) -> tuple[str, ...]:
    tax_id = business.tax_id and f"NPWP {business.tax_id}"
    known = (business.address, business.phone, business.email, tax_id) if shown else ()
    return tuple(line for line in (tagline, *known) if line)
