"""The event log: every change writes what happened, once, in the order it happened."""

import operator
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest

from plugipay_contract import facts, money, recipes, states
from plugipay_contract.caller import Caller, Workspace, in_mode
from plugipay_contract.subjects import Ability

FIELDS = {"id", "type", "accountId", "mode", "occurredAt", "data", "metadata", "createdAt", "publishedAt"}
KNOWN = {event.type for event in facts.EVENT_TYPES}
RENEWED = {"id", "currentPeriodStart", "currentPeriodEnd"}


def write(method: str, path: str, body: Any = None) -> Callable[[Caller, money.Thing], Any]:
    """A write to an object."""
    return lambda caller, thing: caller.call(
        method, path.replace("{id}", thing["id"]), body, idempotency_key=recipes.unique()
    )


def expire(caller: Caller) -> money.Thing:
    """A session nobody paid in time."""
    return states.WAYS["checkout_session", "expired"](caller)


TOLD: dict[str, tuple[states.Way, list[str]]] = {
    "customer-created": (recipes.new_customer, ["customer.created"]),
    "plan-created": (money.new_plan, ["plan.created"]),
    "session-opened": (money.new_session, []),
    "session-completed": (money.paid_session, ["checkout_session.completed"]),
    "invoice-drafted": (money.new_invoice, ["invoice.created"]),
    "invoice-opened": (states.WAYS["invoice", "open"], ["invoice.created", "invoice.finalized"]),
    "invoice-paid": (money.paid_invoice, ["invoice.created", "invoice.finalized", "invoice.paid"]),
    "subscription-created": (money.new_subscription, ["subscription.created"]),
    "payout-created": (money.new_payout, ["payout.created"]),
    "refund-issued": (states.WAYS["refund", "succeeded"], ["refund.issued"]),
}
CHANGES: dict[str, tuple[states.Way, Callable[[Caller, money.Thing], Any], str]] = {
    "customer-updated": (
        recipes.new_customer,
        write("PATCH", "/api/v1/customers/{id}", {"name": "Ada"}),
        "customer.updated",
    ),
    "customer-deleted": (recipes.new_customer, write("DELETE", "/api/v1/customers/{id}"), "customer.deleted"),
    "plan-updated": (money.new_plan, write("PATCH", "/api/v1/plans/{id}", {"name": "Other"}), "plan.updated"),
    "plan-archived": (money.new_plan, write("POST", "/api/v1/plans/{id}/archive", {}), "plan.archived"),
}


def log(caller: Caller, query: str = "") -> list[dict[str, Any]]:
    """The newest hundred events."""
    return money.listed(caller, "events", f"?limit=100{query}")


@pytest.fixture
def event(someone: Caller) -> dict[str, Any]:
    """The event of a customer's creation."""
    return money.log_of(someone, recipes.new_customer(someone))[0]


def test_an_event_has_every_field(event: dict[str, Any]) -> None:
    """Nothing is left out, whatever is empty."""
    assert set(event) >= FIELDS


def test_an_event_id_has_its_prefix(event: dict[str, Any]) -> None:
    """`evt_`."""
    assert event["id"].startswith(facts.ID_FORMS["event"].beginnings)


@pytest.mark.parametrize(("way", "names"), TOLD.values(), ids=TOLD)
def test_a_creation_writes_its_events(someone: Caller, way: states.Way, names: list[str]) -> None:
    """Exactly these events are about the new object, in this order."""
    assert money.events_of(someone, way(someone)) == names


@pytest.mark.parametrize(("way", "change", "name"), CHANGES.values(), ids=CHANGES)
def test_a_change_writes_its_event(
    someone: Caller, way: states.Way, change: Callable[[Caller, money.Thing], Any], name: str
) -> None:
    """One event more, of the change's own name."""
    thing = way(someone)
    before = money.events_of(someone, thing)
    change(someone, thing)

    assert money.events_of(someone, thing) == [*before, name]


@pytest.mark.needs(Ability.CLOCK)
def test_an_expiry_writes_its_event(merchant: Caller) -> None:
    """Time writes events as well."""
    assert money.events_of(merchant, expire(merchant)) == ["checkout_session.expired"]


@pytest.mark.guess
@pytest.mark.needs(Ability.SETTLES)
def test_a_refused_refund_writes_its_event(merchant: Caller) -> None:
    """`refund.failed`, though the call answered 422."""
    assert money.events_of(merchant, states.refused_refund(merchant)) == ["refund.failed"]


def test_a_sent_invoice_says_where_to(someone: Caller) -> None:
    """The extra `to` of `invoice.sent`."""
    invoice = money.new_invoice(someone, status="open")
    money.post(someone, f"/api/v1/invoices/{invoice['id']}/send")

    assert "to" in money.log_of(someone, invoice, "&type=plugipay.invoice.sent.v1")[0]["data"]


def test_a_sent_invoice_says_where_it_went(someone: Caller) -> None:
    """The `to` of `invoice.sent` is the address that was named, though the customer has another one."""
    customer, to = recipes.new_customer(someone, email=recipes.address()), recipes.address()
    invoice = money.new_invoice(someone, status="open", customerId=customer["id"])
    money.made(money.post(someone, f"/api/v1/invoices/{invoice['id']}/send-email", {"to": to}))

    assert money.log_of(someone, invoice, "&type=plugipay.invoice.sent.v1")[0]["data"]["to"] == to


@pytest.mark.parametrize("name", ["object", "aggregateType", "aggregateId"])
def test_an_event_says_what_it_is_about(event: dict[str, Any], name: str) -> None:
    """The object, its kind and its id."""
    assert event["data"][name]


