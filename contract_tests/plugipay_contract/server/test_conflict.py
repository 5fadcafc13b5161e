"""An external id names one customer of a workspace and mode."""

from plugipay_contract import recipes
from plugipay_contract.caller import Caller, Workspace

CONFLICT = (409, "conflict")


def test_an_external_id_is_taken_once(server: Caller) -> None:
    """A second customer with the same external id is refused."""
    assert recipes.duplicate_external_id(server).verdict == CONFLICT


def test_a_refused_duplicate_is_not_stored(server: Caller) -> None:
    """The refused customer does not exist."""
    customer = recipes.new_customer(server, externalId=recipes.unique())
    body = {"externalId": customer["externalId"]}
    server.call("POST", "/api/v1/customers", body, idempotency_key=recipes.unique())

    assert server.call("GET", f"/api/v1/customers?externalId={customer['externalId']}").data == [customer]


def test_an_update_may_not_take_anothers_external_id(server: Caller) -> None:
    """PATCH cannot take what POST could not."""
    taken = recipes.new_customer(server, externalId=recipes.unique())["externalId"]
    path = recipes.path(recipes.new_customer(server))

    answer = server.call("PATCH", path, {"externalId": taken}, idempotency_key=recipes.unique())

    assert answer.verdict == CONFLICT


def test_an_update_may_repeat_its_own_external_id(server: Caller) -> None:
    """A customer is not in its own way."""
    customer = recipes.new_customer(server, externalId=recipes.unique())
    body = {"externalId": customer["externalId"], "name": "Ada"}

    answer = server.call("PATCH", recipes.path(customer), body, idempotency_key=recipes.unique())

    assert answer.verdict == (200, None)


def test_the_other_mode_may_use_the_same_external_id(server: Caller) -> None:
    """Test and live are separate books."""
    external_id = recipes.new_customer(server, externalId=recipes.unique())["externalId"]

    assert recipes.new_customer(server.using("live"), externalId=external_id)["externalId"] == external_id


def test_another_workspace_may_use_the_same_external_id(server: Caller, elsewhere: Workspace) -> None:
    """Workspaces are separate books."""
    external_id = recipes.new_customer(server, externalId=recipes.unique())["externalId"]

    assert recipes.new_customer(elsewhere.test, externalId=external_id)["externalId"] == external_id


def test_an_email_is_not_unique(server: Caller) -> None:
    """Two customers may share an address."""
    email = recipes.address()

    first, second = (recipes.new_customer(server, email=email) for _ in range(2))

    assert first["id"] != second["id"]


def test_an_external_id_is_free_after_a_deletion(server: Caller) -> None:
    """A customer who is gone has nothing any more."""
    gone = recipes.new_customer(server, externalId=recipes.unique())
    server.call("DELETE", recipes.path(gone), idempotency_key=recipes.unique())

    assert recipes.new_customer(server, externalId=gone["externalId"])["externalId"] == gone["externalId"]


def test_an_external_id_is_free_after_a_change(server: Caller) -> None:
    """A customer who has another one does not keep the first."""
    before = recipes.new_customer(server, externalId=recipes.unique())
    body = {"externalId": recipes.unique()}
    server.call("PATCH", recipes.path(before), body, idempotency_key=recipes.unique())

    assert recipes.new_customer(server, externalId=before["externalId"])["externalId"] == before["externalId"]
