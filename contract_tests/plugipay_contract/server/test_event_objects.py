"""What an event says: the object as it is after the change, what it is about, in which mode, and when it happened."""

from typing import Any

import pytest

from plugipay_contract import bodies, facts, money, recipes, states
from plugipay_contract.caller import Caller, Workspace, in_mode
from plugipay_contract.server.moments import moment
from plugipay_contract.server.test_life_cycles import LEGAL, row
from plugipay_contract.subjects import Ability

START = "2026-01-31T10:00:00Z"
TELLING = [
    row(cycle, state, action)
    for cycle, state, action in LEGAL
    if action.event and action.to is not None and state in action.from_
]
COLLECTIONS = {cycle.name: cycle.collection for cycle in facts.LIFE_CYCLES} | {
    "customer": "/api/v1/customers",
    "plan": "/api/v1/plans",
}
MADE: dict[str, states.Way] = {
    "customer": recipes.new_customer,
    "plan": money.new_plan,
    "invoice": money.new_invoice,
    "subscription": money.new_subscription,
    "payout": money.new_payout,
    "checkout_session": money.paid_session,
    "refund": states.WAYS["refund", "succeeded"],
}


def now(caller: Caller, kind: str, thing: money.Thing) -> money.Thing:
    """An object as its GET shows it."""
    return comparable(kind, money.made(caller.call("GET", f"{COLLECTIONS[kind]}/{thing['id']}")))


def comparable(kind: str, shown: money.Thing) -> money.Thing:
    """An object without what events may leave out: of an invoice, only its GET has to name the charge."""
    return {name: value for name, value in shown.items() if (kind, name) != ("invoice", "chargeId")}


def said(event: money.Thing) -> money.Thing:
    """The object of an event, to compare with what GET shows."""
    return comparable(event["data"]["aggregateType"], event["data"]["object"])


@pytest.mark.parametrize(("cycle", "state", "action"), TELLING)
def test_an_action_is_told_with_its_result(
    someone: Caller, cycle: facts.LifeCycle, state: str, action: facts.Action
) -> None:
    """`data.object` is what GET shows after the action, not what it showed before."""
    thing = states.WAYS[cycle.name, state](someone)
    money.made(states.act(someone, action, thing))
    event = money.told_of(someone, thing)[-1]

    assert (money.short(event), said(event)) == (action.event, now(someone, cycle.name, thing))


@pytest.mark.parametrize("mode", ["test", "live"])
@pytest.mark.parametrize(("kind", "way"), MADE.items(), ids=MADE)
def test_an_event_says_whose_it_is(somewhere: Workspace, kind: str, way: states.Way, mode: str) -> None:
    """The kind of the object and its account; and the mode it happened in, live as well as test."""
    caller = in_mode(somewhere, mode)
    thing = way(caller)
    event = money.told_of(caller, thing)[-1]

    assert (event["data"]["aggregateType"], said(event)) == (kind, now(caller, kind, thing))
    assert (event["accountId"], event["mode"], event["metadata"]["mode"]) == (thing["accountId"], mode, mode)


@pytest.mark.guess
def test_who_is_gone_is_told_in_full(someone: Caller) -> None:
    """`customer.deleted` has the customer as the last GET showed it: nobody can look afterwards."""
    customer = money.made(money.post(someone, "/api/v1/customers", bodies.person(someone)))
    someone.call("DELETE", f"/api/v1/customers/{customer['id']}", idempotency_key=recipes.unique())
    event = money.told_of(someone, customer)[-1]

    assert (money.short(event), said(event)) == (
        "customer.deleted",
        customer | {"updatedAt": said(event)["updatedAt"]},
    )


@pytest.mark.needs(Ability.CLOCK)
@pytest.mark.parametrize(("kind", "way"), MADE.items(), ids=MADE)
def test_an_event_says_when_it_happened(merchant: Caller, kind: str, way: states.Way) -> None:
    """By the clock of its workspace; whatever time it is elsewhere."""
    merchant.control("clock/freeze", {"at": START})
    event = money.told_of(merchant, way(merchant))[-1]

    assert (money.short(event).partition(".")[0], moment(event["occurredAt"])) == (kind, moment(START))


def canceling(caller: Caller, **fields: Any) -> money.Thing:
    """A subscription that will be canceled at the end of its period, or of its trial."""
    subscription = money.new_subscription(caller, **fields)
    money.made(money.post(caller, f"/api/v1/subscriptions/{subscription['id']}/cancel", {"at": "period_end"}))
    return subscription


def pausing(caller: Caller) -> money.Thing:
    """A pause that will end by itself."""
    subscription = money.new_subscription(caller)
    body = {"resumeAt": "2026-02-10T00:00:00Z"}
    money.made(money.post(caller, f"/api/v1/subscriptions/{subscription['id']}/pause", body))
    return subscription


GUESSED = [pytest.mark.guess, pytest.mark.needs(Ability.SETTLES)]
BY_TIME = [
    pytest.param(money.new_session, "checkout_session", "expired", "2026-02-01T10:00:00Z", id="session-expires"),
    pytest.param(
        states.WAYS["subscription", "trialing"], "subscription", "updated", "2026-02-07T10:00:00Z", id="trial-ends"
    ),
    pytest.param(canceling, "subscription", "canceled", "2026-02-28T10:00:00Z", id="subscription-ends"),
    pytest.param(
        lambda caller: canceling(caller, trialDays=7),
        "subscription",
        "canceled",
        "2026-02-07T10:00:00Z",
        id="trial-is-all",
    ),
    pytest.param(pausing, "subscription", "resumed", "2026-02-10T00:00:00Z", id="pause-ends"),
    pytest.param(states.slow_refund, "refund", "issued", "2026-02-01T10:00:00Z", id="refund-arrives", marks=GUESSED),
]


@pytest.mark.needs(Ability.CLOCK)
@pytest.mark.parametrize(("way", "kind", "what", "at"), BY_TIME)
def test_what_time_does_is_told_with_its_result(
    merchant: Caller, way: states.Way, kind: str, what: str, at: str
) -> None:
    """One event, though the clock jumps an hour too far: of its own moment, and with the object as it is after it."""
    merchant.control("clock/freeze", {"at": START})
    thing = way(merchant)
    before = len(money.told_of(merchant, thing))
    span = moment(at) - moment(START)
    merchant.control("clock/advance", {"seconds": span.total_seconds() + 3600})

    event, *more = money.told_of(merchant, thing)[before:]
    assert (money.short(event), moment(event["occurredAt"]), more) == (f"{kind}.{what}", moment(at), [])
    assert said(event) == now(merchant, kind, thing)


SETTLED: dict[str, tuple[states.Way, list[str]]] = {
    "checkout_session": (money.new_session, ["completed"]),
    "invoice": (states.WAYS["invoice", "open"], ["created", "finalized", "paid"]),
}


@pytest.mark.needs(Ability.SETTLES)
@pytest.mark.parametrize(("kind", "way", "told"), [(kind, *each) for kind, each in SETTLED.items()], ids=SETTLED)
def test_what_a_provider_was_paid_for_is_told(merchant: Caller, kind: str, way: states.Way, told: list[str]) -> None:
    """As what a merchant confirms is, with the object as it is after the payment."""
    thing = way(merchant)
    money.settled(merchant, thing)
    events = money.told_of(merchant, thing)

    assert [money.short(event) for event in events] == [f"{kind}.{name}" for name in told]
    assert said(events[-1]) == now(merchant, kind, thing)
