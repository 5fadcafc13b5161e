"""Bodies in which everything is said, and nothing as a server would choose it by itself.

Source of the fields: SDK facts sections 1.1 and 2.
"""

from plugipay_contract import money, recipes
from plugipay_contract.caller import Caller
from plugipay_contract.recipes import unique

Thing = money.Thing

NOTED = {"metadata": {"order": "7", "desk": "Kasir 2"}}
DUE = "2030-01-31T10:00:00Z"
PERSON = {
    "email": "ada@example.com",
    "name": "Ada Lovelace",
    "phone": "+628123456789",
    "taxId": "01.234.567.8-901.000",
    "defaultPaymentTokenId": "pt_7",
    **NOTED,
}
FEATURES = {
    "selfServeCancel": False,
    "selfServePause": True,
    "selfServeUpgrade": True,
    "selfServeDowngrade": True,
    "updatePaymentMethod": False,
}
PLAN = {"description": "Every week", "trialDays": 7, "dunningPolicyId": "dp_7", "active": False}
TIERS = [{"upTo": 10, "unitAmount": 300, "flatAmount": 5}, {"upTo": "inf", "unitAmount": 200, "flatAmount": 0}]
TIERED = {"currency": "IDR", "model": "volume", "tiers": TIERS, "taxMode": "inclusive", "active": False}
FLAT = {"currency": "USD", "model": "flat", "unitAmount": 250, "taxMode": "inclusive", "active": False}
BANK = {**money.BANK_ACCOUNT, "bankCode": "014"}
SETTINGS = {
    "enabledMethods": ["va", "qris"],
    "methodOrder": ["va", "qris"],
    "methodAdapter": {"va": "manual"},
    "brandName": "Tea house",
    "brandLogoUrl": "https://shop.example.com/l.png",
    "brandAccentColor": "#336699",
    "brandTagline": "Tea",
    "businessPhone": "+628123",
    "businessEmail": "tea@example.com",
    "businessAddress": "Jl. Teh 7",
    "businessTaxId": "01.2",
    "receiptTemplate": {"footerText": "Thank you"},
}
HOOKED = {"url": "https://shop.example.com/other?a=1", "events": ["plugipay.refund.issued.v1"], "description": "Tea"}
DRAWN = {"kind": "invoice", "name": "Fancy", "isDefault": True, "config": {"footerText": "Come back"}}


def person(_: Caller) -> Thing:
    """A customer of whom all is known."""
    return {**PERSON, "externalId": unique()}


def session(caller: Caller) -> Thing:
    """A session of a customer, in dollars."""
    items = [{"name": "Tea", "quantity": 2, "unitAmount": 2_000}, {"name": "Cup", "quantity": 1, "unitAmount": 900}]
    back = {"successUrl": f"{money.SUCCESS_URL}?order=7&desk=2", "cancelUrl": f"{money.CANCEL_URL}?order=7"}
    fields = {"amount": 4_900, "currency": "USD", "methods": ["paypal"], "lineItems": items, **back, **NOTED}
    return money.session_body(**fields, customerId=recipes.new_customer(caller)["id"])


def plan(_: Caller) -> Thing:
    """A metered plan with two prices."""
    metered = {"usageAggregate": "max", "meteredUnit": "GB", "interval": "week", "intervalCount": 2}
    return {"name": "Teas", "portalFeatures": FEATURES, "prices": [FLAT, TIERED], **PLAN, **metered, **NOTED}


def invoice(caller: Caller) -> Thing:
    """An open invoice of a subscription, in dollars."""
    subscription = money.new_subscription(caller, trialDays=7)
    owner = {"customerId": subscription["customerId"], "subscriptionId": subscription["id"]}
    lines = [money.line(1_000, 3), {**money.line(250), "description": "Delivery"}]
    return {**owner, "currency": "USD", "lines": lines, "discount": 50, "tax": 352, "dueAt": DUE, "status": "open"}


def subscription(caller: Caller) -> Thing:
    """A subscription to the second price of a plan."""
    offered = money.new_plan(caller, prices=[money.price(), money.price(90_000)])
    chosen = {"priceId": offered["prices"][1]["id"], "collectionMethod": "send_invoice"}
    return money.subscription_body(caller, offered, **chosen, couponId="cpn_7", paymentTokenId="pt_7", **NOTED)


def card(caller: Caller) -> Thing:
    """A gift card of a customer."""
    said = {"code": f"TEA-{unique()[:12].upper()}", "note": "Enjoy", "issuedSource": "shop", "issuedRef": unique()}
    owner = {"customerId": recipes.new_customer(caller)["id"]}
    return {"amount": 7_500, "currency": "USD", "expiresAt": DUE, **said, **owner, **NOTED}


def portal(caller: Caller) -> Thing:
    """A customer's way into the portal."""
    return {"customerId": recipes.new_customer(caller)["id"], "returnUrl": "https://shop.example.com/back?a=1"}


def refund(caller: Caller) -> Thing:
    """A part of a charge."""
    charge_id = money.paid_session(caller)["paymentId"]
    return {"chargeId": charge_id, "amount": 12_345, "reason": "duplicate", **NOTED}


def payout(caller: Caller) -> Thing:
    """A part of the balance."""
    money.paid_session(caller)
    return {"amount": 12_345, "currency": "IDR", "note": "For tea", **BANK}
