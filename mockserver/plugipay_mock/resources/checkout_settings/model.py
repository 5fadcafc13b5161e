"""The settings of one workspace and mode, and what follows from them.

Source: SDK facts sections 1.1 and 2.5. Guesses: every method is enabled until a merchant says otherwise; which
provider can do what; that in test mode the managed provider is there without onboarding.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from plugipay_mock.clock import Instant
from plugipay_mock.codec import WIRE_NAMES
from plugipay_mock.resources.adapters.model import AdapterKind
from plugipay_mock.store import Shelf

METHODS: Final = ("qris", "va", "ewallet", "card", "retail", "paypal")
_GATEWAYS: Final[tuple[AdapterKind, ...]] = ("managed", "xendit", "midtrans")
SUPPORT: Final[dict[str, tuple[AdapterKind, ...]]] = {
    "qris": (*_GATEWAYS, "manual"),
    "va": _GATEWAYS,
    "ewallet": _GATEWAYS,
    "card": _GATEWAYS,
    "retail": _GATEWAYS,
    "paypal": ("paypal",),
}
"""Which providers can take a method."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a merchant set; stored under the account id.

    Attributes:
        brand_name: None as long as the workspace's name stands for it.
    """

    __pydantic_config__ = WIRE_NAMES
    PRIVATE: ClassVar[frozenset[str]] = frozenset({"id", "created_at"})

    id: str
    enabled_methods: tuple[str, ...] = METHODS
    method_order: tuple[str, ...] = METHODS
    method_adapter: dict[str, str]
    brand_name: str | None = None
    brand_logo_url: str | None = None
    brand_accent_color: str | None = None
    brand_tagline: str | None = None
    business_phone: str | None = None
    business_email: str | None = None
    business_address: str | None = None
    business_tax_id: str | None = None
    receipt_template: dict[str, Any] | None = None
    created_at: Instant

    def available(self, adapters: Collection[str]) -> list[str]:
        """Return the enabled methods that a connected provider can take, in the merchant's order."""
        ordered = [*self.method_order, *(name for name in self.enabled_methods if name not in self.method_order)]
        return [
            name for name in ordered if name in self.enabled_methods and not set(adapters).isdisjoint(SUPPORT[name])
        ]


SETTINGS: Final = Shelf(Settings, title="Checkout settings", prefix="cst")
