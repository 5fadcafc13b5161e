"""Calls about what is sold and how it is paid: customers, plans, checkout, portal, gift cards. From the SDK facts."""

from plugipay_contract.client.api_call import call

SINCE = "2026-01-01T00:00:00Z"
TIERS = [{"upTo": "inf", "unitAmount": 100, "flatAmount": 0}]

CUSTOMERS = (
    call("customers.create", "POST /customers", email="ada@example.com", external_id="crm_1").sending(
        email="ada@example.com", externalId="crm_1"
    ),
    call("customers.create", "POST /customers", tax_id="01.2", default_payment_token_id="pt_1")
    .sending(taxId="01.2", defaultPaymentTokenId="pt_1")
    .beyond,
    call("customers.get", "GET /customers/cus_1", "cus_1"),
    call("customers.list", "GET /customers", limit=2, cursor="c", email="a+b@example.com")
    .asking({"limit": "2", "cursor": "c", "email": "a+b@example.com"})
    .giving("page"),
    call("customers.list", "GET /customers", order="asc", external_id="crm_1", created_after=SINCE)
    .asking({"order": "asc", "externalId": "crm_1", "createdAfter": SINCE})
    .giving("page")
    .beyond,
    call("customers.update", "PATCH /customers/cus_1", "cus_1", name="Grace").sending(name="Grace"),
    call("customers.update", "PATCH /customers/cus_1", "cus_1", metadata=None).sending(metadata=None).beyond,
    call("customers.delete", "DELETE /customers/cus_1", "cus_1").giving("nothing").beyond,
)

PLANS = (
    call("plans.update", "PATCH /plans/plan_1", "plan_1", description="Tea", active=True, metadata={"a": "b"}).sending(
        description="Tea", active=True, metadata={"a": "b"}
    ),
    call("plans.update", "PATCH /plans/plan_1", "plan_1", trial_days=7, dunning_policy_id=None)
    .sending(trialDays=7, dunningPolicyId=None)
    .beyond,
    call("plans.add_price", "POST /plans/plan_1/prices", "plan_1", currency="IDR", unit_amount=5_000)
    .sending(currency="IDR", model="flat", unitAmount=5_000)
    .beyond,
    call("plans.add_price", "POST /plans/plan_1/prices", "plan_1", currency="IDR", model="tiered", tiers=TIERS)
    .sending(currency="IDR", model="tiered", tiers=TIERS)
    .beyond,
    call("prices.update", "PATCH /prices/price_1", "price_1", active=False).sending(active=False).beyond,
    call("prices.delete", "DELETE /prices/price_1", "price_1").giving("nothing").beyond,
    call("subscriptions.update", "PATCH /subscriptions/sub_1", "sub_1", price_id="price_2", metadata=None)
    .sending(priceId="price_2", metadata=None)
    .beyond,
    call("test_clocks.advance", "POST /test/clocks/advance", subscription_id="sub_1", days=35)
    .sending(subscriptionId="sub_1", days=35)
    .beyond,
)

CHECKOUT = (
    call("checkout_sessions.delete", "DELETE /checkout-sessions/cs_1", "cs_1").giving("nothing").beyond,
    call("checkout_settings.get", "GET /checkout/settings"),
    call("checkout_settings.update", "PATCH /checkout/settings", {"brandName": "Tea house"}).sending(
        brandName="Tea house"
    ),
    call("checkout_settings.update", "PATCH /checkout/settings", enabled_methods=["qris"], brand_logo_url=None)
    .sending(enabledMethods=["qris"], brandLogoUrl=None)
    .beyond,
    call("portal_sessions.create", "POST /portal-sessions", customer_id="cus_1", return_url="https://a.id/").sending(
        customerId="cus_1", returnUrl="https://a.id/"
    ),
    call("public_checkout.get_session", "GET /public/checkout/sessions/cs_1", "cs_1").beyond,
    call("public_checkout.charge", "POST /public/checkout/sessions/cs_1/charge", "cs_1", method="va")
    .sending(method="va")
    .beyond,
    call(
        "public_checkout.buyer_claim", "POST /public/checkout/sessions/cs_1/buyer-claim", "cs_1", proof_url="https://p"
    )
    .sending(proofUrl="https://p")
    .beyond,
    call("public_checkout.session_receipt", "GET /public/checkout/sessions/cs_1/receipt", "cs_1").beyond,
    call("public_checkout.get_receipt", "GET /public/checkout/receipts/rcpt_1", "rcpt_1").beyond,
    call("public_checkout.get_invoice", "GET /public/checkout/invoices/inv_1", "inv_1").beyond,
)

SPENT = {"amount": 5_000, "external_source": "pos", "external_ref": "sale-1"}
GIFT_CARDS = (
    call("gift_cards.issue", "POST /gift-cards", amount=50_000, currency="IDR", customer_id="cus_1", expires_at=SINCE)
    .sending(amount=50_000, currency="IDR", customerId="cus_1", expiresAt=SINCE)
    .beyond,
    call("gift_cards.issue", "POST /gift-cards", amount=50_000, issued_source="crm", issued_ref="r", code="GC-1")
    .sending(amount=50_000, issuedSource="crm", issuedRef="r", code="GC-1")
    .beyond,
    call("gift_cards.list", "GET /gift-cards", limit=2, cursor="c", order="asc", customer_id="cus_1", status="active")
    .asking({"limit": "2", "cursor": "c", "order": "asc", "customerId": "cus_1", "status": "active"})
    .giving("page")
    .beyond,
    call("gift_cards.get_by_code", "GET /gift-cards/GC-ABCD-1234", "GC-ABCD-1234").beyond,
    call("gift_cards.balance", "GET /gift-cards/GC-ABCD-1234", "GC-ABCD-1234").beyond,
    call("gift_cards.redeem", "POST /gift-cards/gc_1/redeem", "gc_1", **SPENT, checkout_session_id="cs_1")
    .sending(amount=5_000, externalSource="pos", externalRef="sale-1", checkoutSessionId="cs_1")
    .beyond,
    call("gift_cards.topup", "POST /gift-cards/gc_1/topup", "gc_1", **SPENT, note="thanks")
    .sending(amount=5_000, externalSource="pos", externalRef="sale-1", note="thanks")
    .beyond,
    call("gift_cards.void", "POST /gift-cards/gc_1/void", "gc_1", note="lost").sending(note="lost").beyond,
)

SHOP = CUSTOMERS + PLANS + CHECKOUT + GIFT_CARDS
