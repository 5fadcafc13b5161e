"""One working call of the writes beyond money and furniture: people, keys, billing, buyers, uploads, operators."""

from collections.abc import Callable

from plugipay_contract import money, pictures, reads, recipes
from plugipay_contract.caller import Caller
from plugipay_contract.more_operations import HOOK, new, plain
from plugipay_contract.operations import Call, Prepare

WORKSPACE = {"name": "Annex"}
LIVE = {"kybStatus": "live", "capabilitiesStatus": "live", "payoutsReady": True}
PREVIEW = {"kind": "receipt", "config": {"footerText": "Thank you"}}


def of(way: Callable[[Caller], money.Thing], target: str, body: object = None) -> Prepare:
    """Something done to what was made for it; `{}` in the target is its id."""
    return lambda caller: Call(f"/api/v1/{target}".replace("{}", way(caller)["id"]), body)


def session(caller: Caller, *, current: bool) -> money.Thing:
    """A browser that is signed in, the one in use or another; absent where a key may not ask."""
    sessions: list[money.Thing] = caller.call("GET", "/api/v1/account/sessions").data or []
    return next((each for each in sessions if each["current"] is current), {"id": "ses_1"})


def other_session(caller: Caller) -> money.Thing:
    """A browser that is signed in and not in use."""
    return session(caller, current=False)


def current_session(caller: Caller) -> money.Thing:
    """The browser in use."""
    return session(caller, current=True)


def minted(caller: Caller) -> money.Thing:
    """A key that was made; absent where a key may not make one."""
    return money.post(caller, "/api/v1/api-keys", {"name": "Till"}).data or {"id": "akey_1"}


def own(caller: Caller) -> money.Thing:
    """The workspace of the key."""
    return money.listed(caller, "workspaces")[0]


def asked_onboarding(caller: Caller) -> Call:
    """What came of a managed account that was asked for."""
    money.post(caller, "/api/v1/adapters/managed/onboarding", {"email": "ada@example.com"})
    return Call("/api/v1/adapters/managed/onboarding/_simulate", LIVE)


def again(caller: Caller) -> Call:
    """An event told once more."""
    return Call("/api/v1/events/replay", {"eventIds": [reads.told_event(caller)["id"]]})


def made_up(caller: Caller) -> Call:
    """An event that nothing led to."""
    return Call(
        "/api/v1/events/trigger", {"type": "customer.updated", "aggregateId": recipes.new_customer(caller)["id"]}
    )


def provided(caller: Caller) -> Call:
    """A merchant brought by a partner."""
    body = {"accountId": recipes.new_customer(caller)["accountId"], "partner": recipes.unique(), "discountRate": 0.003}
    return Call("/api/v1/admin/workspaces", body, by="platform")


OTHERS: dict[str, Prepare] = {
    "PATCH /api/v1/account": plain("account", {"name": "Ada", "locale": "id"}),
    "DELETE /api/v1/account": plain("account", {}),
    "DELETE /api/v1/account/linked-accounts/{}": plain("account/linked-accounts/google"),
    "POST /api/v1/account/email-change": plain("account/email-change", {"email": "ada@example.com", "password": "old"}),
    "POST /api/v1/account/password-change": plain("account/password-change", {"newPassword": "new"}),
    "POST /api/v1/account/sessions/{}/revoke": of(other_session, "account/sessions/{}/revoke", {}),
    "POST /api/v1/account/sessions/revoke-all": plain("account/sessions/revoke-all", {}),
    "POST /api/v1/adapters/managed/onboarding/_simulate": asked_onboarding,
    "POST /api/v1/api-keys": plain("api-keys", {"name": "Till"}),
    "DELETE /api/v1/api-keys/{}": of(minted, "api-keys/{}"),
    "POST /api/v1/billing/cancel": plain("billing/cancel"),
    "POST /api/v1/billing/checkout": plain("billing/checkout", {"tier": "growth"}),
    "POST /api/v1/billing/tiers/refresh": plain("billing/tiers/refresh", {}),
    "POST /api/v1/events/replay": again,
    "POST /api/v1/events/trigger": made_up,
    "POST /api/v1/public/checkout/sessions/{}/buyer-claim": of(
        money.new_session, "public/checkout/sessions/{}/buyer-claim", {"proofUrl": "https://shop.example.com/a.png"}
    ),
    "POST /api/v1/public/checkout/sessions/{}/charge": of(
        money.new_session, "public/checkout/sessions/{}/charge", {"method": "va"}
    ),
    "POST /api/v1/public/checkout/sessions/{}/proof-image": of(
        money.claimed_session, "public/checkout/sessions/{}/proof-image", pictures.PNG
    ),
    "POST /api/v1/templates/preview": plain(
        "templates/preview", {"kind": "receipt", "config": {"footerText": "Thanks"}}
    ),
    "POST /api/v1/uploads/image": lambda _: Call("/api/v1/uploads/image", pictures.PNG),
    "POST /api/v1/webhooks/deliveries/{}/retry": of(reads.undelivered, "webhooks/deliveries/{}/retry", {}),
    "POST /api/v1/workspaces": plain("workspaces", WORKSPACE),
    "PATCH /api/v1/workspaces/{}": of(own, "workspaces/{}", {"name": "Garden"}),
    "DELETE /api/v1/workspaces/{}": of(own, "workspaces/{}"),
    "POST /api/v1/admin/workspaces": provided,
    "POST /api/v1/webhook-endpoints": plain("webhook-endpoints", HOOK),
    "DELETE /api/v1/webhook-endpoints/{}": of(new("webhooks", HOOK), "webhook-endpoints/{}"),
}

OPERATED: dict[str, Prepare] = {
    "PATCH /api/v1/admin-portal/billing-accounts/{}": plain("admin-portal/billing-accounts/acc_1", {"name": "Till"}),
    "POST /api/v1/admin-portal/partners": plain("admin-portal/partners", {"name": "Till"}),
    "PATCH /api/v1/admin-portal/partners/{}": plain("admin-portal/partners/partner_1", {"name": "Till"}),
    "DELETE /api/v1/admin-portal/partners/{}": plain("admin-portal/partners/partner_1"),
}
"""What only an operator may do."""
