"""What is there before an error is provoked, by the names `natural_errors.json` uses."""

from collections.abc import Callable
from typing import Any

from plugipay_contract import money, other_operations, recipes
from plugipay_contract.caller import Caller
from plugipay_contract.more_operations import CARD, HOOK, TEMPLATE, new
from plugipay_contract.operations import a_receipt, moving_payout, new_price, open_invoice
from plugipay_contract.recipes import unique
from plugipay_contract.subjects import Ability

Thing = money.Thing
CLOSED = "http://127.0.0.1:9/hooks"
"""Where nobody listens: a delivery there fails, and waits for its retry."""


def customer(caller: Caller) -> Thing:
    """A customer with an external id."""
    return recipes.new_customer(caller, externalId=unique())


def two_customers(caller: Caller) -> Thing:
    """A customer, and the external id of another."""
    return recipes.new_customer(caller) | {"takenExternalId": customer(caller)["externalId"]}


def customer_with(way: Callable[..., Thing]) -> Callable[[Caller], Thing]:
    """A customer who has something that is made in a way."""

    def in_that_order(caller: Caller) -> Thing:
        thing = customer(caller)
        way(caller, customerId=thing["id"])
        return thing

    return in_that_order


def ended_subscription(caller: Caller, **fields: Any) -> Thing:
    """A subscription that was canceled in its trial: nothing was billed."""
    subscription = money.new_subscription(caller, trialDays=7, **fields)
    return money.made(money.post(caller, f"/api/v1/subscriptions/{subscription['id']}/cancel", {"at": "now"}))


def gift_card_of(caller: Caller, **fields: str) -> Thing:
    """A gift card with some fields more."""
    return new("gift-cards", CARD | fields)(caller)


def customer_and_two_plans(caller: Caller) -> Thing:
    """A customer, a plan with its price, and the price of another plan."""
    plan, other = money.new_plan(caller), money.new_plan(caller)
    prices = {"priceId": plan["prices"][0]["id"], "otherPriceId": other["prices"][0]["id"]}
    return customer(caller) | {"planId": plan["id"]} | prices


def customer_and_an_archived_plan(caller: Caller) -> Thing:
    """A customer, and a plan nobody can subscribe to any more."""
    thing = customer_and_two_plans(caller)
    money.made(money.post(caller, f"/api/v1/plans/{thing['planId']}/archive"))
    return thing


def archived_plan(caller: Caller) -> Thing:
    """A plan that is closed for good."""
    return money.made(money.post(caller, f"/api/v1/plans/{money.new_plan(caller)['id']}/archive"))


def customer_and_an_inactive_plan(caller: Caller) -> Thing:
    """A customer, and a plan that is not offered at the moment."""
    thing = customer_and_a_plan(caller)
    money.made(caller.call("PATCH", f"/api/v1/plans/{thing['planId']}", {"active": False}, idempotency_key=unique()))
    return thing


def withdrawn(caller: Caller, price_id: str) -> None:
    """Offer a price no longer."""
    money.made(caller.call("PATCH", f"/api/v1/prices/{price_id}", {"active": False}, idempotency_key=unique()))


def customer_and_an_inactive_price(caller: Caller) -> Thing:
    """A customer, and a plan whose price is not offered at the moment."""
    thing = customer_and_a_plan(caller)
    withdrawn(caller, thing["priceId"])
    return thing


def subscription_and_an_inactive_price(caller: Caller) -> Thing:
    """A subscription, and another price of its plan that is not offered at the moment."""
    plan = money.new_plan(caller, prices=[money.price(), money.price(200_000)])
    other = plan["prices"][1]["id"]
    withdrawn(caller, other)
    return money.new_subscription(caller, plan) | {"otherPriceId": other}


def subscription_and_another_plan(caller: Caller) -> Thing:
    """A subscription, and the price of another plan."""
    return money.new_subscription(caller) | {"otherPriceId": new_price(caller)["id"]}


def subscription_and_another_customer(caller: Caller) -> Thing:
    """A subscription, and somebody else."""
    return money.new_subscription(caller) | {"otherCustomerId": customer(caller)["id"]}


def two_paid_sessions(caller: Caller) -> Thing:
    """A session that was paid, and what paid another."""
    return money.paid_session(caller) | {"otherPaymentId": money.paid_session(caller)["paymentId"]}


def discounted_trial_and_dollars(caller: Caller) -> Thing:
    """A subscription whose first invoice will be less by some rupiah, and its plan's price in dollars."""
    plan = money.new_plan(caller, prices=[money.price(), money.price(5_000, currency="USD")])
    dollars = plan["prices"][1]["id"]
    return money.new_subscription(caller, plan, trialDays=7, initialDiscount=900) | {"otherPriceId": dollars}


def refunded_session(caller: Caller) -> Thing:
    """A session whose money was all given back."""
    session = money.paid_session(caller)
    money.made(money.refund(caller, session))
    return session


def void_gift_card(caller: Caller) -> Thing:
    """A card out of use."""
    card = new("gift-cards", CARD)(caller)
    return money.made(money.post(caller, f"/api/v1/gift-cards/{card['id']}/void"))


def onboarding(caller: Caller) -> Thing:
    """An onboarding that was started."""
    other_operations.asked_onboarding(caller)
    return {}


