"""Requests that mean what somebody else made, and what its owner can see of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from plugipay_contract import given, money, provoking, recipes
from plugipay_contract.caller import Answer, Caller, is_given
from plugipay_contract.facts import Route
from plugipay_contract.operations import Call, Prepare
from plugipay_contract.reads import READS, told_event


def tried_delivery(caller: Caller) -> Call:
    """A look at a delivery that nobody takes."""
    return Call(f"/api/v1/webhooks/deliveries/{given.waiting_delivery(caller)['id']}")


CALLS: dict[str, Prepare] = {
    **READS,
    **provoking.WORKING,
    "GET /api/v1/webhooks/deliveries/{}": tried_delivery,
}
"""A call of every route about one object, which its owner may make."""

LISTS = {
    "prices": "plans",
    "webhook-endpoints": "webhooks",
    "webhooks": "webhooks",
    "account": "account/sessions",
}
"""Where an owner sees what is elsewhere than at the list its path begins with."""

EVERYTHING = (
    *("customers", "plans", "checkout-sessions", "invoices", "subscriptions", "refunds", "payouts", "receipts"),
    *("gift-cards", "templates", "webhooks", "events", "ledger", "ledger/balances"),
)
"""Every list of a mode."""


def sent_by(caller: Caller, route: Route, call: Call) -> Answer:
    """What a caller is answered to a call that somebody else could make."""
    keyed = {} if route.method == "GET" else {"idempotency_key": recipes.unique()}
    return caller.call(route.method, call.target, call.body, **keyed)


def seen(caller: Caller, *lists: str) -> list[Any]:
    """What somebody sees in these lists, where nobody else is at work."""
    return [] if is_given(caller) else [money.made(caller.call("GET", f"/api/v1/{name}")) for name in lists]


def witnesses(route: Route) -> set[str]:
    """The lists in which an effect of a route would be seen."""
    first = route.path.split("/")[3]
    tried = "webhooks/deliveries" if "deliveries" in route.path else LISTS.get(first, first)
    return {tried, "events", "ledger/balances"}


@dataclass(frozen=True)
class Reference:
    """A field of a request that names an object, and how somebody else comes by one."""

    operation: str
    field: str
    theirs: Callable[[Caller], Any]
    also: Mapping[str, Any] | None = None
    lacking: str | None = None

    def __str__(self) -> str:
        named = f"{self.operation.replace('/api/v1', '')} {self.field}"
        return " ".join([named, *(self.also or {}).values()])

    def made_by(self, caller: Caller, theirs: Any) -> Answer:
        """What a caller is answered to a call that would succeed if it named something of the caller's own."""
        call = CALLS[self.operation](caller)
        kept = {name: value for name, value in call.body.items() if name != self.lacking}
        body = {**kept, **(self.also or {}), self.field: theirs}
        method = self.operation.partition(" ")[0]
        return caller.call(method, call.target, body, idempotency_key=recipes.unique())


def id_of(way: Callable[[Caller], money.Thing], name: str = "id") -> Callable[[Caller], Any]:
    """What names an object once there is one."""
    return lambda caller: way(caller)[name]


def price(caller: Caller) -> str:
    """The id of a plan's price."""
    price_id: str = money.new_plan(caller)["prices"][0]["id"]
    return price_id


customer = id_of(recipes.new_customer)
subscription = id_of(money.new_subscription)

REFERENCES = (
    Reference("POST /api/v1/checkout-sessions", "customerId", customer),
    Reference("POST /api/v1/invoices", "customerId", customer),
    Reference("POST /api/v1/invoices", "subscriptionId", subscription),
    Reference("POST /api/v1/subscriptions", "customerId", customer),
    Reference("POST /api/v1/subscriptions", "planId", id_of(money.new_plan)),
    Reference("POST /api/v1/subscriptions", "priceId", price),
    Reference("PATCH /api/v1/subscriptions/{}", "priceId", price),
    Reference("POST /api/v1/refunds", "chargeId", id_of(money.paid_session, "paymentId")),
    Reference(
        *("POST /api/v1/refunds", "sourceId", id_of(money.paid_session)),
        also={"sourceType": "checkout_session"},
        lacking="chargeId",
    ),
    Reference(
        *("POST /api/v1/refunds", "sourceId", id_of(money.paid_invoice)),
        also={"sourceType": "invoice"},
        lacking="chargeId",
    ),
    Reference("POST /api/v1/gift-cards", "customerId", customer),
    Reference("POST /api/v1/gift-cards/{}/redeem", "checkoutSessionId", id_of(money.new_session)),
    Reference("POST /api/v1/portal-sessions", "customerId", customer),
    Reference("POST /api/v1/test/clocks/advance", "subscriptionId", subscription),
    Reference("POST /api/v1/events/replay", "eventIds", lambda caller: [told_event(caller)["id"]]),
)
"""Every field that names an object whose absence is refused (SDK facts section 7)."""

FILTERS: dict[str, Callable[[Caller], Any]] = {
    "checkout-sessions customerId": lambda caller: with_customer(caller, money.new_session),
    "invoices customerId": id_of(money.new_invoice, "customerId"),
    "invoices subscriptionId": subscription,
    "subscriptions customerId": id_of(money.new_subscription, "customerId"),
    "subscriptions planId": id_of(money.new_subscription, "planId"),
    "refunds chargeId": lambda caller: money.made(money.refund(caller, money.paid_session(caller)))["chargeId"],
    "receipts customerId": id_of(money.paid_invoice, "customerId"),
    "gift-cards customerId": lambda caller: with_customer(caller, new_card),
    "ledger sourceId": id_of(money.paid_session),
    "ledger txId": lambda caller: booked(caller)["txId"],
    "webhooks/deliveries endpointId": id_of(given.waiting_delivery, "endpointId"),
}
"""Every list and field of its query that names an object, and how somebody else comes by something it would show."""


def with_customer(caller: Caller, new: Callable[..., money.Thing]) -> str:
    """The id of a customer who has something."""
    customer_id: str = customer(caller)
    new(caller, customerId=customer_id)
    return customer_id


def new_card(caller: Caller, **fields: Any) -> money.Thing:
    """A gift card."""
    return money.made(money.post(caller, "/api/v1/gift-cards", {"amount": 50_000, **fields}))


def booked(caller: Caller) -> money.Thing:
    """An entry of the ledger."""
    money.paid_session(caller)
    return money.listed(caller, "ledger")[0]
