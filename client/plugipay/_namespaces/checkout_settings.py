"""Checkout settings: what buyers see and may pay with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from plugipay._answers import one
from plugipay._call import UNSET, Call, Unset, changed, given
from plugipay._operation import Kind, Namespace, operation
from plugipay._records import CheckoutSettings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Unpack

    from plugipay._call import ReadOptions, WriteOptions

_PATH = "/api/v1/checkout/settings"


class CheckoutPreferences(Namespace[Kind]):
    """What buyers see and may pay with. Every method raises `PlugipayError`."""

    @operation
    def get(self, **options: Unpack[ReadOptions]) -> Call[CheckoutSettings]:
        """Fetch the settings; `availableMethods` and `methodSupport` are computed.

        Args:
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("GET", _PATH, one(CheckoutSettings), **options)

    @operation
    def update(
        self,
        patch: Mapping[str, Any] | None = None,
        *,
        enabled_methods: Sequence[str] | None = None,
        method_order: Sequence[str] | None = None,
        method_adapter: Mapping[str, str] | None = None,
        brand_name: str | Unset | None = UNSET,
        brand_logo_url: str | Unset | None = UNSET,
        brand_accent_color: str | Unset | None = UNSET,
        brand_tagline: str | Unset | None = UNSET,
        business_phone: str | Unset | None = UNSET,
        business_email: str | Unset | None = UNSET,
        business_address: str | Unset | None = UNSET,
        business_tax_id: str | Unset | None = UNSET,
        receipt_template: Mapping[str, Any] | Unset | None = UNSET,
        **options: Unpack[WriteOptions],
    ) -> Call[CheckoutSettings]:
        """Change the given fields and leave the others; None clears one. The service refuses fields it does not know.

        Args:
            patch: Fields as the API names them, as the official Python 0.1.0 takes them; names given besides go first.
            enabled_methods: What buyers may pay with.
            method_order: In which order they are shown.
            method_adapter: Which provider takes which method: `{"qris": "xendit"}`.
            brand_name: On pages and receipts.
            brand_logo_url: Such as the `url` that `uploads.image` answers.
            brand_accent_color: `#RRGGBB`.
            brand_tagline: Below the name.
            business_phone: On receipts.
            business_email: On receipts.
            business_address: On receipts.
            business_tax_id: On receipts.
            receipt_template: Such as `{"showTax": True, "taxLabel": "PPN", "taxRate": 0.11}`.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        plain = given(enabledMethods=enabled_methods, methodOrder=method_order, methodAdapter=method_adapter)
        cleared = changed(
            brandName=brand_name,
            brandLogoUrl=brand_logo_url,
            brandAccentColor=brand_accent_color,
            brandTagline=brand_tagline,
            businessPhone=business_phone,
            businessEmail=business_email,
            businessAddress=business_address,
            businessTaxId=business_tax_id,
            receiptTemplate=receipt_template,
        )
        return Call("PATCH", _PATH, one(CheckoutSettings), body={**(patch or {}), **plain, **cleared}, **options)
