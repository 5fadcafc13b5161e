"""Billing: what Plugipay itself costs the merchant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from plugipay._answers import many, outcome, whatever
from plugipay._call import Call, given
from plugipay._operation import Kind, Namespace, operation
from plugipay._records import BillingPlan, BillingTier, Resource

if TYPE_CHECKING:
    from typing import Unpack

    from plugipay._call import ReadOptions, WriteOptions
    from plugipay._words import Currency

_PATH = "/api/v1/billing"


class Billing(Namespace[Kind]):
    """What Plugipay itself costs the merchant.

    No official package wraps `summary`, `checkout` and `cancel` by hand, and what these answer is documented nowhere.
    Every method raises `PlugipayError`.
    """

    @operation
    def list_tiers(self, **options: Unpack[ReadOptions]) -> Call[list[BillingTier]]:
        """Fetch the price levels; `priceMonthlyIdr` is in whole rupiah, `priceMonthlyUsdCents` in US cents.

        Args:
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("GET", f"{_PATH}/tiers", many(BillingTier), **options)

    @operation
    def list_plans(self, **options: Unpack[ReadOptions]) -> Call[list[BillingPlan]]:
        """Fetch the price levels in short; `price` is in whole rupiah a month, and -1 is by agreement.

        Args:
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("GET", f"{_PATH}/plans", many(BillingPlan), **options)

    @operation
    def refresh_tiers(self, **options: Unpack[WriteOptions]) -> Call[Resource]:
        """Make the server read the price levels anew; answers `{"refreshed": true}`.

        Args:
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("POST", f"{_PATH}/tiers/refresh", outcome, body={}, **options)

    @operation
    def summary(self, **options: Unpack[ReadOptions]) -> Call[Any]:
        """Fetch what the merchant owes Plugipay.

        Args:
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("GET", f"{_PATH}/summary", whatever, **options)

    @operation
    def checkout(
        self, *, tier: str | None = None, currency: Currency | None = None, **options: Unpack[WriteOptions]
    ) -> Call[Any]:
        """Start to pay for another price level.

        Args:
            tier: `starter`, `growth`, `scale` or `enterprise`.
            currency: What to pay in.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("POST", f"{_PATH}/checkout", whatever, body=given(tier=tier, currency=currency), **options)

    @operation
    def cancel(self, **options: Unpack[WriteOptions]) -> Call[Any]:
        """Give up the merchant's own price level.

        Args:
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("POST", f"{_PATH}/cancel", whatever, **options)
