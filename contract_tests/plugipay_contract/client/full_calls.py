"""Calls that say all that a method knows how to say, or what no other call says. From the SDK facts.

What no official Python package takes is `beyond`: a client without the extras is not asked for it.
"""

from collections.abc import Mapping
from typing import Any

from plugipay_contract.client.api_call import ApiCall, call

NOTED = {"order": "7"}
SINCE, UNTIL = "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z"
FEATURES = {"selfServeCancel": True, "selfServePause": False}
TEA = {"name": "Tea", "quantity": 2, "unitAmount": 500}
LOOK = {"footerText": "Thank you"}


def spoken(name: str, operation: str, /, *about: str, said: Mapping[str, Any]) -> ApiCall:
    """A call whose arguments are what is said, under other spellings: `trialDays` is given as `trial_days`."""
    return call(name, operation, *about, **{_snake(field): value for field, value in said.items()})


def saying(name: str, operation: str, /, *about: str, **said: Any) -> ApiCall:
    """A call with a body."""
    return spoken(name, operation, *about, said=said).sending(**said)


def asking(name: str, operation: str, /, **asked: Any) -> ApiCall:
    """A call with a query, for one page."""
    return spoken(name, operation, said=asked).asking({field: str(value) for field, value in asked.items()})


def _snake(field: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in field)


SESSION = {
    "amount": 1000,
    "currency": "IDR",
    "methods": ["va"],
    "successUrl": "https://a.id/s",
    "cancelUrl": "https://a.id/c",
}
PERSON = {"email": "ada@example.com", "name": "Ada", "phone": "+628"}
KNOWN = {"externalId": "ext_1", "taxId": "01.2", "defaultPaymentTokenId": "pt_1"}
DEMAND = {"customerId": "cus_1", "currency": "IDR", "lines": [{"description": "Tea", "quantity": 1, "unitAmount": 500}]}
OFFER = {"name": "Tea", "interval": "month", "prices": [{"currency": "IDR", "model": "flat", "unitAmount": 500}]}
METERED = {"usageAggregate": "sum", "meteredUnit": "cup", "active": False, "metadata": NOTED}
TERMS = {"customerId": "cus_1", "planId": "plan_1", "priceId": "price_1"}
BANK = {"bankCode": "014", "bankName": "BCA", "bankAccountNumber": "1", "bankAccountHolder": "Ada"}
CARD = {"amount": 500, "note": "Enjoy", "metadata": NOTED}
SPENT = {"amount": 500, "externalSource": "pos", "externalRef": "r1", "note": "Tea"}
BRAND = {
    "methodOrder": ["va", "qris"],
    "methodAdapter": {"va": "manual"},
    "brandName": "Tea house",
    "brandAccentColor": "#336699",
    "brandTagline": "Tea",
    "businessPhone": "+628",
    "businessEmail": "tea@example.com",
    "businessAddress": "Jl. Teh 7",
    "businessTaxId": "01.2",
    "receiptTemplate": {"footerText": "Thank you"},
}
LIVE = {"kybStatus": "live", "capabilitiesStatus": "declined", "payoutsReady": False}
PARTNER = {"accountId": "acc_1", "partner": "malapos", "discountRate": 0.0025}

