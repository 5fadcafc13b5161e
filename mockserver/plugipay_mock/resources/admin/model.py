"""A merchant whom a partner brought, at which rate, and what the partner owes for it.

Source: SDK facts sections 1.1, 1.2 and 2.5 (safe to repeat for an account). Guesses: what was agreed the first time
stays, whatever a repetition says; each platform keeps its own list in each mode; only an account that exists can be
provisioned; a fee is the volume of all sales, refunded or not, times the rate, rounded half up; `from` is inclusive and
`to` exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from plugipay_mock.clock import Instant
from plugipay_mock.codec import WIRE_NAMES
from plugipay_mock.store import Shelf


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerWorkspace:
    """What a partner agreed on for one merchant.

    Attributes:
        id: the account id of the merchant.
        discount_rate: a fraction of the volume, 0 to 1.
    """

    __pydantic_config__ = WIRE_NAMES

    id: str
    partner: str
    discount_rate: float
    brand_name: str | None
    business_email: str | None
    created_at: Instant

    def fee(self, volume: int) -> int:
        """Return what is owed for a volume."""
        exact = Decimal(volume) * Decimal(str(self.discount_rate))
        return int(exact.to_integral_value(ROUND_HALF_UP))


PARTNER_WORKSPACES: Final = Shelf(
    PartnerWorkspace, title="Partner workspace", prefix="acc", filters=(("partner", "partner"),)
)
