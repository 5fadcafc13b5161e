"""The answer is lost, the work is done: a retry under the same key finds it done, on every mutating route served."""

from typing import Any

import httpx
import pytest

from plugipay_contract import facts, money, operations, recipes
from plugipay_contract.caller import Answer, Caller, is_given
from plugipay_contract.more_operations import MORE
from plugipay_contract.provoking import spare_given
from plugipay_contract.subjects import Ability

pytestmark = pytest.mark.thorough

ROUTES = {route.operation: route for route in facts.ROUTES}
CALLS = operations.OPERATIONS | MORE
UNCOUNTED = {"POST /api/v1/portal-sessions", "POST /api/v1/adapters/managed/onboarding"}  # no list shows them
CREATIONS = {name for name in CALLS if ROUTES[name].status == 201} - UNCOUNTED
COVERED = {name.split("/")[3] for name in CALLS}
LEFT_OUT = {
    "POST /api/v1/templates/preview",  # makes nothing, and answers a page
    "POST /api/v1/webhooks/deliveries/{}/retry",  # wants a delivery that failed
    "POST /api/v1/adapters/managed/onboarding/_simulate",  # a staging server's
}

each_operation = pytest.mark.parametrize("operation", CALLS)
each_creation = pytest.mark.parametrize("operation", sorted(CREATIONS))
needs_faults = pytest.mark.needs(Ability.FAULTS)


def lost(caller: Caller, operation: str, call: operations.Call) -> str:
    """Carry an operation out and lose its answer; the key it was sent under."""
    key = recipes.unique()
    with pytest.raises(httpx.TransportError):
        operations.send(caller, operation, call, key, x_plugipay_mock_fault="drop")
    return key


def count(caller: Caller, call: operations.Call) -> int:
    """How many rows the operation's list has."""
    return len(money.listed(caller, str(call.counted)))


def log(caller: Caller) -> list[str]:
    """The ids of all events, where nobody else writes any."""
    return [] if is_given(caller) else [row["id"] for row in money.listed(caller, "events", "?limit=100")]


@each_operation
def test_an_operation_succeeds(someone: Caller, operation: str) -> None:
    """Every operation answers the status of the table."""
    spare_given(someone, ROUTES[operation].path)
    answer = operations.send(someone, operation, CALLS[operation](someone))

    assert answer.verdict == (ROUTES[operation].status, None)


@each_operation
def test_a_repeat_is_a_replay(someone: Caller, operation: str) -> None:
    """The same call under the same key gets the same answer, and writes no further event."""
    spare_given(someone, ROUTES[operation].path)
    call, key = CALLS[operation](someone), recipes.unique()
    first = operations.send(someone, operation, call, key)
    before = log(someone)
    second = operations.send(someone, operation, call, key)

    assert (second.status, second.body) == (first.status, first.body)
    assert log(someone) == before


@needs_faults
@each_operation
def test_a_retry_after_a_lost_answer_succeeds(merchant: Caller, operation: str) -> None:
    """It is given the answer that was lost."""
    call = CALLS[operation](merchant)
    answer: Answer = operations.send(merchant, operation, call, lost(merchant, operation, call))

    assert answer.verdict == (ROUTES[operation].status, None)


@needs_faults
@each_operation
def test_a_retry_after_a_lost_answer_does_nothing(merchant: Caller, operation: str) -> None:
    """The work was done before, and is not done again."""
    call = CALLS[operation](merchant)
    key = lost(merchant, operation, call)
    before = (log(merchant), money.balance(merchant))
    operations.send(merchant, operation, call, key)

    assert (log(merchant), money.balance(merchant)) == before


@needs_faults
@each_creation
def test_one_key_makes_one_object(merchant: Caller, operation: str) -> None:
    """However often its answer is lost."""
    call = CALLS[operation](merchant)
    before = count(merchant, call)
    key = lost(merchant, operation, call)
    operations.send(merchant, operation, call, key)

    assert count(merchant, call) == before + 1


@needs_faults
@each_creation
def test_a_fresh_key_makes_another(merchant: Caller, operation: str) -> None:
    """A retry under another key is another call."""
    call = CALLS[operation](merchant)
    before = count(merchant, call)
    lost(merchant, operation, call)
    operations.send(merchant, operation, call)

    assert count(merchant, call) == before + 2


def test_no_write_is_left_out(document: dict[str, Any]) -> None:
    """Every write served in these rooms is one of those above."""
    served = {facts.operation(method, path) for path, rows in document["paths"].items() for method in rows}
    writes = {name for name in served & ROUTES.keys() if ROUTES[name].method != "GET"}

    assert {name for name in writes if name.split("/")[3] in COVERED} <= CALLS.keys() | LEFT_OUT
