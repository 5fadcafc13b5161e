"""How a merchant's papers look: as its templates and checkout settings say at the moment of printing.

Guesses: what stands on a paper never changes, and how it looks does; an invoice uses the template it names, else the
default of its kind; a receipt uses the default template, else what the checkout settings keep, else the service's look.
The settings give the brand. Logos are left out, as they are on other hosts; so is the cashier, whom nobody names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from plugipay_mock.actor import Actor
from plugipay_mock.resources.checkout_settings.model import SETTINGS, Settings
from plugipay_mock.resources.invoices.model import Invoice
from plugipay_mock.resources.receipts.model import Look, Merchant, Receipt, included_tax
from plugipay_mock.resources.templates.model import TEMPLATES, TemplateKind

ACCENT: Final = "#0b6b4f"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """Who signs a paper, and what its template adds.

    Attributes:
        details: lines below the name; none where business details are not shown.
        closing: thanks, or terms.
        tax_label: what the merchant calls the tax; None where no template says.
        shown_rate: of the tax taken out of the total, or None where that is not shown.
    """

    name: str
    details: tuple[str, ...]
    accent: str
    closing: str | None
    footer: str | None
    tax_label: str | None
    shown_rate: Fraction | None

    def tax_within(self, total: int) -> int | None:
        """Return the tax inside a total, or None where it is not shown."""
        return None if self.shown_rate is None else included_tax(total, self.shown_rate * 100)


def of_invoice(actor: Actor, invoice: Invoice) -> Letterhead:
    """Return the letterhead of an invoice."""
    named = actor.tenant.collection(TEMPLATES).get(invoice.template_id or "")
    config = named.config if named is not None and named.kind == "invoice" else _default(actor, "invoice")
    return _letterhead(_settings(actor), Merchant(name=actor.workspace.name), config or {})


def of_receipt(actor: Actor, receipt: Receipt) -> Letterhead:
    """Return the letterhead of a receipt."""
    settings = _settings(actor)
    config = _default(actor, "receipt") or _usual(receipt.look) | _kept(settings)
    return _letterhead(settings, receipt.merchant, config)


def _letterhead(settings: Settings | None, merchant: Merchant, config: Mapping[str, Any]) -> Letterhead:
    brand = None if settings is None else settings.brand_accent_color
    return Letterhead(
        name=(settings and settings.brand_name) or merchant.name,
        details=_details(settings, merchant) if config.get("showBusinessDetails", True) else (),
        accent=config.get("accentColor") or brand or ACCENT,
        closing=config.get("thankYouText") or config.get("termsText"),
        footer=config.get("footerText"),
        tax_label=config.get("taxLabel"),
        shown_rate=Fraction(str(config["taxRate"])) if config.get("showTax") else None,
    )


def _details(settings: Settings | None, merchant: Merchant) -> tuple[str, ...]:
    kept = _kept(settings)
    tax_id = kept.get("merchantTaxId") or (settings and settings.business_tax_id) or merchant.tax_id
    lines = (
        settings and settings.brand_tagline,
        kept.get("merchantAddress") or (settings and settings.business_address) or merchant.address,
        (settings and settings.business_phone) or merchant.phone,
        (settings and settings.business_email) or merchant.email,
        tax_id and f"NPWP {tax_id}",
    )
    return tuple(line for line in lines if line)


def _settings(actor: Actor) -> Settings | None:
    return actor.tenant.collection(SETTINGS).get(actor.tenant.account_id)


def _default(actor: Actor, kind: TemplateKind) -> dict[str, Any] | None:
    template = actor.tenant.collection(TEMPLATES).first(defaultOf=kind)
    return None if template is None else template.config


def _usual(look: Look) -> dict[str, Any]:
    return {
        "showTax": look.show_tax,
        "taxLabel": look.tax_label,
        "taxRate": look.tax_rate,
        "thankYouText": look.thank_you_text,
        "footerText": look.footer_text,
        "showBusinessDetails": look.show_business_details,
    }


def _kept(settings: Settings | None) -> dict[str, Any]:
    """Return what the settings say of receipts, the address under the name that templates have for it."""
    kept = (settings and settings.receipt_template) or {}
    said = {name: value for name, value in kept.items() if value is not None}
    return said | ({"showBusinessDetails": said["showMerchantAddress"]} if "showMerchantAddress" in said else {})
