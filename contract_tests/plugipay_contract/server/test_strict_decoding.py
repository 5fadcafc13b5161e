"""Answers can be decoded by the strictest of the official SDKs, Go's; the judge of all other answers, tried by name."""

import pytest

from plugipay_contract import decoding, facts, money, operations, provoking, recipes, shapes, wire
from plugipay_contract.caller import Answer, Caller, Workspace, enrol
from plugipay_contract.more_operations import MORE
from plugipay_contract.subjects import Ability, skip_without

WRITES = {name: prepare for name, prepare in (operations.OPERATIONS | MORE).items() if name in shapes.ANSWERS}
LISTS = sorted(
    name.partition(" /api/v1/")[2]
    for name, kind in shapes.ANSWERS.items()
    if name in {route.operation for route in facts.ROUTES if route.paged} and kind.startswith("[")
)
OBJECTS = ["adapters", "checkout/settings", "payouts/balance", "payouts/bank-account", "adapters/managed/onboarding"]
OF_A_YEAR = "?from=2026-01-01&to=2027-01-01&currency=IDR"


def complaints(method: str, target: str, answer: Answer) -> list[str]:
    """What a strict decoder has against a success."""
    assert answer.error == {}
    return decoding.complaints(method, target, answer)


@pytest.mark.parametrize("name", WRITES)
def test_what_a_write_answers_decodes(someone: Caller, name: str) -> None:
    """Each field of what was made or changed has the type it has in Go, down to the lines of an invoice."""
    provoking.spare_given(someone, name.partition(" ")[2])
    call = WRITES[name](someone)

    assert complaints(name.partition(" ")[0], call.target, operations.send(someone, name, call)) == []


@pytest.fixture(scope="session")
def busy(server: Caller) -> Workspace:
    """A workspace where money came in and went out."""
    skip_without(server.subject, Ability.AUTO_KEYS)
    workspace = enrol(server)
    for name in (
        "POST /api/v1/refunds",
        "POST /api/v1/payouts",
        "POST /api/v1/subscriptions",
        "POST /api/v1/gift-cards",
    ):
        caller = workspace.test
        assert operations.send(caller, name, WRITES[name](caller)).verdict == (201, None)
    return workspace


@pytest.mark.parametrize("name", LISTS)
def test_what_a_list_answers_decodes(busy: Workspace, name: str) -> None:
    """A list is an array of rows, with its cursor as text or null, and whether there is more as a boolean."""
    target = f"/api/v1/{name}"

    assert complaints("GET", target, busy.test.call("GET", target)) == []


@pytest.mark.parametrize("name", OBJECTS)
def test_what_is_one_object_decodes(busy: Workspace, name: str) -> None:
    """Adapters are an object, no list; a balance has whole numbers."""
    target = f"/api/v1/{name}"

    assert complaints("GET", target, busy.test.call("GET", target)) == []


@pytest.mark.parametrize("name", ["ledger/balances", "reports/pnl" + OF_A_YEAR, "reports/cash-flow" + OF_A_YEAR])
def test_what_the_books_answer_decodes(busy: Workspace, name: str) -> None:
    """Every sum is a whole number."""
    target = f"/api/v1/{name}"

    assert complaints("GET", target, busy.test.call("GET", target)) == []


def test_metadata_decodes(merchant: Caller) -> None:
    """It is a map from text to text, also where the text looks like a number."""
    customer = recipes.new_customer(merchant, metadata={"floor": "3", "vip": "true"})
    target = recipes.path(customer)

    assert complaints("GET", target, merchant.call("GET", target)) == []
    assert customer["metadata"] == {"floor": "3", "vip": "true"}


def test_a_paid_session_decodes(merchant: Caller) -> None:
    """What is null while a session is open has its type afterwards."""
    target = f"/api/v1/checkout-sessions/{money.paid_session(merchant)['id']}"

    assert complaints("GET", target, merchant.call("GET", target)) == []


def test_a_refusal_decodes(server: Caller) -> None:
    """An error is an object with a code and a message in text, beside data that is null."""
    answer = server.send(wire.Outgoing("GET", "/api/v1/customers"))

    assert (answer.status, decoding.complaints("GET", "/api/v1/customers", answer)) == (401, [])
