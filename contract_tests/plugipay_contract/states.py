"""How to bring an object into each of its states; some ways need more of a server than the API."""

from collections.abc import Callable
from typing import Any

from plugipay_contract import facts, money, recipes
from plugipay_contract.caller import Answer, Caller
from plugipay_contract.subjects import Ability

Thing = dict[str, Any]
Way = Callable[[Caller], Thing]


def act(caller: Caller, action: facts.Action, thing: Thing) -> Answer:
    """Do something to an object: the merchant with a key, the buyer without."""
    target = action.path.replace("{id}", thing["id"])
    if action.public:
        return caller.send(caller.unsigned(action.method, target, action.body))
    return caller.call(action.method, target, action.body, idempotency_key=recipes.unique())


def done(kind: str, name: str, before: Way) -> Way:
    """The way to where an action leads from where another way led."""
    cycle = next(cycle for cycle in facts.LIFE_CYCLES if cycle.name == kind)
    action = next(action for action in cycle.actions if action.name == name)

    def way(caller: Caller) -> Thing:
        thing = before(caller)
        money.made(act(caller, action, thing))
        return thing

    return way


def after(before: Way, **span: float) -> Way:
    """The way to where time leads."""

    def way(caller: Caller) -> Thing:
        thing = before(caller)
        caller.control("clock/advance", span)
        return thing

    return way


def open_invoice(caller: Caller) -> Thing:
    """An invoice that is due soon."""
    return money.new_invoice(caller, status="open", dueAt="2026-01-31T12:00:00Z")


def frozen(way: Way) -> Way:
    """The same way for a workspace whose clock stands at the end of a January."""

    def in_january(caller: Caller) -> Thing:
        caller.control("clock/freeze", {"at": "2026-01-31T10:00:00Z"})
        return way(caller)

    return in_january


def settled(outcome: str) -> Way:
    """The way of a session that ends at the provider."""
    return lambda caller: money.settled(caller, money.new_session(caller), outcome)


def unpaid_subscription(caller: Caller) -> Thing:
    """A subscription that sends invoices nobody pays."""
    return money.new_subscription(caller, collectionMethod="send_invoice")


def refused_refund(caller: Caller) -> Thing:
    """A refund the provider refused."""
    session = money.settled(caller, money.new_session(caller), method="retail")
    money.refund(caller, session)
    return money.listed(caller, "refunds", f"?chargeId={session['paymentId']}")[0]


def slow_refund(caller: Caller) -> Thing:
    """A refund the provider has not decided on."""
    return money.made(money.refund(caller, money.settled(caller, money.new_session(caller), method="va")))


WAYS: dict[tuple[str, str], Way] = {
    ("checkout_session", "open"): money.new_session,
    ("checkout_session", "pending"): done("checkout_session", "charge", money.new_session),
    ("checkout_session", "pending_review"): money.claimed_session,
    ("checkout_session", "completed"): money.paid_session,
    ("checkout_session", "failed"): settled("failed"),
    ("checkout_session", "expired"): frozen(after(money.new_session, days=2)),
    ("checkout_session", "canceled"): done("checkout_session", "cancel", money.new_session),
    ("invoice", "draft"): money.new_invoice,
    ("invoice", "open"): lambda caller: money.new_invoice(caller, status="open"),
    ("invoice", "past_due"): frozen(after(open_invoice, days=1)),
    ("invoice", "paid"): money.paid_invoice,
    ("invoice", "void"): done("invoice", "void", money.new_invoice),
    ("invoice", "uncollectible"): frozen(after(open_invoice, days=60)),
    ("subscription", "trialing"): lambda caller: money.new_subscription(caller, trialDays=7),
    ("subscription", "active"): money.new_subscription,
    ("subscription", "past_due"): frozen(after(unpaid_subscription, days=8)),
    ("subscription", "paused"): done("subscription", "pause", money.new_subscription),
    ("subscription", "canceled"): done("subscription", "cancel-now", money.new_subscription),
    ("subscription", "incomplete"): lambda caller: money.new_subscription(caller, paymentTokenId=money.DECLINED),
    ("refund", "pending"): slow_refund,
    ("refund", "succeeded"): lambda caller: money.made(money.refund(caller, money.paid_session(caller))),
    ("refund", "failed"): refused_refund,
    ("payout", "pending"): money.new_payout,
    ("payout", "in_transit"): done("payout", "mark-in-transit", money.new_payout),
    ("payout", "paid"): done("payout", "mark-paid", done("payout", "mark-in-transit", money.new_payout)),
    ("payout", "failed"): done("payout", "mark-failed", money.new_payout),
    ("payout", "cancelled"): done("payout", "cancel", money.new_payout),
}

NEEDS: dict[tuple[str, str], tuple[Ability, ...]] = {
    ("checkout_session", "failed"): (Ability.SETTLES,),
    ("checkout_session", "expired"): (Ability.CLOCK,),
    ("invoice", "past_due"): (Ability.CLOCK,),
    ("invoice", "uncollectible"): (Ability.CLOCK,),
    ("subscription", "past_due"): (Ability.CLOCK,),
    ("refund", "pending"): (Ability.SETTLES,),
    ("refund", "failed"): (Ability.SETTLES,),
}
"""What a way asks of a server beyond the API."""

GUESSED = {
    ("invoice", "uncollectible"),
    ("subscription", "past_due"),
    ("subscription", "incomplete"),
    ("refund", "pending"),
    ("refund", "failed"),
}
"""The states whose way nobody documents: when dunning gives up, which token declines, which method refuses."""


def current(caller: Caller, cycle: facts.LifeCycle, thing: Thing) -> Thing | None:
    """An object as it is now, or nothing when it is gone."""
    answer = caller.call("GET", f"{cycle.collection}/{thing['id']}")
    return None if answer.status == 404 else money.made(answer)
