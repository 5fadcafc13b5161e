"""What a key may do: reading is not writing."""

import pytest

from plugipay_contract import recipes
from plugipay_contract.caller import Caller

REFUSED = (403, "insufficient_scope")


def test_a_read_only_key_may_not_write(server: Caller) -> None:
    """A key with read scopes creates nothing."""
    assert recipes.read_only_write(server).verdict == REFUSED


@pytest.mark.parametrize(("method", "body"), [("PATCH", {"name": "Ada"}), ("DELETE", None)])
def test_a_read_only_key_may_not_change(server: Caller, method: str, body: object) -> None:
    """A key with read scopes changes and deletes nothing, not even what it may see."""
    customer = recipes.new_customer(server)

    answer = server.using("read_only").call(method, recipes.path(customer), body, idempotency_key=recipes.unique())

    assert answer.verdict == REFUSED


def test_a_read_only_key_may_list(server: Caller) -> None:
    """A key with read scopes lists."""
    assert server.using("read_only").call("GET", "/api/v1/customers").verdict == (200, None)


def test_a_read_only_key_reads_what_its_workspace_made(server: Caller) -> None:
    """A key with read scopes sees what another key of its workspace and mode created."""
    reader = server.using("read_only")
    writer = server.using(reader.key.mode)
    customer = recipes.new_customer(writer)

    assert reader.call("GET", recipes.path(customer)).data == customer


@pytest.mark.parametrize("key", ["test", "live", "read_only", "platform"])
def test_any_key_may_ask_whose_it_is(server: Caller, key: str) -> None:
    """The account is the credential check: every key may read it."""
    assert server.using(key).call("GET", "/api/v1/account").verdict == (200, None)


def test_the_scope_named_in_the_header_grants_nothing(server: Caller) -> None:
    """`scope=*` in the header is what every client says, not what the key may do."""
    signed = server.using("read_only").signed("POST", "/api/v1/customers", {}, idempotency_key=recipes.unique())

    assert "scope=*" in signed.headers["Authorization"]
    assert server.send(signed).verdict == REFUSED
