"""Calls about the merchant's own house: providers, people, keys, workspaces, billing, operators. From the SDK facts."""

from plugipay_contract.client.api_call import call

XENDIT = {"secretKey": "xnd_1", "callbackToken": "t"}
MIDTRANS = {"serverKey": "s", "clientKey": "c", "merchantId": "G1", "env": "sandbox"}
PAYPAL = {"clientId": "c", "secret": "s", "mode": "sandbox"}
ACCOUNTS = [{"bankName": "BCA", "accountNumber": "1", "accountHolder": "Ada"}]
MANUAL = {"bankAccounts": ACCOUNTS, "staticQrImageUrl": None, "instructions": "Pay"}
ONBOARDING = "/adapters/managed/onboarding"
STATE = {"kybStatus": "live", "capabilitiesStatus": "live", "payoutsReady": True}

ADAPTERS = (
    call("adapters.list", "GET /adapters").giving("rows by kind"),
    call("adapters.update_xendit", "PUT /adapters/xendit", XENDIT).sending(**XENDIT),
    call("adapters.update_xendit", "PUT /adapters/xendit", secret_key="xnd_1", callback_token="t")
    .sending(**XENDIT)
    .beyond,
    call("adapters.update_midtrans", "PUT /adapters/midtrans", MIDTRANS).sending(**MIDTRANS),
    call(
        "adapters.update_midtrans",
        "PUT /adapters/midtrans",
        server_key="s",
        client_key="c",
        merchant_id="G1",
        env="sandbox",
    )
    .sending(**MIDTRANS)
    .beyond,
    call("adapters.update_paypal", "PUT /adapters/paypal", PAYPAL).sending(**PAYPAL),
    call("adapters.update_paypal", "PUT /adapters/paypal", client_id="c", secret="s", mode="sandbox")
    .sending(**PAYPAL)
    .beyond,
    call("adapters.update_manual", "PUT /adapters/manual", MANUAL).sending(**MANUAL),
    call(
        "adapters.update_manual",
        "PUT /adapters/manual",
        bank_accounts=ACCOUNTS,
        static_qr_image_url=None,
        instructions="Pay",
    )
    .sending(**MANUAL)
    .beyond,
    call("adapters.managed_onboarding_state", f"GET {ONBOARDING}"),
    call("adapters.start_managed_onboarding", f"POST {ONBOARDING}", email="ada@example.com")
    .sending(email="ada@example.com")
    .beyond,
    call("adapters.simulate_managed_onboarding", f"POST {ONBOARDING}/_simulate").sending(**STATE),
    call("adapters.simulate_managed_onboarding", f"POST {ONBOARDING}/_simulate", kyb_status="rejected")
    .sending(kybStatus="rejected")
    .beyond,
    call(
        "onboarding.provision_managed", "POST /onboarding/provision-managed", business_email="ada@example.com"
    ).sending(),
)

ACCOUNT = (
    call("account.get", "GET /account"),
    call("account.update", "PATCH /account", name="Ada").sending(name="Ada"),
    call("account.update", "PATCH /account", locale="id").sending(locale="id").beyond,
    call("account.delete", "DELETE /account").sending().beyond,
    call("account.list_members", "GET /account/members").giving("list"),
    call("account.list_sessions", "GET /account/sessions").giving("list"),
    call("account.revoke_session", "POST /account/sessions/ses_1/revoke", "ses_1").sending(),
    call("account.revoke_all_sessions", "POST /account/sessions/revoke-all").sending(),
    call("account.list_linked", "GET /account/linked-accounts").giving("rows inside"),
    call("account.unlink", "DELETE /account/linked-accounts/google", "google"),
    call("account.change_email", "POST /account/email-change", new_email="a@b.co", password="old").sending(
        email="a@b.co", password="old"
    ),
    call(
        "account.change_password", "POST /account/password-change", current_password="old", new_password="new"
    ).sending(currentPassword="old", newPassword="new"),
)

KEYS_AND_WORKSPACES = (
    call("api_keys.list", "GET /api-keys").giving("list"),
    call("api_keys.create", "POST /api-keys", name="ci", environment="test", scopes=["plugipay:invoice:read"])
    .sending(name="ci", environment="test", scopes=["plugipay:invoice:read"])
    .beyond,
    call("api_keys.create", "POST /api-keys", description="ci", scope="plugipay:invoice:read").sending(
        name="ci", scopes=["plugipay:invoice:read"]
    ),
    call("api_keys.revoke", "DELETE /api-keys/akey_1", "akey_1").giving("nothing"),
    call("workspaces.list", "GET /workspaces").giving("list"),
    call("workspaces.create", "POST /workspaces", name="Tea").sending(name="Tea").beyond,
    call("workspaces.create", "POST /workspaces", brand_name="Tea").sending(name="Tea"),
    call("workspaces.update", "PATCH /workspaces/ws_1", "ws_1", brand_name="Tea").sending(name="Tea"),
    call("workspaces.delete", "DELETE /workspaces/ws_1", "ws_1"),
)

BILLING = (
    call("billing.list_tiers", "GET /billing/tiers").giving("list"),
    call("billing.list_plans", "GET /billing/plans").giving("list"),
    call("billing.refresh_tiers", "POST /billing/tiers/refresh").sending(),
    call("billing.summary", "GET /billing/summary").beyond,
    call("billing.checkout", "POST /billing/checkout", tier="growth", currency="IDR")
    .sending(tier="growth", currency="IDR")
    .beyond,
    call("billing.cancel", "POST /billing/cancel").beyond,
    call("dashboard.metrics", "GET /dashboard/metrics", window="30d").asking({"window": "30d"}).beyond,
    call("dashboard.overview", "GET /dashboard/overview").beyond,
    call("config.get", "GET /config").beyond,
)

PARTNER = {"partner": "malapos", "from_": "2026-01-01", "to": "2026-02-01"}
OPERATORS = (
    call(
        "admin.provision_workspace",
        "POST /admin/workspaces",
        account_id="acc_1",
        partner="malapos",
        discount_rate=0.003,
    ).sending(accountId="acc_1", partner="malapos", discountRate=0.003),
    call("admin.get_workspace", "GET /admin/workspaces/acc_1", "acc_1"),
    call("admin.partner_usage", "GET /admin/partner/usage", **PARTNER).asking(
        {"partner": "malapos", "from": "2026-01-01", "to": "2026-02-01"}
    ),
    call("admin_portal.me", "GET /admin-portal/me"),
    call("admin_portal.list_billing_accounts", "GET /admin-portal/billing-accounts").giving("list"),
    call(
        "admin_portal.update_billing_account", "PATCH /admin-portal/billing-accounts/acc_1", "acc_1", {"a": 1}
    ).sending(a=1),
    call("admin_portal.list_partners", "GET /admin-portal/partners").giving("list"),
    call("admin_portal.create_partner", "POST /admin-portal/partners", {"name": "malapos"}).sending(name="malapos"),
    call("admin_portal.update_partner", "PATCH /admin-portal/partners/p_1", "p_1", {"a": 1}).sending(a=1),
    call("admin_portal.delete_partner", "DELETE /admin-portal/partners/p_1", "p_1").giving("nothing"),
)

HOUSE = ADAPTERS + ACCOUNT + KEYS_AND_WORKSPACES + BILLING + OPERATORS
