"""Answers are as the server's own document describes them; the judge of all other answers is tried here by name."""

import pytest

from plugipay_contract import judgement, recipes, wire
from plugipay_contract.caller import Answer, Caller
from plugipay_contract.subjects import Ability

CUSTOMERS = "/api/v1/customers"

pytestmark = pytest.mark.needs(Ability.DESCRIBES)


def complaints(caller: Caller, method: str, target: str, answer: Answer) -> list[str]:
    """What the document has against an answer."""
    return judgement.complaints(caller.subject, caller.http, method, target, answer)


def test_an_object_is_as_described(merchant: Caller) -> None:
    """One customer has every field of its schema, each of its type, and no other."""
    target = recipes.path(recipes.new_customer(merchant, name="Ada", metadata={"tier": "gold"}))

    assert complaints(merchant, "GET", target, merchant.call("GET", target)) == []


def test_a_page_is_as_described(merchant: Caller) -> None:
    """So has every row of a list."""
    recipes.new_customer(merchant, name="Ada")

    assert complaints(merchant, "GET", CUSTOMERS, merchant.call("GET", CUSTOMERS)) == []


def test_a_refusal_is_as_described(merchant: Caller) -> None:
    """A refusal has a declared status and the envelope of refusals."""
    target = f"{CUSTOMERS}/cus_nobody"

    assert complaints(merchant, "GET", target, merchant.call("GET", target)) == []


def test_a_bad_request_is_as_described(merchant: Caller) -> None:
    """With its fields at fault."""
    answer = merchant.call("POST", CUSTOMERS, {"email": 1, "shoeSize": 44})

    assert complaints(merchant, "POST", CUSTOMERS, answer) == []


def test_a_refusal_without_a_key_is_as_described(server: Caller) -> None:
    """So is the refusal of somebody unknown."""
    answer = server.send(wire.Outgoing("GET", CUSTOMERS))

    assert complaints(server, "GET", CUSTOMERS, answer) == []


def test_a_removal_is_as_described(merchant: Caller) -> None:
    """A 204 is empty."""
    target = recipes.path(recipes.new_customer(merchant))

    assert complaints(merchant, "DELETE", target, merchant.call("DELETE", target)) == []


def test_a_file_is_as_described(merchant: Caller) -> None:
    """What has no envelope has its declared media type."""
    target = "/api/v1/reports/ledger.csv"

    assert complaints(merchant, "GET", target, merchant.call("GET", target)) == []
