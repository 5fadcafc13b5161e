"""The dialect `shipped` in the money core: what the first Python package sends, and the service refuses."""

from collections.abc import Callable
from typing import Any

import pytest

from plugipay_contract import facts, money
from plugipay_contract.caller import Caller
from plugipay_contract.recipes import new_customer
from plugipay_contract.subjects import Ability

SHORTHAND = {"name": "Tea club", "currency": "IDR", "amount": 150_000, "interval": "month"}
GUARDED = [
    route
    for route in facts.ROUTES
    if route.key_policy == "required" and route.path.split("/")[3] in {"plans", "invoices", "subscriptions", "payouts"}
]


def test_a_plan_may_have_one_amount(server: Caller) -> None:
    """The first Python package sends currency and amount: one flat price is made of them."""
    (price,) = money.made(money.post(server, "/api/v1/plans", SHORTHAND))["prices"]

    assert (price["model"], price["currency"], price["unitAmount"]) == ("flat", "IDR", 150_000)


@pytest.mark.needs(Ability.SHIPPED)
def test_a_plan_has_prices(shipped_server: Caller) -> None:
    """The service knows no amount of a plan."""
    assert money.post(shipped_server, "/api/v1/plans", SHORTHAND).verdict == (400, "invalid_request")


UNGUARDED: dict[str, Callable[[Caller], tuple[str, dict[str, Any]]]] = {
    "invoices.create": lambda caller: ("/api/v1/invoices", money.invoice_body(caller)),
    "invoices.finalize": lambda caller: (f"/api/v1/invoices/{money.new_invoice(caller)['id']}/finalize", {}),
}


@pytest.mark.parametrize("call", UNGUARDED.values(), ids=UNGUARDED)
def test_a_write_may_come_without_a_key(server: Caller, call: Callable[[Caller], tuple[str, dict[str, Any]]]) -> None:
    """The first Python package sends none with these."""
    assert server.call("POST", *call(server)).status in {200, 201}


@pytest.mark.needs(Ability.SHIPPED)
@pytest.mark.parametrize("route", GUARDED, ids=str)
def test_a_guarded_write_wants_a_key(shipped_server: Caller, route: facts.Route) -> None:
    """A write that the service guards is 400 without a key, before anything else is looked at."""
    answer = shipped_server.call(route.method, route.path.replace("{id}", "any_1"), {})

    assert (answer.verdict, answer.error.get("field")) == ((400, "invalid_request"), "Idempotency-Key")


@pytest.mark.needs(Ability.SHIPPED)
def test_a_session_is_paid_all_the_same(shipped_server: Caller) -> None:
    """The money core works in either dialect."""
    assert money.paid_session(shipped_server)["status"] == "completed"


@pytest.mark.needs(Ability.SHIPPED)
def test_a_confirmation_needs_no_key(shipped_server: Caller) -> None:
    """Nobody sends one with it."""
    session = money.claimed_session(shipped_server, customerId=new_customer(shipped_server)["id"])

    assert shipped_server.call("POST", f"/api/v1/checkout-sessions/{session['id']}/confirm", {}).status == 200
