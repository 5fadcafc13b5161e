"""The six operations on a merchant's own plan; none of them changes anything."""

from __future__ import annotations

from plugipay_mock.actor import Caller
from plugipay_mock.resources.billing import wire
from plugipay_mock.resources.billing.model import TIERS, Tier
from plugipay_mock.route import Routes

routes = Routes("/api/v1/billing")

_READ = "plugipay:billing:read"
_WRITE = "plugipay:billing:write"


@routes.get("/tiers", scope=_READ)
def tiers(_caller: Caller) -> list[Tier]:
    """List the tiers, cheapest first."""
    return list(TIERS)


@routes.get("/plans", scope=_READ)
def plans(_caller: Caller) -> list[wire.BillingPlan]:
    """List the tiers by their prices."""
    return [wire.show_plan(tier) for tier in TIERS]


@routes.get("/summary", scope=_READ)
def summary(_caller: Caller) -> wire.BillingSummary:
    """Show what the merchant is on."""
    return wire.show_summary()


@routes.post("/checkout", scope=_WRITE, key="accepted")
def checkout(caller: Caller, body: wire.Upgrade) -> wire.UpgradeCheckout:
    """Say where the merchant would pay for another tier; nobody is there."""
    tier = next(tier for tier in TIERS if tier.id == body.tier)
    return {
        "tier": tier.id,
        "currency": body.currency,
        "amount": tier.price(body.currency),
        "checkoutUrl": f"{caller.world.public_base}/billing/checkout/{tier.id}",
    }


@routes.post("/cancel", scope=_WRITE, key="accepted")
def cancel(_caller: Caller) -> wire.BillingSummary:
    """Cancel the merchant's own plan; the first tier has nothing to cancel."""
    return wire.show_summary()


@routes.post("/tiers/refresh", scope=_WRITE, key="accepted")
def refresh(_caller: Caller) -> wire.Refreshed:
    """Drop the cache of tiers, of which there is none here."""
    return {"refreshed": True}
