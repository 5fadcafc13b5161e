"""What callers send and see of the settings (source: SDK facts sections 1.1 and 2.5)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated, Any, Literal, cast

from pydantic import Field
from typing_extensions import TypedDict

from plugipay_mock.binding import Body
from plugipay_mock.codec import plain
from plugipay_mock.resources.adapters.model import AdapterKind
from plugipay_mock.resources.checkout_sessions.methods import CATALOG, Method
from plugipay_mock.resources.checkout_settings.model import SUPPORT, Settings
from plugipay_mock.resources.fields import Email, Name, Short

MethodName = Literal["qris", "va", "ewallet", "card", "retail", "paypal"]
Methods = Annotated[list[MethodName], Field(max_length=20)]
Colour = Annotated[str, Field(pattern=r"^#[0-9A-Fa-f]{6}$")]
Text = Annotated[str, Field(max_length=1000)]


class ReceiptTemplate(Body):
    """How receipts look, as the settings kept it before there were templates."""

    footer_text: Text | None = None
    thank_you_text: Text | None = None
    show_tax: bool | None = None
    tax_label: Short | None = None
    tax_rate: Annotated[float, Field(ge=0, le=1)] | None = None
    cashier_label: Text | None = None
    show_merchant_address: bool | None = None
    merchant_address: Text | None = None
    merchant_tax_id: Short | None = None


class SettingsChange(Body):
    """What may be set; what is left out stays, null clears."""

    enabled_methods: Methods = Field(default_factory=list)
    method_order: Methods = Field(default_factory=list)
    method_adapter: dict[MethodName, AdapterKind] = Field(default_factory=dict)
    brand_name: Name | None = None
    brand_logo_url: Annotated[str, Field(max_length=2048)] | None = None
    brand_accent_color: Colour | None = None
    brand_tagline: Name | None = None
    business_phone: Short | None = None
    business_email: Email | None = None
    business_address: Text | None = None
    business_tax_id: Short | None = None
    receipt_template: ReceiptTemplate | None = None


class CheckoutSettings(TypedDict):
    """The settings, and what follows from them and the connected providers."""

    enabledMethods: list[str]
    methodOrder: list[str]
    methodAdapter: dict[str, str]
    brandName: str | None
    brandLogoUrl: str | None
    brandAccentColor: str | None
    brandTagline: str | None
    businessPhone: str | None
    businessEmail: str | None
    businessAddress: str | None
    businessTaxId: str | None
    receiptTemplate: dict[str, Any] | None
    availableMethods: list[str]
    methodSupport: dict[str, list[str]]
    catalog: list[Method]


def show(settings: Settings, adapters: Collection[str]) -> CheckoutSettings:
    """Return the settings with what is computed from them."""
    computed = {
        "availableMethods": settings.available(adapters),
        "methodSupport": {name: list(kinds) for name, kinds in SUPPORT.items()},
        "catalog": [CATALOG[name] for name in SUPPORT],
    }
    return cast("CheckoutSettings", plain(settings) | computed)