SAID = (
    saying("customers.create", "POST /customers", **PERSON, metadata=NOTED),
    saying("customers.create", "POST /customers", **PERSON, **KNOWN, metadata=NOTED).beyond,
    saying("customers.update", "PATCH /customers/cus_1", "cus_1", **PERSON),
    saying("customers.update", "PATCH /customers/cus_1", "cus_1", **KNOWN, metadata=NOTED).beyond,
    saying("plans.create", "POST /plans", **OFFER, portalFeatures=FEATURES).beyond,
    saying(
        "plans.create",
        "POST /plans",
        **OFFER,
        portalFeatures=FEATURES,
        description="Weekly",
        intervalCount=2,
        trialDays=7,
        dunningPolicyId="dp_1",
        **METERED,
    ).beyond,
    saying("plans.update", "PATCH /plans/plan_1", "plan_1", portalFeatures=FEATURES, trialDays=7).beyond,
    saying(
        "plans.add_price",
        "POST /plans/plan_1/prices",
        "plan_1",
        currency="USD",
        model="flat",
        unitAmount=5,
        taxMode="inclusive",
        active=False,
    ).beyond,
    saying(
        "checkout_sessions.create",
        "POST /checkout-sessions",
        **SESSION,
        customerId="cus_1",
        lineItems=[TEA],
        expiresInSec=600,
        metadata=NOTED,
        templateId="tpl_1",
    ),
    saying("invoices.create", "POST /invoices", **DEMAND, dueAt=UNTIL, status="open", memo="Tea", discount=1, tax=2),
    saying("invoices.create", "POST /invoices", **DEMAND, subscriptionId="sub_1", templateId="tpl_1").beyond,
    saying(
        "subscriptions.create",
        "POST /subscriptions",
        **TERMS,
        trialDays=7,
        paymentTokenId="pt_1",
        collectionMethod="send_invoice",
        initialDiscount=5,
        metadata=NOTED,
    ),
    saying("subscriptions.create", "POST /subscriptions", **TERMS, couponId="cpn_1", startAt=UNTIL).beyond,
    saying("subscriptions.update", "PATCH /subscriptions/sub_1", "sub_1", defaultPaymentTokenId="pt_2").beyond,
    saying("subscriptions.cancel", "POST /subscriptions/sub_1/cancel", "sub_1", at="now", reason="merchant").beyond,
    saying("refunds.create", "POST /refunds", chargeId="ch_1", amount=5, reason="duplicate", metadata=NOTED).beyond,
    saying("payouts.create", "POST /payouts", amount=500, currency="IDR", **BANK, note="Tea"),
    saying("payouts.mark_in_transit", "POST /payouts/po_1/mark-in-transit", "po_1", reference="TRF-7"),
    saying("gift_cards.issue", "POST /gift-cards", **CARD).beyond,
    saying("gift_cards.redeem", "POST /gift-cards/gc_1/redeem", "gc_1", **SPENT).beyond,
    saying("checkout_settings.update", "PATCH /checkout/settings", **BRAND).beyond,
    saying("templates.preview", "POST /templates/preview", kind="invoice", config=LOOK).giving("text").beyond,
    saying("templates.update", "PATCH /templates/tpl_1", "tpl_1", name="Fancy", config=LOOK).beyond,
    saying("webhook_endpoints.update", "PATCH /webhooks/whep_1", "whep_1", events=["*"], description="Tea").beyond,
    saying("workspaces.update", "PATCH /workspaces/ws_1", "ws_1", name="Tea").beyond,
    saying("adapters.start_managed_onboarding", "POST /adapters/managed/onboarding", kind="xendit", details={"a": 1}),
    saying("adapters.simulate_managed_onboarding", "POST /adapters/managed/onboarding/_simulate", **LIVE).beyond,
    saying(
        "admin.provision_workspace",
        "POST /admin/workspaces",
        **PARTNER,
        brandName="Tea house",
        businessEmail="tea@example.com",
    ),
)

ASKED = (
    asking("checkout_sessions.list", "GET /checkout-sessions", cursor="c", order="asc").beyond,
    asking("checkout_sessions.list", "GET /checkout-sessions", createdAfter=SINCE, createdBefore=UNTIL).beyond,
    asking("events.list", "GET /events", order="asc", occurredAfter=SINCE, occurredBefore=UNTIL),
    asking("invoices.list", "GET /invoices", order="asc", subscriptionId="sub_1").beyond,
    asking("ledger.list", "GET /ledger", order="asc", txId="txn_1"),
    asking("receipts.list", "GET /receipts", sourceType="invoice", customerId="cus_1"),
    asking("receipts.list", "GET /receipts", issuedAfter=SINCE, issuedBefore=UNTIL),
    asking("refunds.list", "GET /refunds", order="asc", chargeId="ch_1").beyond,
    asking("subscriptions.list", "GET /subscriptions", cursor="c", order="asc").beyond,
)

CASH = call("reports.cash_flow", "GET /reports/cash-flow", from_=SINCE, to=UNTIL, currency="USD")

FULL_CALLS = (
    *SAID,
    *(row.giving("page") for row in ASKED),
    CASH.asking({"from": SINCE, "to": UNTIL, "currency": "USD"}),
)
