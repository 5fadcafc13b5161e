"""One working call of the mutating operations beyond the money core: cards, templates, adapters, webhooks, settings."""

from collections.abc import Callable

from plugipay_contract import money, recipes
from plugipay_contract.caller import Caller
from plugipay_contract.operations import Call, Prepare

HOOK = {"url": "https://shop.example/hooks", "events": ["invoice.paid"]}
TEMPLATE = {"kind": "receipt", "name": "Plain", "config": {"footerText": "Thank you"}}
CARD = {"amount": 50_000, "currency": "IDR"}


def new(resource: str, body: money.Thing) -> Callable[[Caller], money.Thing]:
    """Something new of a resource."""
    return lambda caller: money.made(money.post(caller, f"/api/v1/{resource}", body))


def at(
    resource: str, body: money.Thing, act: str = "", sent: money.Thing | None = None, counted: str | None = None
) -> Prepare:
    """Something done to a new object of a resource."""
    return lambda caller: Call(f"/api/v1/{resource}/{new(resource, body)(caller)['id']}{act}", sent, counted)


def plain(target: str, body: money.Thing | None = None, counted: str | None = None) -> Prepare:
    """A call that needs nothing before it."""
    return lambda _: Call(f"/api/v1/{target}", body, counted)


def spent(act: str, amount: int) -> Prepare:
    """Money taken from a gift card, or put on it; what it belongs to is named once."""

    def prepare(caller: Caller) -> Call:
        card = new("gift-cards", CARD)(caller)
        body = {"amount": amount, "externalSource": "shop", "externalRef": recipes.unique()}
        return Call(f"/api/v1/gift-cards/{card['id']}/{act}", body)

    return prepare


def portal(caller: Caller) -> Call:
    """A way for a customer into the portal."""
    body = {"customerId": recipes.new_customer(caller)["id"], "returnUrl": "https://shop.example.com/"}
    return Call("/api/v1/portal-sessions", body)


MORE: dict[str, Prepare] = {
    "POST /api/v1/gift-cards": plain("gift-cards", CARD, "gift-cards"),
    "POST /api/v1/gift-cards/{}/redeem": spent("redeem", 20_000),
    "POST /api/v1/gift-cards/{}/topup": spent("topup", 20_000),
    "POST /api/v1/gift-cards/{}/void": at("gift-cards", CARD, "/void", {"note": None}),
    "POST /api/v1/templates": plain("templates", TEMPLATE, "templates"),
    "PATCH /api/v1/templates/{}": at("templates", TEMPLATE, sent={"name": "Fancy"}),
    "DELETE /api/v1/templates/{}": at("templates", TEMPLATE),
    "POST /api/v1/templates/{}/make-default": at("templates", TEMPLATE, "/make-default", {}),
    "POST /api/v1/templates/{}/duplicate": at("templates", TEMPLATE, "/duplicate", {}, "templates"),
    "POST /api/v1/webhooks": plain("webhooks", HOOK, "webhooks"),
    "PATCH /api/v1/webhooks/{}": at("webhooks", HOOK, sent={"description": "mine"}),
    "DELETE /api/v1/webhooks/{}": at("webhooks", HOOK),
    "PUT /api/v1/adapters/xendit": plain("adapters/xendit", {"secretKey": "xnd_development_12345678"}),
    "PUT /api/v1/adapters/midtrans": plain(
        "adapters/midtrans", {"serverKey": "SB-Mid-server-1", "clientKey": "SB-Mid-client-1", "merchantId": "G1"}
    ),
    "PUT /api/v1/adapters/paypal": plain("adapters/paypal", {"clientId": "client", "secret": "secret-12345"}),
    "PUT /api/v1/adapters/manual": plain("adapters/manual", {"bankAccounts": [], "instructions": "Pay at the desk"}),
    "POST /api/v1/adapters/managed/onboarding": plain("adapters/managed/onboarding", {"email": "ada@example.com"}),
    "POST /api/v1/onboarding/provision-managed": plain("onboarding/provision-managed", {}),
    "PATCH /api/v1/checkout/settings": plain("checkout/settings", {"brandName": "Tea house"}),
    "POST /api/v1/portal-sessions": portal,
}
"""Every one of them may be repeated under its key; uploads, people's own routes and billing are not among them."""
