"""Workspaces with something of every sort in one list, so that each filter of it has rows to find and to leave out.

Source of the filters: SDK facts section 1.1; `webhooks/deliveries`: section 2.4.
"""

from collections.abc import Callable, Iterable
from functools import partial
from itertools import cycle
from typing import Any, NamedTuple

from plugipay_contract import money, operations, recipes, states
from plugipay_contract.caller import Caller
from plugipay_contract.given import CLOSED
from plugipay_contract.more_operations import CARD, TEMPLATE, new
from plugipay_contract.receiver import receiving
from plugipay_contract.subjects import Ability

Way = Callable[[Caller], Any]


class Stock(NamedTuple):
    """A list, how it is filled, the filters its rows can be told by, and what filling it asks of a server."""

    resource: str
    fill: Way
    filters: tuple[str, ...]
    needs: tuple[Ability, ...] = ()


def all_of(*ways: Way) -> Way:
    """One thing of each sort."""
    return lambda caller: [way(caller) for way in ways]


def of_two(caller: Caller, ways: Iterable[Callable[..., Any]]) -> None:
    """Things of two customers by turns, so that no sort belongs to one of them alone."""
    customers = cycle([recipes.new_customer(caller)["id"] for _ in range(2)])
    for way, customer in zip(ways, customers, strict=False):
        way(caller, customerId=customer)


def people(caller: Caller) -> None:
    """Customers who share an address, but no external id."""
    for email in ("ada@example.com", "ada@example.com", "grace@example.com"):
        recipes.new_customer(caller, email=email, externalId=recipes.unique())


def plans(caller: Caller) -> None:
    """Plans that are sold, and one that is not."""
    for active in (True, False, True):
        money.new_plan(caller, active=active)


def sessions(caller: Caller) -> None:
    """Sessions in three states."""
    of_two(caller, (money.new_session, money.paid_session, money.claimed_session) * 2)


def invoices(caller: Caller) -> None:
    """Bills in two states, and those of two subscriptions."""
    of_two(caller, (money.new_invoice, money.paid_invoice, money.new_subscription) * 2)


def subscriptions(caller: Caller) -> None:
    """Subscriptions to two plans, on trial or not."""
    tea, coffee = money.new_plan(caller), money.new_plan(caller)
    chosen = [(tea, 0), (tea, 0), (coffee, 7), (coffee, 0), (tea, 7)]
    of_two(caller, [partial(money.new_subscription, plan=plan, trialDays=days) for plan, days in chosen])


def receipts(caller: Caller) -> None:
    """Receipts of sessions and of invoices."""
    of_two(caller, (money.paid_session, money.paid_invoice, money.paid_invoice, money.paid_session))


def card(caller: Caller, act: str = "", **fields: Any) -> None:
    """A gift card, and what was done to it."""
    made = new("gift-cards", {**CARD, **fields})(caller)
    spent = {"amount": CARD["amount"], "externalSource": "shop", "externalRef": recipes.unique()}
    if act:
        money.made(money.post(caller, f"/api/v1/gift-cards/{made['id']}/{act}", spent if act == "redeem" else {}))


def cards(caller: Caller) -> None:
    """Gift cards: spent, void and good."""
    of_two(caller, [partial(card, act=act) for act in ("", "redeem", "void", "", "redeem")])


def booked(caller: Caller) -> None:
    """A ledger with money in and out, for two sessions and an invoice."""
    money.paid_session(caller)
    money.made(money.refund(caller, money.paid_session(caller), 1))
    money.paid_invoice(caller)


def refunds(caller: Caller) -> None:
    """Two parts of one charge, and one of another."""
    session = money.paid_session(caller)
    for each in (session, session, money.paid_session(caller)):
        money.made(money.refund(caller, each, 1))


def deliveries(caller: Caller) -> None:
    """Deliveries of two types, to an endpoint that takes them and to two where nobody listens."""
    caller.control("webhooks/manner", {"manner": "sync"})
    with receiving() as receiver:
        for url in (receiver.inbox().url, CLOSED, CLOSED):
            new("webhooks", {"url": url})(caller)
        recipes.new_customer(caller)
        money.new_plan(caller)


STOCKS: dict[str, Stock] = {
    "customers": Stock("customers", people, ("email", "externalId")),
    "plans": Stock("plans", plans, ("active",)),
    "sessions": Stock("checkout-sessions", sessions, ("status", "customerId")),
    "invoices": Stock("invoices", invoices, ("status", "customerId", "subscriptionId")),
    "subscriptions": Stock("subscriptions", subscriptions, ("status", "customerId", "planId")),
    "receipts": Stock("receipts", receipts, ("sourceType", "customerId")),
    "gift-cards": Stock("gift-cards", cards, ("status", "customerId")),
    "templates": Stock(
        "templates",
        all_of(*(new("templates", {**TEMPLATE, "kind": kind}) for kind in ("receipt", "invoice", "receipt"))),
        ("kind",),
    ),
    "ledger": Stock("ledger", booked, ("code", "sourceType", "sourceId", "txId")),
    "refunds": Stock("refunds", refunds, ("chargeId",)),
    "refunds-undecided": Stock(
        "refunds",
        all_of(states.slow_refund, states.refused_refund, refunds),
        ("status", "chargeId"),
        (Ability.SETTLES,),
    ),
    "payouts": Stock("payouts", all_of(money.new_payout, operations.moving_payout, money.new_payout), ("status",)),
    "events": Stock("events", all_of(recipes.new_customer, money.new_plan, recipes.new_customer), ("type",)),
    "deliveries": Stock("webhooks/deliveries", deliveries, ("endpointId", "status", "type"), (Ability.DELIVERS,)),
}
"""Every list that can be asked for some of its rows, by fields that its rows have."""

WORDS = {"active", "status", "sourceType", "kind", "code", "type"}
"""The filters whose values are words; all others take any text."""

BOUNDS: dict[str, tuple[str, Way]] = {
    "customers-createdAfter": ("customers", recipes.new_customer),
    "sessions-createdAfter": ("checkout-sessions", money.new_session),
    "sessions-createdBefore": ("checkout-sessions", money.new_session),
    "receipts-issuedAfter": ("receipts", money.paid_session),
    "receipts-issuedBefore": ("receipts", money.paid_session),
    "events-occurredAfter": ("events", recipes.new_customer),
    "events-occurredBefore": ("events", recipes.new_customer),
}
"""Every bound of a time that a list can be asked for, behind the hyphen, and what makes a row of it."""
