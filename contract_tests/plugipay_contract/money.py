"""The shortest way to money: plans, sessions, invoices, subscriptions, refunds and payouts that now exist."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from plugipay_contract.caller import Answer, Caller, is_given, own
from plugipay_contract.recipes import new_customer, unique

Thing = dict[str, Any]

SUCCESS_URL = "https://shop.example.com/thanks"
CANCEL_URL = "https://shop.example.com/basket"
BANK_ACCOUNT = {"bankName": "BCA", "bankAccountNumber": "1234567890", "bankAccountHolder": "Ada Lovelace"}
DECLINED = "pt_declined"
"""A payment token that is never good for a charge (a guess of this kit)."""
PAGES: Final = 10
"""How many pages of the log are read for an object, at most: others would have written a thousand events meanwhile."""


def post(caller: Caller, target: str, body: Any = None, **headers: str) -> Answer:
    """A write under a fresh idempotency key."""
    return caller.call("POST", target, {} if body is None else body, idempotency_key=unique(), **headers)


def made(answer: Answer) -> Thing:
    """What an answer gives, once it is sure that it succeeded."""
    assert answer.error == {}
    thing: Thing = answer.data
    return thing


def session_body(**fields: Any) -> Thing:
    """What a checkout session is made of."""
    usual = {"amount": 50_000, "currency": "IDR", "methods": ["qris", "va", "retail"]}
    return {**usual, "successUrl": SUCCESS_URL, "cancelUrl": CANCEL_URL, **fields}


def new_session(caller: Caller, **fields: Any) -> Thing:
    """A checkout session that is open."""
    return made(post(caller, "/api/v1/checkout-sessions", session_body(**fields)))


def public(caller: Caller, session: Mapping[str, Any], act: str, body: Any = None) -> Answer:
    """What the buyer of a session does, without a key."""
    return caller.send(caller.unsigned("POST", f"/api/v1/public/checkout/sessions/{session['id']}/{act}", body or {}))


def claimed_session(caller: Caller, **fields: Any) -> Thing:
    """A checkout session whose buyer says that the money is on its way."""
    session = new_session(caller, **fields)
    made(public(caller, session, "buyer-claim"))
    return session


def paid_session(caller: Caller, **fields: Any) -> Thing:
    """A checkout session that the merchant confirmed."""
    session = claimed_session(caller, **fields)
    return made(post(caller, f"/api/v1/checkout-sessions/{session['id']}/confirm"))


def settled(caller: Caller, thing: Mapping[str, Any], outcome: str = "paid", **more: str) -> Thing:
    """A session or an invoice that ended as if at the provider, for subjects that can settle."""
    caller.control("settle", {"id": thing["id"], "outcome": outcome, **more})
    return reread(caller, "checkout-sessions" if thing["id"].startswith("cs_") else "invoices", thing)


def reread(caller: Caller, resource: str, thing: Mapping[str, Any]) -> Thing:
    """An object as it is now."""
    return made(caller.call("GET", f"/api/v1/{resource}/{thing['id']}"))


def listed(caller: Caller, resource: str, query: str = "") -> list[Thing]:
    """The first page of a collection."""
    rows: list[Thing] = caller.call("GET", f"/api/v1/{resource}{query}").data
    return rows


def line(amount: int = 10_000, quantity: int = 1, **more: Any) -> Thing:
    """One line of an invoice."""
    return {"description": "Tea", "quantity": quantity, "unitAmount": amount, **more}


def invoice_body(caller: Caller, **fields: Any) -> Thing:
    """What an invoice is made of; its customer is new unless named."""
    customer_id = fields.pop("customerId", None) or new_customer(caller)["id"]
    return {"customerId": customer_id, "currency": "IDR", "lines": [line()], **fields}


def new_invoice(caller: Caller, **fields: Any) -> Thing:
    """An invoice: a draft unless asked for otherwise."""
    return made(post(caller, "/api/v1/invoices", invoice_body(caller, **fields)))


def paid_invoice(caller: Caller, **fields: Any) -> Thing:
    """An invoice paid with money from elsewhere."""
    invoice = new_invoice(caller, status="open", **fields)
    return made(post(caller, f"/api/v1/invoices/{invoice['id']}/pay"))


def price(amount: int = 100_000, **more: Any) -> Thing:
    """One flat price."""
    return {"currency": "IDR", "model": "flat", "unitAmount": amount, **more}


def plan_body(**fields: Any) -> Thing:
    """What a plan is made of."""
    return {"name": "Tea club", "interval": "month", "portalFeatures": {}, "prices": [price()], **fields}


def new_plan(caller: Caller, **fields: Any) -> Thing:
    """A plan with one flat price of 100,000 rupiah a month."""
    return made(post(caller, "/api/v1/plans", plan_body(**fields)))


def subscription_body(caller: Caller, plan: Mapping[str, Any] | None = None, **fields: Any) -> Thing:
    """What a subscription is made of."""
    plan = plan or new_plan(caller)
    usual = {"planId": plan["id"], "priceId": plan["prices"][0]["id"]}
    return usual | fields | {"customerId": fields.get("customerId") or new_customer(caller)["id"]}


def new_subscription(caller: Caller, plan: Mapping[str, Any] | None = None, **fields: Any) -> Thing:
    """A subscription to a plan, or to a new one."""
    return made(post(caller, "/api/v1/subscriptions", subscription_body(caller, plan, **fields)))


def invoices_of(caller: Caller, subscription: Mapping[str, Any]) -> list[Thing]:
    """The invoices of a subscription, newest first."""
    return listed(caller, "invoices", f"?subscriptionId={subscription['id']}")


def billed(caller: Caller, subscription: Mapping[str, Any]) -> list[int]:
    """What a subscription was billed, the first bill first."""
    return [row["total"] for row in invoices_of(caller, subscription)][::-1]


def refund(caller: Caller, session: Mapping[str, Any], amount: int | None = None, **fields: Any) -> Answer:
    """An attempt to give money of a session back: all that is left, unless an amount is named."""
    named = {} if amount is None else {"amount": amount}
    body = {"sourceType": "checkout_session", "sourceId": session["id"], **named, **fields}
    return post(caller, "/api/v1/refunds", body)


def payout(caller: Caller, amount: int = 10_000, **fields: Any) -> Answer:
    """An attempt to be paid out."""
    return post(caller, "/api/v1/payouts", {"amount": amount, "currency": "IDR", **BANK_ACCOUNT, **fields})


def new_payout(caller: Caller, amount: int = 10_000) -> Thing:
    """A payout that waits, from a balance that holds it."""
    paid_session(caller, amount=amount)
    return made(payout(caller, amount))


def act_on_payout(caller: Caller, row: Mapping[str, Any], act: str, **body: Any) -> Thing:
    """A payout after something was done to it."""
    return made(post(caller, f"/api/v1/payouts/{row['id']}/{act}", body))


def balance(caller: Caller) -> Thing:
    """What could be paid out."""
    return made(caller.call("GET", "/api/v1/payouts/balance"))


def account_balances(caller: Caller) -> dict[str, int]:
    """The balance of every account of the ledger, by code."""
    return {row["code"]: row["balance"] for row in caller.call("GET", "/api/v1/ledger/balances").data}


def is_about(thing: Mapping[str, Any]) -> Callable[[Thing], bool]:
    """Whether an event is about an object."""
    return lambda event: bool(event["data"]["aggregateId"] == thing["id"])


def log_of(caller: Caller, thing: Mapping[str, Any], query: str = "") -> list[Thing]:
    """The newest hundred events, the newest first; where others write some, all about one object since it was made."""
    return own(caller, list(_log_since(caller, thing.get("createdAt"), query)), is_about(thing))


def _log_since(caller: Caller, moment: str | None, query: str) -> Iterator[Thing]:
    """A page of the log; where others write as well all that it takes to reach a moment, within reason."""
    cursor = ""
    for _ in range(PAGES if moment and is_given(caller) else 1):
        answer = caller.call("GET", f"/api/v1/events?limit=100{query}{cursor}")
        yield from answer.data
        if not answer.meta.get("cursor") or any(
            moment and _is_before(row["occurredAt"], moment) for row in answer.data
        ):
            return
        cursor = f"&cursor={answer.meta['cursor']}"


def _is_before(one: str, other: str) -> bool:
    return datetime.fromisoformat(one) < datetime.fromisoformat(other)


def told_of(caller: Caller, thing: Mapping[str, Any]) -> list[Thing]:
    """The events about one object, oldest first."""
    return list(filter(is_about(thing), reversed(log_of(caller, thing))))


def events_of(caller: Caller, thing: Mapping[str, Any]) -> list[str]:
    """The short names of the events about one object, oldest first."""
    return [short(row) for row in told_of(caller, thing)]


def short(event: Mapping[str, Any]) -> str:
    """The short name of an event: `invoice.paid`."""
    name: str = event["type"]
    return name.removeprefix("plugipay.").removesuffix(".v1")