def password(caller: Caller) -> Thing:
    """An owner who has a password."""
    return money.made(money.post(caller, "/api/v1/account/password-change", {"newPassword": "a longer secret"}))


def only_identity(caller: Caller) -> Thing:
    """The one way in of an owner who has no password."""
    first, *others = caller.call("GET", "/api/v1/account/linked-accounts").data["providers"]
    for other in others:
        caller.call("DELETE", f"/api/v1/account/linked-accounts/{other['provider']}")
    return {"id": first["provider"]}


def waiting_delivery(caller: Caller) -> Thing:
    """A delivery nobody takes; where one can say so it was attempted already, and nothing happens to it meanwhile."""
    if Ability.DELIVERS in caller.subject.abilities:
        caller.control("webhooks/manner", {"manner": "sync"})
    new("webhooks", {"url": CLOSED})(caller)
    recipes.new_customer(caller)
    return money.listed(caller, "webhooks/deliveries")[0]


def delivery_of_a_switched_off_endpoint(caller: Caller) -> Thing:
    """A delivery to an endpoint that is told nothing any more."""
    delivery = waiting_delivery(caller)
    caller.call("PATCH", f"/api/v1/webhooks/{delivery['endpointId']}", {"active": False})
    return delivery


LARGEST = 10**15 - 1
"""The largest amount there is; books hold a thousand of it on one account (this kit's own)."""


def full_books(caller: Caller) -> None:
    """Earn as much as books hold, but for a thousand rupiah: a thousand days of the dearest subscription there is."""
    caller.control("clock/freeze", {"at": "2026-01-31T10:00:00Z"})
    plan = money.new_plan(caller, interval="day", prices=[money.price(LARGEST)])
    subscription = money.new_subscription(caller, plan)
    advance(caller, subscription, days=999)
    money.made(money.post(caller, f"/api/v1/subscriptions/{subscription['id']}/cancel", {"at": "now"}))


def advance(caller: Caller, subscription: Thing, days: int) -> None:
    """Let days go by."""
    body = {"subscriptionId": subscription["id"], "days": days}
    money.made(money.post(caller, "/api/v1/test/clocks/advance", body))


def beside_full_books(way: Callable[[Caller], Thing]) -> Callable[[Caller], Thing]:
    """Something that is there when the books are full."""

    def in_that_order(caller: Caller) -> Thing:
        full_books(caller)
        return way(caller)

    return in_that_order


def customer_and_a_plan(caller: Caller) -> Thing:
    """A customer, and a plan with its price."""
    plan = money.new_plan(caller)
    return customer(caller) | {"planId": plan["id"], "priceId": plan["prices"][0]["id"]}


def subscription_past_due(caller: Caller) -> Thing:
    """A subscription whose token was declined when its trial was over."""
    subscription = money.new_subscription(caller, trialDays=1, paymentTokenId=money.DECLINED)
    advance(caller, subscription, days=2)
    return subscription


GIVEN: dict[str, Callable[[Caller], Thing]] = {
    "nothing": lambda _: {},
    "customer": customer,
    "two customers": two_customers,
    "customer with an invoice": customer_with(money.new_invoice),
    "customer with a subscription": customer_with(money.new_subscription),
    "customer with an ended subscription": customer_with(ended_subscription),
    "customer with a claimed session": customer_with(money.claimed_session),
    "customer with a session": customer_with(money.new_session),
    "customer with a paid session": customer_with(money.paid_session),
    "customer with a gift card": customer_with(gift_card_of),
    "customer and two plans": customer_and_two_plans,
    "customer and an archived plan": customer_and_an_archived_plan,
    "customer and an inactive plan": customer_and_an_inactive_plan,
    "customer and an inactive price": customer_and_an_inactive_price,
    "plan": money.new_plan,
    "archived plan": archived_plan,
    "price": new_price,
    "session": money.new_session,
    "claimed session": money.claimed_session,
    "paid session": money.paid_session,
    "two paid sessions": two_paid_sessions,
    "refunded session": refunded_session,
    "full books and a claimed session": beside_full_books(money.claimed_session),
    "full books and an open invoice": beside_full_books(open_invoice),
    "customer and a plan": customer_and_a_plan,
    "full books, a customer and a plan": beside_full_books(customer_and_a_plan),
    "full books and a subscription past due": beside_full_books(subscription_past_due),
    "session paid in a shop": lambda caller: money.settled(caller, money.new_session(caller), method="retail"),
    "invoice": money.new_invoice,
    "open invoice": open_invoice,
    "subscription": money.new_subscription,
    "subscription and an inactive price": subscription_and_an_inactive_price,
    "subscription and another plan": subscription_and_another_plan,
    "subscription and another customer": subscription_and_another_customer,
    "discounted trial and dollars": discounted_trial_and_dollars,
    "payout": money.new_payout,
    "moving payout": moving_payout,
    "gift card": new("gift-cards", CARD),
    "void gift card": void_gift_card,
    "template": new("templates", TEMPLATE),
    "receipt": a_receipt,
    "onboarding": onboarding,
    "workspace": new("workspaces", other_operations.WORKSPACE),
    "current session": other_operations.current_session,
    "only identity": only_identity,
    "password": password,
    "webhook": new("webhooks", HOOK),
    "waiting delivery": waiting_delivery,
    "delivery of a switched-off endpoint": delivery_of_a_switched_off_endpoint,
}
