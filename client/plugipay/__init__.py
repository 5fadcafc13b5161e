"""A client for the Plugipay payments API: the clients, and what checks webhooks, `verify_webhook`, `verify_request`."""

from typing import TYPE_CHECKING, Any

from plugipay._client import AsyncPlugipayClient, PlugipayClient
from plugipay._direct import AsyncDirectClient, DirectClient
from plugipay._errors import (
    PlugipayError,
    PlugipayNetworkError,
    PlugipaySignatureError,
    PlugipayTimeoutError,
)
from plugipay._frameworks import verify_request
from plugipay._pages import AsyncPageResult, PageResult
from plugipay._records import (
    AccountProfile,
    AdapterConfig,
    AdminPortalIdentity,
    ApiKey,
    AvailableBalance,
    BankAccount,
    BillingPlan,
    BillingTier,
    BrowserSession,
    CashFlowReport,
    CheckoutSession,
    CheckoutSettings,
    Customer,
    EventRecord,
    GiftCard,
    GiftCardBalance,
    GiftCardEntry,
    GiftCardMovement,
    Invoice,
    LedgerBalance,
    LedgerEntry,
    LinkedAccount,
    ManagedOnboardingState,
    PartnerUsageSummary,
    PartnerWorkspace,
    Payout,
    Plan,
    PnLReport,
    PortalSession,
    Price,
    Receipt,
    ReceiptSummary,
    Refund,
    Resource,
    Subscription,
    Template,
    UploadedFile,
    WebhookDelivery,
    WebhookEndpoint,
    WebhookEvent,
    Workspace,
    WorkspaceMember,
)
from plugipay._webhooks import verify_webhook

__all__ = [
    "AccountProfile",
    "AdapterConfig",
    "AdminPortalIdentity",
    "ApiKey",
    "AsyncDirectClient",
    "AsyncPageResult",
    "AsyncPlugipayClient",
    "AvailableBalance",
    "BankAccount",
    "BillingPlan",
    "BillingTier",
    "BrowserSession",
    "CashFlowReport",
    "CheckoutSession",
    "CheckoutSettings",
    "Customer",
    "DirectClient",
    "EventRecord",
    "GiftCard",
    "GiftCardBalance",
    "GiftCardEntry",
    "GiftCardMovement",
    "Invoice",
    "LedgerBalance",
    "LedgerEntry",
    "LinkedAccount",
    "ManagedOnboardingState",
    "PageResult",
    "PartnerUsageSummary",
    "PartnerWorkspace",
    "Payout",
    "Plan",
    "PlugipayClient",
    "PlugipayError",
    "PlugipayNetworkError",
    "PlugipaySignatureError",
    "PlugipayTimeoutError",
    "PnLReport",
    "PortalSession",
    "Price",
    "Receipt",
    "ReceiptSummary",
    "Refund",
    "Resource",
    "Subscription",
    "Template",
    "UploadedFile",
    "WebhookDelivery",
    "WebhookEndpoint",
    "WebhookEvent",
    "Workspace",
    "WorkspaceMember",
    "verify_request",
    "verify_webhook",
]


if TYPE_CHECKING:
    __version__: str
else:  # a checker would take any misspelt name for one that is found here

    def __getattr__(name: str) -> Any:
        if name == "__version__":
            from importlib.metadata import version  # noqa: PLC0415  # only who asks pays for it

            return version("plugipay-testkit")
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
