"""The words the API takes (SDK facts). A type checker knows them; at run time any text is passed on."""

from __future__ import annotations

from typing import Literal, TypeAlias

Currency: TypeAlias = Literal["IDR", "USD"]
Mode: TypeAlias = Literal["test", "live"]
Order: TypeAlias = Literal["asc", "desc"]

Interval: TypeAlias = Literal["day", "week", "month", "year"]
PriceModel: TypeAlias = Literal["flat", "tiered", "volume", "usage"]
TaxMode: TypeAlias = Literal["inclusive", "exclusive"]
UsageAggregate: TypeAlias = Literal["sum", "max", "last"]

CheckoutMethod: TypeAlias = Literal["qris", "va", "ewallet", "card", "retail", "paypal", "va_bca", "gopay"]
"""The last two are of the Python package's pages; the service names only the six before them."""
CheckoutStatus: TypeAlias = Literal["open", "pending", "pending_review", "completed", "failed", "expired", "canceled"]
InvoiceStatus: TypeAlias = Literal["draft", "open", "past_due", "paid", "void", "uncollectible"]
CollectionMethod: TypeAlias = Literal["charge_automatically", "send_invoice"]
SubscriptionStatus: TypeAlias = Literal["trialing", "active", "past_due", "canceled", "paused", "incomplete"]
CancelReason: TypeAlias = Literal["customer_portal", "merchant", "failed_payment", "user_request"]
SourceType: TypeAlias = Literal["checkout_session", "invoice"]
RefundStatus: TypeAlias = Literal["pending", "succeeded", "failed"]
RefundReason: TypeAlias = Literal["requested_by_customer", "duplicate", "fraudulent", "other"]
PayoutStatus: TypeAlias = Literal["pending", "in_transit", "paid", "failed", "cancelled"]
GiftCardStatus: TypeAlias = Literal["active", "redeemed", "void", "expired"]
LedgerSource: TypeAlias = Literal["checkout_session", "invoice", "refund", "payout", "adjustment", "dispute"]

DeliveryStatus: TypeAlias = Literal["pending", "succeeded", "failed"]
TemplateKind: TypeAlias = Literal["checkout", "receipt", "invoice"]
KybStatus: TypeAlias = Literal["not_started", "invited", "registered", "live", "rejected"]
CapabilitiesStatus: TypeAlias = Literal["pending", "live", "declined", "resubmission_required"]
PaperWidth: TypeAlias = Literal[58, 80]
