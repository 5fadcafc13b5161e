"""One call of every operation whose answer repeats what was sent, with all it repeats; and how to read that later."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from plugipay_contract import bodies, money, recipes
from plugipay_contract.caller import Caller
from plugipay_contract.more_operations import HOOK, TEMPLATE, new
from plugipay_contract.operations import new_price
from plugipay_contract.recipes import unique

Thing = money.Thing


class Sent(NamedTuple):
    """A call with every field that its answer repeats.

    `renamed` are fields the answer has under another name; `read` shows what came of the call, given the answer.
    """

    target: str
    body: Thing
    read: Callable[[Caller, Thing], Thing] | None = None
    renamed: Mapping[str, str] = {}
    by: str | None = None


def by_id(resource: str) -> Callable[[Caller, Thing], Thing]:
    """The GET of one object."""
    return lambda caller, thing: money.reread(caller, resource, thing)


def in_list(resource: str) -> Callable[[Caller, Thing], Thing]:
    """The row of something that has no GET of its own."""
    return lambda caller, thing: next(row for row in money.listed(caller, resource) if row["id"] == thing["id"])


def alone(resource: str) -> Callable[[Caller, Thing], Thing]:
    """The GET of what there is once in a workspace."""
    return lambda caller, _: money.made(caller.call("GET", f"/api/v1/{resource}"))


def in_plan(caller: Caller, price: Thing) -> Thing:
    """A price, as its plan shows it."""
    plan = money.reread(caller, "plans", {"id": price["planId"]})
    return next(row for row in plan["prices"] if row["id"] == price["id"])


def by_code(caller: Caller, card: Thing) -> Thing:
    """A gift card."""
    return money.made(caller.call("GET", f"/api/v1/gift-cards/{card['code']}"))


def as_platform(caller: Caller, merchant: Thing) -> Thing:
    """A merchant, as the platform sees them."""
    return money.made(caller.using("platform").call("GET", f"/api/v1/admin/workspaces/{merchant['accountId']}"))


Prepare = Callable[[Caller], Sent]


def fresh(resource: str, body: Callable[[Caller], Thing], **more: Any) -> Prepare:
    """Something new, read by its id unless told otherwise."""
    return lambda caller: Sent(f"/api/v1/{resource}", body(caller), **_read_by_id(resource, more))


def changed(resource: str, way: Callable[[Caller], Thing], body: Thing, **more: Any) -> Prepare:
    """Something that is there, changed in all that may change."""
    return lambda caller: Sent(f"/api/v1/{resource}/{way(caller)['id']}", body, **_read_by_id(resource, more))


def _read_by_id(resource: str, more: Mapping[str, Any]) -> dict[str, Any]:
    return {"read": by_id(resource), **more}


def known(caller: Caller) -> Sent:
    """A customer of whom all becomes known."""
    return changed("customers", recipes.new_customer, bodies.person(caller))(caller)


def other_price(caller: Caller) -> Sent:
    """A subscription changed to another price of its plan."""
    offered = money.new_plan(caller, prices=[money.price(), money.price(90_000)])
    target = f"/api/v1/subscriptions/{money.new_subscription(caller, offered)['id']}"
    body = {"priceId": offered["prices"][1]["id"], "defaultPaymentTokenId": "pt_7", **bodies.NOTED}
    return Sent(target, body, by_id("subscriptions"))


def further_price(caller: Caller, body: Thing) -> Sent:
    """A further price of a plan."""
    return Sent(f"/api/v1/plans/{money.new_plan(caller)['id']}/prices", body, in_plan)


def act_on_payout(act: str, body: Thing, *before: str) -> Prepare:
    """Something said of a payout on its way."""

    def prepare(caller: Caller) -> Sent:
        row = money.new_payout(caller)
        for each in before:
            money.act_on_payout(caller, row, each)
        return Sent(f"/api/v1/payouts/{row['id']}/{act}", body, by_id("payouts"))

    return prepare


def merchant(caller: Caller) -> Sent:
    """A merchant whom a partner of the platform brought."""
    account_id = recipes.new_customer(caller)["accountId"]
    names = {"partner": unique(), "brandName": "Tea house", "businessEmail": "tea@example.com"}
    body = {"accountId": account_id, "discountRate": 0.0025, **names}
    return Sent("/api/v1/admin/workspaces", body, as_platform, by="platform")


SENT: dict[str, Prepare] = {
    "POST /api/v1/customers": fresh("customers", bodies.person),
    "PATCH /api/v1/customers/{}": known,
    "POST /api/v1/checkout-sessions": fresh("checkout-sessions", bodies.session),
    "POST /api/v1/plans": fresh("plans", bodies.plan),
    "PATCH /api/v1/plans/{}": changed(
        "plans", money.new_plan, {"name": "Teas", "portalFeatures": bodies.FEATURES, **bodies.PLAN, **bodies.NOTED}
    ),
    "POST /api/v1/plans/{}/prices": lambda caller: further_price(caller, bodies.FLAT),
    "POST /api/v1/plans/{}/prices in tiers": lambda caller: further_price(caller, bodies.TIERED),
    "PATCH /api/v1/prices/{}": changed("prices", new_price, {"active": False}, read=in_plan),
    "POST /api/v1/invoices": fresh("invoices", bodies.invoice),
    "POST /api/v1/subscriptions": fresh(
        "subscriptions",
        bodies.subscription,
        renamed={"couponId": "discountCouponId", "paymentTokenId": "defaultPaymentTokenId"},
    ),
    "PATCH /api/v1/subscriptions/{}": other_price,
    "POST /api/v1/gift-cards": fresh("gift-cards", bodies.card, read=by_code, renamed={"amount": "initialBalance"}),
    "POST /api/v1/portal-sessions": fresh("portal-sessions", bodies.portal, read=None),
    "POST /api/v1/templates": fresh("templates", lambda _: bodies.DRAWN),
    "PATCH /api/v1/templates/{}": changed(
        "templates", new("templates", TEMPLATE), {"name": "Fancy", "config": {"footerText": "Come back"}}
    ),
    "POST /api/v1/refunds": fresh("refunds", bodies.refund),
    "POST /api/v1/payouts": fresh("payouts", bodies.payout),
    "PATCH /api/v1/payouts/bank-account": lambda _: Sent(
        "/api/v1/payouts/bank-account", bodies.BANK, alone("payouts/bank-account")
    ),
    "POST /api/v1/payouts/{}/mark-in-transit": act_on_payout("mark-in-transit", {"reference": "TRF-7"}),
    "POST /api/v1/payouts/{}/mark-paid": act_on_payout("mark-paid", {"reference": "TRF-7"}, "mark-in-transit"),
    "POST /api/v1/payouts/{}/mark-failed": act_on_payout("mark-failed", {"failureReason": "Account closed"}),
    "POST /api/v1/webhooks": fresh("webhooks", lambda _: bodies.HOOKED, read=in_list("webhooks")),
    "PATCH /api/v1/webhooks/{}": changed(
        "webhooks", new("webhooks", HOOK), {**bodies.HOOKED, "active": False}, read=in_list("webhooks")
    ),
    "PATCH /api/v1/checkout/settings": lambda _: Sent(
        "/api/v1/checkout/settings", bodies.SETTINGS, alone("checkout/settings")
    ),
    "POST /api/v1/adapters/managed/onboarding": lambda _: Sent(
        "/api/v1/adapters/managed/onboarding", {"email": "ada@example.com"}, alone("adapters/managed/onboarding")
    ),
    "POST /api/v1/admin/workspaces": merchant,
}
"""What is sent under each operation; what follows the path tells one body of an operation from another."""

OF_ONE_WORKSPACE = {
    *("PATCH /api/v1/payouts/bank-account", "PATCH /api/v1/checkout/settings", "POST /api/v1/templates"),
    *("POST /api/v1/adapters/managed/onboarding", "POST /api/v1/admin/workspaces"),
    *("POST /api/v1/portal-sessions", "POST /api/v1/payouts/{}/mark-paid"),
}
"""What changes a workspace as a whole or cannot be taken back, and so is sent in a workspace of one's own only."""


def lost(shown: Thing, sent: Sent) -> list[str]:
    """The fields of a body that something shown does not have as they were sent."""
    return [name for name, value in sent.body.items() if not _holds(shown, sent.renamed.get(name, name), value)]


def _holds(shown: Any, name: str, value: Any) -> bool:
    """Whether a field has what was sent: a moment in any spelling, an object with more than was sent."""
    if not isinstance(shown, dict) or name not in shown:
        return False
    if name.endswith("At") and isinstance(shown[name], str):
        return datetime.fromisoformat(shown[name]) == datetime.fromisoformat(value)
    return _covers(shown[name], value)


def _covers(shown: Any, value: Any) -> bool:
    if isinstance(value, dict):
        return all(_holds(shown, name, each) for name, each in value.items())
    if isinstance(value, list) and isinstance(shown, list) and len(shown) == len(value):
        return all(map(_covers, shown, value))
    return type(shown) is type(value) and bool(shown == value)
