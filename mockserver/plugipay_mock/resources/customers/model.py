"""What a customer is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from plugipay_mock.clock import Instant
from plugipay_mock.codec import WIRE_NAMES
from plugipay_mock.errors import Conflict
from plugipay_mock.store import Shelf


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """One customer; `external_id`, the merchant's own name for it, is unique in a workspace and mode."""

    __pydantic_config__ = WIRE_NAMES

    id: str
    arn: str
    account_id: str
    external_id: str | None = None
    email: str | None = None
    name: str | None = None
    phone: str | None = None
    tax_id: str | None = None
    default_payment_token_id: str | None = None
    metadata: dict[str, str] | None = None
    created_at: Instant
    updated_at: Instant

    def check_removable(self, holder: str | None) -> None:
        """Refuse to forget whom money is tied to (source: SDK facts, the remark on DELETE).

        Args:
            holder: the id of a subscription, an invoice, or a session that is paid or may be; None when there is none.

        Raises:
            Conflict: there is one.
        """
        if holder is not None:
            raise Conflict(f"Customer {self.id} has {holder}; a customer with money history stays")


CUSTOMERS: Final = Shelf(
    Customer,
    title="Customer",
    prefix="cus",
    filters=(("email", "email"), ("externalId", "external_id")),
    unique=("externalId", "external_id"),
)
