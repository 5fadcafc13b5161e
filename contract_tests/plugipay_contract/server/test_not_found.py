"""Absent, or somebody else's: nobody can tell which."""

import pytest

from plugipay_contract import recipes
from plugipay_contract.caller import Caller, Workspace

REFUSED = (404, "not_found")
CALLS = [("GET", None), ("PATCH", {"name": "Ada"}), ("DELETE", None)]


@pytest.mark.parametrize(("method", "body"), CALLS)
def test_an_absent_customer_is_not_found(server: Caller, method: str, body: object) -> None:
    """What does not exist can be neither read nor changed nor deleted."""
    answer = server.call(method, f"/api/v1/customers/{recipes.ABSENT}", body, idempotency_key=recipes.unique())

    assert answer.verdict == REFUSED


def test_the_message_names_the_customer(server: Caller) -> None:
    """The message says which customer is meant."""
    answer = recipes.absent_customer(server)

    assert answer.error.get("message") == f"Customer {recipes.ABSENT} not found"


@pytest.mark.parametrize("customer_id", ["cus_does_not_exist", "nope", "inv_01HX5M7QW9R2T4V6Y8Z0ABSENT"])
def test_an_id_of_another_form_is_not_found(server: Caller, customer_id: str) -> None:
    """An id is opaque: one that could not exist is not found, and named all the same."""
    answer = server.call("GET", f"/api/v1/customers/{customer_id}")

    assert answer.error.get("message") == f"Customer {customer_id} not found"


@pytest.mark.parametrize(("method", "body"), CALLS)
def test_another_workspaces_customer_is_not_found(
    server: Caller, elsewhere: Workspace, method: str, body: object
) -> None:
    """What belongs to another workspace does not exist here."""
    theirs = recipes.new_customer(elsewhere.test)

    answer = server.call(method, recipes.path(theirs), body, idempotency_key=recipes.unique())

    assert answer.verdict == REFUSED


def test_another_workspaces_customer_is_not_found_in_either_mode(server: Caller, elsewhere: Workspace) -> None:
    """Another workspace's live customer is absent as well, never a mode mismatch."""
    theirs = recipes.new_customer(elsewhere.live)

    assert server.call("GET", recipes.path(theirs)).verdict == REFUSED


def test_the_message_does_not_tell_whose_it_is(server: Caller, elsewhere: Workspace) -> None:
    """Somebody else's customer is refused in the words used for an absent one."""
    theirs = recipes.new_customer(elsewhere.test)

    answer = server.call("GET", recipes.path(theirs))

    assert answer.error.get("message") == f"Customer {theirs['id']} not found"


def test_another_workspaces_customer_survives(server: Caller, elsewhere: Workspace) -> None:
    """An attempt to delete somebody else's customer leaves it as it was."""
    theirs = recipes.new_customer(elsewhere.test)
    server.call("DELETE", recipes.path(theirs), idempotency_key=recipes.unique())

    assert elsewhere.test.call("GET", recipes.path(theirs)).data == theirs
