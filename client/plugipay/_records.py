"""What the API answers with: read-only mappings, named after what they describe."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any, Self


class Resource(Mapping[str, Any]):
    """One object of the API, with the field names the API uses: `customer["externalId"]`.

    It knows no schema, so a field the server adds tomorrow is readable today. Two are equal when their fields are.

    Attributes:
        raw: The object as it came.
        request_id: The server's name for the request that was answered with this.
        idempotency_key: The key that request carried; None on a read.
    """

    __slots__ = ("idempotency_key", "raw", "request_id")

    def __init__(
        self,
        raw: dict[str, Any] | None = None,
        *,
        request_id: str | None = None,
        idempotency_key: str | None = None,
    ) -> None:
        self.raw: dict[str, Any] = {} if raw is None else raw
        self.request_id = request_id
        self.idempotency_key = idempotency_key

    @classmethod
    def from_dict(cls, payload: Mapping[str, Any]) -> Self:
        """Wrap a copy of `payload`."""
        return cls(dict(payload))

    def to_dict(self) -> dict[str, Any]:
        """Return a copy to keep or change, down to the last nested value."""
        return deepcopy(self.raw)

    def __getitem__(self, key: str) -> Any:
        return self.raw[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.raw)

    def __len__(self) -> int:
        return len(self.raw)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.raw!r})"


class AccountProfile(Resource):
    """The person or workspace behind the credentials."""

    __slots__ = ()


class AdapterConfig(Resource):
    """How one payment provider is set up."""

    __slots__ = ()


class AdminPortalIdentity(Resource):
    """Who is signed in to the operators' portal."""

    __slots__ = ()


class ApiKey(Resource):
    """An access key; its secret is there once, when it is made."""

    __slots__ = ()


class AvailableBalance(Resource):
    """What can be paid out now."""

    __slots__ = ()


class BankAccount(Resource):
    """Where payouts go."""

    __slots__ = ()


class BillingPlan(Resource):
    """A price level of Plugipay itself, in three fields."""

    __slots__ = ()


class BillingTier(Resource):
    """A price level of Plugipay itself."""

    __slots__ = ()


class BrowserSession(Resource):
    """A browser that is signed in."""

    __slots__ = ()


class CashFlowReport(Resource):
    """Money in and out over a period."""

    __slots__ = ()


class CheckoutSession(Resource):
    """A hosted page where a buyer pays once."""

    __slots__ = ()


class CheckoutSettings(Resource):
    """What buyers see and may pay with."""

    __slots__ = ()


class Customer(Resource):
    """Somebody who buys from a merchant."""

    __slots__ = ()


class EventRecord(Resource):
    """Something that happened, as the archive keeps it."""

    __slots__ = ()


class GiftCard(Resource):
    """Prepaid money under a code; store credit when it belongs to a customer."""

    __slots__ = ()


class GiftCardBalance(Resource):
    """What is left on a gift card."""

    __slots__ = ()


class GiftCardEntry(Resource):
    """One change of a gift card's balance."""

    __slots__ = ()


class GiftCardMovement(Resource):
    """A gift card after a change, and the entry that records the change."""

    __slots__ = ()

    @property
    def gift_card(self) -> GiftCard:
        """The card after the change; `giftCard` of the answer."""
        return GiftCard(self.raw.get("giftCard"), request_id=self.request_id, idempotency_key=self.idempotency_key)

    @property
    def entry(self) -> GiftCardEntry:
        """The change."""
        return GiftCardEntry(self.raw.get("entry"), request_id=self.request_id, idempotency_key=self.idempotency_key)


class Invoice(Resource):
    """A bill with its lines and totals."""

    __slots__ = ()


class LedgerBalance(Resource):
    """The sum of one ledger account."""

    __slots__ = ()


class LedgerEntry(Resource):
    """One side of a double entry."""

    __slots__ = ()


class LinkedAccount(Resource):
    """A sign-in with another provider."""

    __slots__ = ()


class ManagedOnboardingState(Resource):
    """How far a managed provider account has come."""

    __slots__ = ()


class PartnerUsageSummary(Resource):
    """What a partner's workspaces transacted."""

    __slots__ = ()


class PartnerWorkspace(Resource):
    """A workspace a partner set up."""

    __slots__ = ()


class Payout(Resource):
    """Money on its way to the merchant's bank."""

    __slots__ = ()


class Plan(Resource):
    """What a subscription subscribes to."""

    __slots__ = ()


class PnLReport(Resource):
    """Profit and loss over a period."""

    __slots__ = ()


class PortalSession(Resource):
    """A customer's link to their own page."""

    __slots__ = ()


class Price(Resource):
    """What a plan costs, in one currency."""

    __slots__ = ()


class Receipt(Resource):
    """A receipt, whole."""

    __slots__ = ()


class ReceiptSummary(Resource):
    """A receipt, in one row."""

    __slots__ = ()


class Refund(Resource):
    """Money given back."""

    __slots__ = ()


class Subscription(Resource):
    """A customer's standing order for a plan."""

    __slots__ = ()


class Template(Resource):
    """How a page, bill or receipt looks."""

    __slots__ = ()


class UploadedFile(Resource):
    """A stored file."""

    __slots__ = ()


class WebhookDelivery(Resource):
    """One event on its way to one endpoint, with every attempt."""

    __slots__ = ()


class WebhookEndpoint(Resource):
    """A URL that is told about events."""

    __slots__ = ()


class Workspace(Resource):
    """A merchant's place in Plugipay."""

    __slots__ = ()


class WorkspaceMember(Resource):
    """A person who works in a workspace."""

    __slots__ = ()


class WebhookEvent(Resource):
    """A delivery whose signature was checked. Its own fields are properties; one that is missing reads as empty."""

    __slots__ = ()

    @property
    def id(self) -> str:
        """The event's id, the same on every attempt to deliver it; `evt_…`."""
        return str(self.raw.get("id", ""))

    @property
    def type(self) -> str:
        """What happened, such as `plugipay.invoice.paid.v1`."""
        return str(self.raw.get("type", ""))

    @property
    def account_id(self) -> str:
        """The workspace it happened in; `acc_…`."""
        return str(self.raw.get("accountId", ""))

    @property
    def occurred_at(self) -> str:
        """When it happened, in ISO 8601."""
        return str(self.raw.get("occurredAt", ""))

    @property
    def object(self) -> dict[str, Any]:
        """The resource after the change, shaped as its own GET shows it."""
        data = self.raw.get("data")
        found = data.get("object") if isinstance(data, dict) else None
        return found if isinstance(found, dict) else {}
