"""One working call of every mutating operation of the API: what to send, and which list shows what it made."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from plugipay_contract import money, recipes
from plugipay_contract.caller import Answer, Caller, own
from plugipay_contract.facts import ID_FORMS
from plugipay_contract.recipes import unique


class Call(NamedTuple):
    """A call that will succeed.

    `counted` is the list that gets one row longer, if any does; `media` the type of a body that is no JSON; `by` the
    key that may carry it out, where the caller's own may not; `query` what is asked for. A body of bytes without a
    `media` is the file of an upload, whose form is still to be written.
    """

    target: str
    body: Any = None
    counted: str | None = None
    media: str | None = None
    by: str | None = None
    query: Mapping[str, str | int | bool] = {}


Prepare = Callable[[Caller], Call]

_KINDS = ("customer", "plan", "price", "checkout session", "invoice", "subscription", "payout", "receipt")
"""What something is done to; each has a room of its own."""


def on(new: Callable[[Caller], money.Thing], act: str = "", body: Any = None) -> Prepare:
    """Something done to an object that was made for it."""

    def prepare(caller: Caller) -> Call:
        thing = new(caller)
        return Call(f"/api/v1/{_room_of(thing)}/{thing['id']}{act}", body)

    return prepare


def _room_of(thing: money.Thing) -> str:
    """Where a thing lives, by how its id begins."""
    kinds = (kind for kind in _KINDS if thing["id"].startswith(ID_FORMS[kind].beginnings))
    return next(kinds).replace(" ", "-") + "s"


def new_price(caller: Caller) -> money.Thing:
    """A price of a new plan."""
    price: money.Thing = money.new_plan(caller)["prices"][0]
    return price


def open_invoice(caller: Caller) -> money.Thing:
    """An invoice that can be paid."""
    return money.new_invoice(caller, status="open")


def moving_payout(caller: Caller) -> money.Thing:
    """A payout on its way."""
    return money.act_on_payout(caller, money.new_payout(caller), "mark-in-transit")


def paused(caller: Caller, **fields: Any) -> money.Thing:
    """A subscription that can go on."""
    target = f"/api/v1/subscriptions/{money.new_subscription(caller, **fields)['id']}/pause"
    return money.made(money.post(caller, target))


def a_receipt(caller: Caller) -> money.Thing:
    """A receipt of a session."""
    session = money.paid_session(caller)
    newest = money.listed(caller, "receipts", "?limit=100")
    return own(caller, newest, lambda row: row["sourceId"] == session["id"])[0]


def more_price(caller: Caller) -> Call:
    """A further price of a plan."""
    target = f"plans/{money.new_plan(caller)['id']}/prices"
    return Call(f"/api/v1/{target}", money.price(), target)


def a_refund(caller: Caller) -> Call:
    """A part of a charge given back."""
    return Call("/api/v1/refunds", {"chargeId": money.paid_session(caller)["paymentId"], "amount": 100}, "refunds")


def a_payout(caller: Caller) -> Call:
    """A part of the balance paid out."""
    money.paid_session(caller)
    return Call("/api/v1/payouts", {"amount": 100, "currency": "IDR", **money.BANK_ACCOUNT}, "payouts")


def a_step(caller: Caller) -> Call:
    """A day of one subscription's time."""
    body = {"subscriptionId": money.new_subscription(caller)["id"], "days": 1}
    return Call("/api/v1/test/clocks/advance", body)


MAIL = {"to": "ada@example.com"}

OPERATIONS: dict[str, Prepare] = {
    "POST /api/v1/customers": lambda _: Call("/api/v1/customers", {"name": "Ada"}, "customers"),
    "PATCH /api/v1/customers/{}": on(recipes.new_customer, body={"name": "Ada"}),
    "DELETE /api/v1/customers/{}": on(recipes.new_customer),
    "POST /api/v1/plans": lambda _: Call("/api/v1/plans", money.plan_body(), "plans"),
    "PATCH /api/v1/plans/{}": on(money.new_plan, body={"name": "Coffee club"}),
    "POST /api/v1/plans/{}/archive": on(money.new_plan, "/archive", {}),
    "POST /api/v1/plans/{}/prices": more_price,
    "PATCH /api/v1/prices/{}": on(new_price, body={"active": False}),
    "DELETE /api/v1/prices/{}": on(new_price),
    "POST /api/v1/checkout-sessions": lambda _: Call(
        "/api/v1/checkout-sessions", money.session_body(), "checkout-sessions"
    ),
    "DELETE /api/v1/checkout-sessions/{}": on(money.new_session),
    "POST /api/v1/checkout-sessions/{}/cancel": on(money.new_session, "/cancel", {}),
    "POST /api/v1/checkout-sessions/{}/confirm": on(money.claimed_session, "/confirm", {}),
    "POST /api/v1/checkout-sessions/{}/receipt/email": on(money.paid_session, "/receipt/email", MAIL),
    "POST /api/v1/invoices": lambda caller: Call("/api/v1/invoices", money.invoice_body(caller), "invoices"),
    "POST /api/v1/invoices/{}/finalize": on(money.new_invoice, "/finalize", {}),
    "POST /api/v1/invoices/{}/pay": on(open_invoice, "/pay", {}),
    "POST /api/v1/invoices/{}/void": on(open_invoice, "/void", {}),
    "POST /api/v1/invoices/{}/send": on(open_invoice, "/send", {}),
    "POST /api/v1/invoices/{}/send-email": on(open_invoice, "/send-email", MAIL),
    "POST /api/v1/subscriptions": lambda caller: Call(
        "/api/v1/subscriptions", money.subscription_body(caller), "subscriptions"
    ),
    "PATCH /api/v1/subscriptions/{}": on(money.new_subscription, body={"metadata": {"tier": "gold"}}),
    "POST /api/v1/subscriptions/{}/cancel": on(money.new_subscription, "/cancel", {"at": "now"}),
    "POST /api/v1/subscriptions/{}/pause": on(money.new_subscription, "/pause", {}),
    "POST /api/v1/subscriptions/{}/resume": on(paused, "/resume", {}),
    "POST /api/v1/refunds": a_refund,
    "POST /api/v1/payouts": a_payout,
    "POST /api/v1/payouts/{}/cancel": on(money.new_payout, "/cancel", {}),
    "POST /api/v1/payouts/{}/mark-in-transit": on(money.new_payout, "/mark-in-transit", {"reference": None}),
    "POST /api/v1/payouts/{}/mark-paid": on(moving_payout, "/mark-paid", {"reference": None}),
    "POST /api/v1/payouts/{}/mark-failed": on(money.new_payout, "/mark-failed", {"failureReason": "closed"}),
    "PATCH /api/v1/payouts/bank-account": lambda _: Call("/api/v1/payouts/bank-account", money.BANK_ACCOUNT),
    "POST /api/v1/receipts/{}/email": on(a_receipt, "/email", MAIL),
    "POST /api/v1/test/clocks/advance": a_step,
}
"""Every mutating operation of customers and of the money core that a key may carry out."""


def send(caller: Caller, operation: str, call: Call, key: str | None = None, **headers: str) -> Answer:
    """Carry an operation out, under a key of one's own or a fresh one."""
    method = operation.partition(" ")[0]
    return caller.call(method, call.target, call.body, idempotency_key=key or unique(), **headers)
