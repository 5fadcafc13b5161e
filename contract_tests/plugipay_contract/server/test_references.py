"""What one object says of another is checked: a name of nothing, or of somebody else's, is refused by field."""

from collections.abc import Callable
from typing import Any

import pytest

from plugipay_contract import money, recipes
from plugipay_contract.caller import Caller, Workspace, in_mode
from plugipay_contract.recipes import ABSENT

Body = Callable[[Caller, str], dict[str, Any]]

REFERENCES: dict[str, tuple[str, str, Body]] = {
    "session-customer": ("checkout-sessions", "customerId", lambda _, thing: money.session_body(customerId=thing)),
    "invoice-customer": ("invoices", "customerId", lambda caller, thing: money.invoice_body(caller, customerId=thing)),
    "subscription-customer": (
        "subscriptions",
        "customerId",
        lambda caller, thing: money.subscription_body(caller, customerId=thing),
    ),
    "subscription-plan": (
        "subscriptions",
        "planId",
        lambda caller, thing: money.subscription_body(caller, planId=thing),
    ),
    "subscription-price": (
        "subscriptions",
        "priceId",
        lambda caller, thing: money.subscription_body(caller, priceId=thing),
    ),
}
each_reference = pytest.mark.parametrize(("resource", "field", "body"), REFERENCES.values(), ids=REFERENCES)
to_customers = pytest.mark.parametrize(
    ("resource", "body"),
    [(resource, body) for resource, field, body in REFERENCES.values() if field == "customerId"],
    ids=[name for name, (_, field, _) in REFERENCES.items() if field == "customerId"],
)


@each_reference
def test_a_name_of_nothing_is_refused(server: Caller, resource: str, field: str, body: Body) -> None:
    """A reference to what does not exist names its field."""
    answer = money.post(server, f"/api/v1/{resource}", body(server, ABSENT))

    assert (answer.status, answer.error.get("field")) == (400, field)


@to_customers
def test_somebody_elses_is_nothing(server: Caller, elsewhere: Workspace, resource: str, body: Body) -> None:
    """A customer of another workspace is refused as one that does not exist."""
    theirs = recipes.new_customer(elsewhere.test)["id"]

    answer = money.post(server, f"/api/v1/{resource}", body(server, theirs))
    assert (answer.status, answer.error.get("field")) == (400, "customerId")


@to_customers
def test_the_other_modes_is_refused(server: Caller, resource: str, body: Body) -> None:
    """A live customer is no customer of a test object."""
    live = recipes.new_customer(server.using("live"))["id"]

    answer = money.post(server, f"/api/v1/{resource}", body(server, live))
    assert (answer.status, answer.error.get("field")) == (400, "customerId")


def test_a_price_must_be_the_plans(server: Caller) -> None:
    """A price of another plan is refused."""
    other = money.new_plan(server)["prices"][0]["id"]
    answer = money.post(server, "/api/v1/subscriptions", money.subscription_body(server, priceId=other))

    assert (answer.verdict, answer.error.get("field")) == ((400, "invalid_request"), "priceId")


THINGS: dict[str, Callable[[Caller], money.Thing]] = {
    "plans": money.new_plan,
    "checkout-sessions": money.new_session,
    "invoices": money.new_invoice,
    "subscriptions": money.new_subscription,
    "payouts": money.new_payout,
    "refunds": lambda caller: money.made(money.refund(caller, money.paid_session(caller))),
}
each_thing = pytest.mark.parametrize(("resource", "new"), THINGS.items(), ids=THINGS)


@pytest.mark.parametrize("resource", [*THINGS, "receipts", "events"])
def test_an_absent_object_is_not_found(server: Caller, resource: str) -> None:
    """Nothing answers to an id nobody has."""
    assert server.call("GET", f"/api/v1/{resource}/{ABSENT}").verdict == (404, "not_found")


@each_thing
def test_somebody_elses_object_is_not_found(
    server: Caller, elsewhere: Workspace, resource: str, new: Callable[[Caller], money.Thing]
) -> None:
    """Nobody can tell it from an absent one."""
    theirs = new(elsewhere.test)

    assert server.call("GET", f"/api/v1/{resource}/{theirs['id']}").verdict == (404, "not_found")


@each_thing
def test_the_other_modes_object_is_a_mismatch(
    somewhere: Workspace, resource: str, new: Callable[[Caller], money.Thing]
) -> None:
    """A live object seen with a test key is called what it is."""
    live = new(in_mode(somewhere, "live"))

    assert somewhere.test.call("GET", f"/api/v1/{resource}/{live['id']}").verdict == (401, "mode_mismatch")
