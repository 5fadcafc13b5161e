"""Admin: what partners do with a platform key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plugipay._answers import one
from plugipay._call import Call, given, segment
from plugipay._operation import Kind, Namespace, operation
from plugipay._records import PartnerUsageSummary, PartnerWorkspace

if TYPE_CHECKING:
    from typing import Unpack

    from plugipay._call import Moment, ReadOptions, WriteOptions

_PATH = "/api/v1/admin"


class Admin(Namespace[Kind]):
    """What partners do with a platform key; any other is a 403. Every method raises `PlugipayError`."""

    @operation
    def provision_workspace(
        self,
        *,
        account_id: str,
        partner: str,
        discount_rate: float,
        brand_name: str | None = None,
        business_email: str | None = None,
        **options: Unpack[WriteOptions],
    ) -> Call[PartnerWorkspace]:
        """Set a workspace up for a partner's merchant; safe to repeat.

        Args:
            account_id: The merchant's; `acc_…`.
            partner: Such as `storlaunch`.
            discount_rate: What the partner has off the fee: 0.003 is 0.3 %.
            brand_name: The merchant's.
            business_email: The merchant's.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        body = given(
            accountId=account_id,
            partner=partner,
            discountRate=discount_rate,
            brandName=brand_name,
            businessEmail=business_email,
        )
        return Call("POST", f"{_PATH}/workspaces", one(PartnerWorkspace), body=body, **options)

    @operation
    def get_workspace(self, account_id: str, **options: Unpack[ReadOptions]) -> Call[PartnerWorkspace]:
        """Fetch a workspace of a partner's merchant.

        Args:
            account_id: The merchant's; `acc_…`.
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("GET", f"{_PATH}/workspaces/{segment(account_id)}", one(PartnerWorkspace), **options)

    @operation
    def partner_usage(
        self, *, partner: str, from_: Moment, to: Moment, **options: Unpack[ReadOptions]
    ) -> Call[PartnerUsageSummary]:
        """Fetch what a partner's merchants transacted; amounts are whole rupiah.

        Args:
            partner: Such as `storlaunch`.
            from_: Where the period starts: ISO 8601, or a datetime with a zone.
            to: Where it ends.
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        query = given(**{"partner": partner, "from": from_, "to": to})
        return Call("GET", f"{_PATH}/partner/usage", one(PartnerUsageSummary), query=query, **options)
