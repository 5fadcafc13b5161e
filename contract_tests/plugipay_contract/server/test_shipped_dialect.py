"""The dialect `shipped`: what the newest evidence says the service does, where that differs."""

import pytest

from plugipay_contract import facts, recipes, wire
from plugipay_contract.caller import Caller
from plugipay_contract.subjects import Ability

pytestmark = pytest.mark.needs(Ability.SHIPPED)


def test_the_account_is_for_persons_only(shipped_server: Caller) -> None:
    """No key may read the profile of a person."""
    assert shipped_server.call("GET", "/api/v1/account").verdict == (403, "person_only")


@pytest.mark.parametrize("key", ["live", "read_only", "platform"])
def test_no_key_is_a_person(shipped_server: Caller, key: str) -> None:
    """Not even a platform's key."""
    assert shipped_server.using(key).call("GET", "/api/v1/account").verdict == (403, "person_only")


@pytest.mark.parametrize(("method", "target"), [("POST", ""), ("PATCH", "/cus_1"), ("DELETE", "/cus_1")])
def test_a_required_idempotency_key_is_required(shipped_server: Caller, method: str, target: str) -> None:
    """A guarded write without a key is 400, and says what is missing."""
    answer = shipped_server.call(method, f"/api/v1/customers{target}", None if method == "DELETE" else {})

    assert (answer.verdict, answer.error.get("field")) == ((400, "invalid_request"), "Idempotency-Key")


def test_with_its_key_the_write_passes(shipped_server: Caller) -> None:
    """The same write with a key is carried out."""
    recipes.new_customer(shipped_server)


def test_the_scope_comes_before_the_missing_key(shipped_server: Caller) -> None:
    """A key that may not write is not asked for an idempotency key."""
    answer = shipped_server.using("read_only").call("POST", "/api/v1/customers", {})

    assert answer.verdict == (403, "insufficient_scope")


def test_another_path_has_its_own_keys(shipped_server: Caller) -> None:
    """The same key on another path is another call."""
    key = recipes.unique()
    customer = recipes.new_customer(shipped_server, name="Ada")
    shipped_server.call("POST", "/api/v1/customers", {"name": "Grace"}, idempotency_key=key)

    answer = shipped_server.call("PATCH", recipes.path(customer), {"name": "Grace"}, idempotency_key=key)

    assert answer.verdict == (200, None)


@pytest.mark.parametrize("route", [row for row in facts.ROUTES if row.source == "python 0.1.0"], ids=str)
def test_there_are_no_legacy_aliases(shipped_server: Caller, route: facts.Route) -> None:
    """The paths that only the first Python package knew do not exist."""
    answer = shipped_server.call(route.method, route.path.replace("{id}", "whep_1"))

    assert answer.verdict == (404, "not_found")


@pytest.mark.needs(Ability.DESCRIBES)
def test_legacy_aliases_are_not_described(shipped_server: Caller) -> None:
    """What does not exist does not stand in the document either."""
    document = shipped_server.send(wire.Outgoing("GET", "/openapi.json")).envelope
    described = {facts.operation(method, path) for path, rows in document["paths"].items() for method in rows}

    assert described & {row.operation for row in facts.ROUTES if row.source == "python 0.1.0"} == set()