def test_an_event_carries_the_object_as_it_was_after(someone: Caller) -> None:
    """As the object's GET shows it."""
    plan = money.new_plan(someone)

    assert money.log_of(someone, plan)[0]["data"]["object"] == money.reread(someone, "plans", plan)


def test_an_event_does_not_follow_its_object(someone: Caller) -> None:
    """It is a picture of the moment."""
    plan = money.new_plan(someone)
    someone.call("PATCH", f"/api/v1/plans/{plan['id']}", {"name": "Other"}, idempotency_key=recipes.unique())

    assert money.log_of(someone, plan)[-1]["data"]["object"] == plan


def test_an_event_names_its_cause(someone: Caller) -> None:
    """`metadata` has the request and its idempotency key."""
    answer = money.post(someone, "/api/v1/customers", {})
    metadata = money.log_of(someone, answer.data)[0]["metadata"]

    assert (metadata["requestId"], metadata["mode"]) == (answer.meta["requestId"], "test")
    assert metadata["idempotencyKey"]


def test_a_refused_call_writes_nothing(merchant: Caller) -> None:
    """What did not happen is not told."""
    money.post(merchant, "/api/v1/customers", {"email": "not-an-email"})
    money.payout(merchant, 1)

    assert log(merchant) == []


def test_a_replay_writes_nothing(someone: Caller) -> None:
    """What happened once is told once."""
    key = recipes.unique()
    body = money.plan_body()
    plans = [someone.call("POST", "/api/v1/plans", body, idempotency_key=key).data for _ in range(3)]

    assert (plans[1:], len(money.log_of(someone, plans[0]))) == (plans[:1] * 2, 1)


def test_an_event_can_be_read(someone: Caller, event: dict[str, Any]) -> None:
    """What is listed is what is read."""
    assert money.reread(someone, "events", event) == event


def test_the_modes_have_logs_of_their_own(somewhere: Workspace) -> None:
    """Live changes are not told in test."""
    customer = recipes.new_customer(in_mode(somewhere, "live"))

    assert money.log_of(somewhere.test, customer) == []


def test_all_types_are_named(someone: Caller) -> None:
    """The 33 of the table, and no others."""
    named = {row if isinstance(row, str) else row["type"] for row in someone.call("GET", "/api/v1/events/types").data}

    assert named == KNOWN


def test_events_are_found_by_type(someone: Caller) -> None:
    """`type` is exact."""
    money.paid_invoice(someone)

    assert {row["type"] for row in log(someone, "&type=plugipay.invoice.paid.v1")} == {"plugipay.invoice.paid.v1"}


@pytest.mark.needs(Ability.CLOCK)
@pytest.mark.parametrize(("query", "found"), [("occurredAfter", ["b", "c"]), ("occurredBefore", ["a"])])
def test_events_are_found_by_time(merchant: Caller, query: str, found: list[str]) -> None:
    """`occurredAfter` takes its moment in, `occurredBefore` does not."""
    for hour, name in enumerate("abc"):
        merchant.control("clock/freeze", {"at": f"2026-01-31T1{hour}:00:00Z"})
        recipes.new_customer(merchant, name=name)

    rows = log(merchant, f"&order=asc&{query}=2026-01-31T11:00:00Z")
    assert [row["data"]["object"]["name"] for row in rows] == found


@pytest.mark.guess
@pytest.mark.needs(Ability.CLOCK)
@pytest.mark.parametrize(("query", "found"), [("occurredAfter", ["b"]), ("occurredBefore", ["a", "a"])])
def test_what_is_told_again_is_found_by_its_old_time(merchant: Caller, query: str, found: list[str]) -> None:
    """A replayed event happened when it did, however much later it is told."""
    for hour, name in enumerate("ab"):
        merchant.control("clock/freeze", {"at": f"2026-01-31T1{hour}:00:00Z"})
        recipes.new_customer(merchant, name=name)
    merchant.control("clock/freeze", {"at": "2026-01-31T12:00:00Z"})
    first = log(merchant, "&order=asc")[0]
    money.made(money.post(merchant, "/api/v1/events/replay", {"eventIds": [first["id"]]}))

    rows = log(merchant, f"&order=asc&{query}=2026-01-31T11:00:00Z")
    assert [row["data"]["object"]["name"] for row in rows] == found


@pytest.mark.parametrize(("query", "is_in"), [("occurredAfter", operator.ge), ("occurredBefore", operator.lt)])
def test_the_moment_of_an_event_bounds_the_log(someone: Caller, query: str, is_in: Callable[[str, str], bool]) -> None:
    """The same of what has just happened, by the moment at which one of three customers came."""
    made = [money.told_of(someone, recipes.new_customer(someone))[0] for _ in range(3)]
    moment = made[1]["occurredAt"]
    rows = log(someone, f"&type={made[1]['type']}&{query}={quote(moment)}")

    found = {row["id"] for row in rows} & {event["id"] for event in made}
    assert found == {event["id"] for event in made if is_in(event["occurredAt"], moment)}


@pytest.mark.needs(Ability.CLOCK)
def test_a_renewal_tells_the_period_only(merchant: Caller) -> None:
    """The object of `subscription.renewed` has an id and two times."""
    merchant.control("clock/freeze", {"at": "2026-01-31T10:00:00Z"})
    money.new_subscription(merchant)
    merchant.control("clock/advance", {"days": 35})

    (renewed,) = log(merchant, "&type=plugipay.subscription.renewed.v1")
    assert set(renewed["data"]["object"]) == RENEWED
