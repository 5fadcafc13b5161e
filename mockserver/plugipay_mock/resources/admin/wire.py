"""What the platform routes read and answer (source: SDK facts sections 1.2 and 2.5)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from plugipay_mock.binding import Body, Query
from plugipay_mock.clock import Instant, epoch
from plugipay_mock.resources.admin.model import PartnerWorkspace
from plugipay_mock.resources.fields import DateOrTime, Email, Name, Short
from plugipay_mock.resources.reports.model import Period, Sales


class Provisioned(Body):
    """A merchant, who brought it, and at which rate."""

    account_id: Short
    partner: Short
    discount_rate: Annotated[float, Field(ge=0, le=1)]
    brand_name: Name | None = None
    business_email: Email | None = None


class UsageQuery(Query):
    """Whose sales to sum, and when they happened."""

    partner: Short
    from_: Annotated[DateOrTime, Field(alias="from")]
    to: DateOrTime

    @property
    def period(self) -> Period:
        """The period asked for.

        Raises:
            InvalidRequest: it ends before it starts.
        """
        return Period(epoch(self.from_), epoch(self.to))


class PartnerWorkspaceShown(TypedDict):
    """What was agreed on for a merchant."""

    accountId: str
    partner: str
    discountRate: float
    brandName: str | None
    businessEmail: str | None
    createdAt: Instant


class UsageLine(TypedDict):
    """What one merchant sold, and what is owed for it."""

    accountId: str
    brandName: str | None
    transactionCount: int
    grossVolume: int
    discountRate: float
    fee: int


PartnerUsageSummary = TypedDict(
    "PartnerUsageSummary",
    {
        "partner": str,
        "from": Instant,
        "to": Instant,
        "currency": Literal["IDR"],
        "lines": list[UsageLine],
        "total": int,
    },
)
"""What a partner owes for a period."""


def show(row: PartnerWorkspace) -> PartnerWorkspaceShown:
    """Return what was agreed on."""
    return {
        "accountId": row.id,
        "partner": row.partner,
        "discountRate": row.discount_rate,
        "brandName": row.brand_name,
        "businessEmail": row.business_email,
        "createdAt": row.created_at,
    }


def show_line(row: PartnerWorkspace, sold: Sales) -> UsageLine:
    """Return what one merchant sold."""
    return {
        "accountId": row.id,
        "brandName": row.brand_name,
        "transactionCount": sold.count,
        "grossVolume": sold.volume,
        "discountRate": row.discount_rate,
        "fee": row.fee(sold.volume),
    }


def show_usage(query: UsageQuery, lines: list[UsageLine]) -> PartnerUsageSummary:
    """Return the answer of `GET /admin/partner/usage`."""
    return {
        "partner": query.partner,
        "from": query.from_,
        "to": query.to,
        "currency": "IDR",
        "lines": lines,
        "total": sum(line["fee"] for line in lines),
    }
