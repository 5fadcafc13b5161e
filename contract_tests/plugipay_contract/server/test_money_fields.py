"""Money is an integer: whole rupiah, or cents. Everything else is refused, and the field named."""

import re
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from plugipay_contract import facts, money
from plugipay_contract.caller import Answer, Caller

WRONG: dict[str, Any] = {
    "float": 1.5,
    "whole-float": 100.0,
    "negative": -1,
    "true": True,
    "huge": 10**400,
    "just-too-huge": 2**63,
    "text": "100",
    "list": [100],
}

UNSEEN = {"whole-float"}
"""What a server in JavaScript cannot tell from an amount."""

BODIES: dict[str, Callable[[Caller], dict[str, Any]]] = {
    "POST /api/v1/checkout-sessions": lambda _: money.session_body(
        lineItems=[{"name": "Tea", "quantity": 1, "unitAmount": 1}]
    ),
    "POST /api/v1/invoices": lambda caller: money.invoice_body(caller, discount=0, tax=0),
    "POST /api/v1/plans": lambda _: money.plan_body(),
    "POST /api/v1/plans/{id}/prices": lambda _: money.price(),
    "POST /api/v1/subscriptions": lambda caller: money.subscription_body(caller, initialDiscount=0),
    "POST /api/v1/refunds": lambda caller: {"chargeId": money.paid_session(caller)["paymentId"], "amount": 1},
    "POST /api/v1/payouts": lambda _: {"amount": 1, "currency": "IDR", **money.BANK_ACCOUNT},
}
each_field = pytest.mark.parametrize("field", facts.MONEY_FIELDS, ids=str)


def send(caller: Caller, field: facts.MoneyField, value: Any) -> Answer:
    """The operation of a field, with a value in its place."""
    body = deepcopy(BODIES[field.operation](caller))
    *steps, last = (int(step) if step.isdecimal() else step for step in field.field.split("."))
    place: Any = body
    for step in steps:
        place = place[step]
    place[last] = value
    target = field.operation.removeprefix("POST ")
    return money.post(
        caller, target.replace("{id}", money.new_plan(caller)["id"]) if "{id}" in target else target, body
    )


@each_field
@pytest.mark.parametrize(
    "value",
    [pytest.param(value, id=name, marks=[pytest.mark.guess] * (name in UNSEEN)) for name, value in WRONG.items()],
)
def test_what_is_no_amount_is_refused(server: Caller, field: facts.MoneyField, value: Any) -> None:
    """400, and the last part of the field's path is in its name."""
    answer = send(server, field, value)

    assert answer.verdict == (400, "invalid_request")
    assert field.field.rpartition(".")[2] in answer.error["field"]


@each_field
def test_the_least_amount_is_accepted(server: Caller, field: facts.MoneyField) -> None:
    """The limit belongs to what is allowed; only a payout lacks the money."""
    answer = send(server, field, field.minimum)

    assert answer.status == 201 or (field.operation.endswith("payouts") and answer.error["field"] == "amount")


@pytest.mark.parametrize("currency", ["idr", "SGD", "", 360, None], ids=repr)
def test_a_currency_is_one_of_two(server: Caller, currency: Any) -> None:
    """`IDR` or `USD`, in capitals."""
    answer = money.post(server, "/api/v1/checkout-sessions", money.session_body(currency=currency))

    assert (answer.verdict, answer.error["field"]) == ((400, "invalid_request"), "currency")


def test_an_integer_stays_one(server: Caller) -> None:
    """No amount comes back with a point or an exponent."""
    answer = money.post(server, "/api/v1/checkout-sessions", money.session_body(amount=10_000_000_000))

    assert re.search(rb'"amount": ?10000000000[,}]', answer.body)


def test_dollars_are_cents(server: Caller) -> None:
    """A USD amount comes back as the cents it was sent as."""
    session = money.new_session(server, amount=4_900, currency="USD", methods=["paypal"])

    assert (session["amount"], session["currency"]) == (4_900, "USD")
