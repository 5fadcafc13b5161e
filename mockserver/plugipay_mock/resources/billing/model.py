"""The four tiers.

Source: SDK facts section 2.5 for ids and fields. Guesses: every price, rate, limit and word in them, and that every
workspace is on the first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from plugipay_mock.codec import WIRE_NAMES
from plugipay_mock.resources.fields import Currency

TierId: TypeAlias = Literal["starter", "growth", "scale", "enterprise"]

BY_AGREEMENT: Final = -1
"""The price of a plan without one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """Who answers, and how fast."""

    __pydantic_config__ = WIRE_NAMES

    tier: str
    response_hours: int | None
    sla: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """What a merchant gets for a monthly price; None means without limit, or by agreement."""

    __pydantic_config__ = WIRE_NAMES

    id: TierId
    name: str
    price_monthly_idr: int | None
    price_monthly_usd_cents: int | None
    channel_fee_rate: float
    monthly_txn_cap: int | None
    max_webhook_endpoints: int | None
    max_api_keys: int | None
    custom_branding: bool
    daily_payouts: bool
    support: Support
    tagline: str
    agent_credits: int
    features: tuple[str, ...]

    def price(self, currency: Currency) -> int | None:
        """Return what a month costs."""
        return self.price_monthly_idr if currency == "IDR" else self.price_monthly_usd_cents


STARTER: Final = Tier(
    id="starter",
    name="Starter",
    price_monthly_idr=0,
    price_monthly_usd_cents=0,
    channel_fee_rate=0.007,
    monthly_txn_cap=500,
    max_webhook_endpoints=2,
    max_api_keys=2,
    custom_branding=False,
    daily_payouts=False,
    support=Support(tier="community", response_hours=None, sla=False),
    tagline="To begin with",
    agent_credits=0,
    features=("Hosted checkout", "Invoices"),
)
GROWTH: Final = Tier(
    id="growth",
    name="Growth",
    price_monthly_idr=299_000,
    price_monthly_usd_cents=1_900,
    channel_fee_rate=0.005,
    monthly_txn_cap=5_000,
    max_webhook_endpoints=10,
    max_api_keys=10,
    custom_branding=True,
    daily_payouts=False,
    support=Support(tier="email", response_hours=24, sla=False),
    tagline="For shops that grow",
    agent_credits=100,
    features=("Hosted checkout", "Invoices", "Subscriptions", "Templates"),
)
SCALE: Final = Tier(
    id="scale",
    name="Scale",
    price_monthly_idr=999_000,
    price_monthly_usd_cents=6_500,
    channel_fee_rate=0.003,
    monthly_txn_cap=50_000,
    max_webhook_endpoints=50,
    max_api_keys=50,
    custom_branding=True,
    daily_payouts=True,
    support=Support(tier="priority", response_hours=4, sla=False),
    tagline="For many shops",
    agent_credits=1_000,
    features=("Hosted checkout", "Invoices", "Subscriptions", "Templates", "Daily payouts"),
)
ENTERPRISE: Final = Tier(
    id="enterprise",
    name="Enterprise",
    price_monthly_idr=None,
    price_monthly_usd_cents=None,
    channel_fee_rate=0.002,
    monthly_txn_cap=None,
    max_webhook_endpoints=None,
    max_api_keys=None,
    custom_branding=True,
    daily_payouts=True,
    support=Support(tier="dedicated", response_hours=1, sla=True),
    tagline="By agreement",
    agent_credits=10_000,
    features=("Hosted checkout", "Invoices", "Subscriptions", "Templates", "Daily payouts", "SLA"),
)
TIERS: Final = (STARTER, GROWTH, SCALE, ENTERPRISE)
