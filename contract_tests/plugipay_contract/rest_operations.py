"""One working call of the mutating operations nobody else tries: people, billing, events, uploads, partners, legacy."""

from plugipay_contract import money, recipes
from plugipay_contract.caller import Caller
from plugipay_contract.more_operations import HOOK, TEMPLATE, at, new, plain
from plugipay_contract.operations import Call, Prepare

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
FORM = "multipart/form-data; boundary=limit"
WORKSPACE = {"name": "Tea house"}
PAID = "plugipay.invoice.paid.v1"
AGREED = {"partner": "malapos", "discountRate": 0.003}


def form(content: bytes = PNG, name: bytes = b"file") -> bytes:
    """A form with one file in it."""
    head = b'--limit\r\nContent-Disposition: form-data; name="%b"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n'
    return head % name + content + b"\r\n--limit--\r\n"


def upload(target: str, content: bytes = PNG) -> Call:
    """A picture on its way."""
    return Call(f"/api/v1/{target}", form(content), media=FORM)


def other_session(caller: Caller) -> money.Thing:
    """A browser in which the owner is signed in, and which is not the one in use."""
    rows: list[money.Thing] = caller.call("GET", "/api/v1/account/sessions").data
    return next(row for row in rows if not row["current"])


def current_session(caller: Caller) -> money.Thing:
    """The browser in use."""
    rows: list[money.Thing] = caller.call("GET", "/api/v1/account/sessions").data
    return next(row for row in rows if row["current"])


def an_event(caller: Caller) -> money.Thing:
    """Something that happened."""
    recipes.new_customer(caller)
    return money.listed(caller, "events")[0]


def onboarding(caller: Caller) -> Call:
    """The next step of an onboarding that was started."""
    money.made(money.post(caller, "/api/v1/adapters/managed/onboarding", {"email": "ada@example.com"}))
    return Call("/api/v1/adapters/managed/onboarding/_simulate", {"kybStatus": "live"})


def replay(caller: Caller) -> Call:
    """An event told again."""
    return Call("/api/v1/events/replay", {"eventIds": [an_event(caller)["id"]]})


def provision(caller: Caller) -> Call:
    """A workspace that joins a partner."""
    return Call("/api/v1/admin/workspaces", {"accountId": caller.subject.account_id, **AGREED}, by="platform")


def claimed(caller: Caller) -> Call:
    """A picture that shows the money on its way."""
    return upload(f"public/checkout/sessions/{money.claimed_session(caller)['id']}/proof-image")


def buyer(act: str, body: money.Thing) -> Prepare:
    """Something the buyer does."""
    return lambda caller: Call(f"/api/v1/public/checkout/sessions/{money.new_session(caller)['id']}/{act}", body)


REST: dict[str, Prepare] = {
    "PATCH /api/v1/account": plain("account", {"name": "Ada"}),
    "DELETE /api/v1/account": plain("account", {}),
    "POST /api/v1/account/email-change": plain("account/email-change", {"email": "a@b.co", "password": "old"}),
    "POST /api/v1/account/password-change": plain(
        "account/password-change", {"currentPassword": "old", "newPassword": "a longer secret"}
    ),
    "POST /api/v1/account/sessions/revoke-all": plain("account/sessions/revoke-all", {}),
    "POST /api/v1/account/sessions/{}/revoke": lambda caller: Call(
        f"/api/v1/account/sessions/{other_session(caller)['id']}/revoke", {}
    ),
    "DELETE /api/v1/account/linked-accounts/{}": plain("account/linked-accounts/google"),
    "POST /api/v1/api-keys": plain("api-keys", {"name": "ci"}, "api-keys"),
    "DELETE /api/v1/api-keys/{}": at("api-keys", {"name": "ci"}),
    "POST /api/v1/workspaces": plain("workspaces", WORKSPACE),
    "PATCH /api/v1/workspaces/{}": at("workspaces", WORKSPACE, sent={"name": "Coffee house"}),
    "DELETE /api/v1/workspaces/{}": at("workspaces", WORKSPACE),
    "POST /api/v1/billing/cancel": plain("billing/cancel"),
    "POST /api/v1/billing/checkout": plain("billing/checkout", {"tier": "growth", "currency": "IDR"}),
    "POST /api/v1/billing/tiers/refresh": plain("billing/tiers/refresh", {}),
    "POST /api/v1/events/replay": replay,
    "POST /api/v1/events/trigger": plain("events/trigger", {"type": PAID, "aggregateId": "inv_1"}),
    "POST /api/v1/templates/preview": plain("templates/preview", {"kind": "receipt", "config": TEMPLATE["config"]}),
    "POST /api/v1/uploads/image": lambda _: upload("uploads/image"),
    "POST /api/v1/adapters/managed/onboarding/_simulate": onboarding,
    "POST /api/v1/admin/workspaces": provision,
    "POST /api/v1/webhook-endpoints": plain("webhook-endpoints", HOOK, "webhooks"),
    "DELETE /api/v1/webhook-endpoints/{}": lambda caller: Call(
        f"/api/v1/webhook-endpoints/{new('webhooks', HOOK)(caller)['id']}"
    ),
}
"""Every other write that a key may carry out in the dialect `seed`, but for the retry of a webhook."""

BUYERS: dict[str, Prepare] = {
    "POST /api/v1/public/checkout/sessions/{}/charge": buyer("charge", {"method": "va"}),
    "POST /api/v1/public/checkout/sessions/{}/buyer-claim": buyer("buyer-claim", {}),
    "POST /api/v1/public/checkout/sessions/{}/proof-image": claimed,
}
"""What a buyer does without a key."""
