"""Which key: it must be known and not revoked, and it opens its own workspace only."""

import pytest

from plugipay_contract import recipes
from plugipay_contract.caller import Caller, Workspace
from plugipay_contract.subjects import Ability, KeyPair


def test_an_unknown_key_id_is_refused(server: Caller) -> None:
    """A key id nobody was given is not a key."""
    assert recipes.unknown_key(server).verdict == (401, "invalid_key")


def test_a_revoked_key_is_refused(server: Caller) -> None:
    """A revoked key no longer opens anything."""
    assert server.using("revoked").call("GET", "/api/v1/account").verdict == (401, "invalid_key")


def test_a_key_id_is_compared_as_written(server: Caller) -> None:
    """A key id in capitals is another key id."""
    shouted = KeyPair(server.key.key_id.upper(), server.key.secret)

    assert server.using(shouted).call("GET", "/api/v1/account").verdict == (401, "invalid_key")


def test_another_workspaces_secret_is_refused(server: Caller, elsewhere: Workspace) -> None:
    """A secret belongs to its own key id."""
    elsewhere.test.call("GET", "/api/v1/customers")
    borrowed = KeyPair(server.key.key_id, elsewhere.test.key.secret)

    assert server.using(borrowed).call("GET", "/api/v1/account").verdict == (401, "invalid_signature")


@pytest.mark.needs(Ability.AUTO_KEYS)
def test_auto_keys_open_a_workspace_of_their_own(server: Caller, workspace: Workspace) -> None:
    """A pair nobody has used before enrols a new workspace."""
    answer = workspace.test.call("GET", "/api/v1/account")

    assert answer.data["accountId"] != server.call("GET", "/api/v1/account").data["accountId"]


@pytest.mark.needs(Ability.AUTO_KEYS)
def test_both_modes_of_an_auto_name_are_one_workspace(workspace: Workspace) -> None:
    """The live pair of a name opens the workspace its test pair opened."""
    first, second = (caller.call("GET", "/api/v1/account").data for caller in (workspace.test, workspace.live))

    assert first["accountId"] == second["accountId"]


@pytest.mark.needs(Ability.AUTO_KEYS)
def test_an_auto_secret_must_carry_the_same_name(server: Caller, workspace: Workspace) -> None:
    """An auto key id with another name's secret is a wrong secret."""
    other = KeyPair(workspace.test.key.key_id, f"sk_test_auto_{recipes.unique()}")

    assert server.using(other).call("GET", "/api/v1/account").verdict == (401, "invalid_signature")
