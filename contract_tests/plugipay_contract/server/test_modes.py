"""Test and live never meet: not in a pair of keys, not in an object, not in a header."""

import pytest

from plugipay_contract import recipes
from plugipay_contract.caller import Caller
from plugipay_contract.subjects import KeyPair

REFUSED = (401, "mode_mismatch")


def test_a_pair_that_mixes_modes_is_refused(server: Caller) -> None:
    """The test id does not work with the live secret."""
    assert recipes.mixed_pair(server).verdict == REFUSED


def test_a_live_id_with_the_test_secret_is_refused(server: Caller) -> None:
    """Nor does the live id with the test secret."""
    pair = KeyPair(server.using("live").key.key_id, server.key.secret)

    assert server.using(pair).call("GET", "/api/v1/account").verdict == REFUSED


@pytest.mark.parametrize(("method", "body"), [("GET", None), ("PATCH", {"name": "Ada"}), ("DELETE", None)])
def test_an_object_of_the_other_mode_is_out_of_reach(server: Caller, method: str, body: object) -> None:
    """An object of the same workspace's other mode is a mode mismatch, not an absent object."""
    customer = recipes.new_customer(server)

    answer = server.using("live").call(method, recipes.path(customer), body, idempotency_key=recipes.unique())

    assert answer.verdict == REFUSED


def test_a_live_object_is_out_of_reach_for_a_test_key(server: Caller) -> None:
    """The wall stands on both sides."""
    customer = recipes.new_customer(server.using("live"))

    assert server.call("GET", recipes.path(customer)).verdict == REFUSED


def test_a_list_shows_its_own_mode_only(server: Caller) -> None:
    """What was made in test mode is not listed in live mode."""
    customer = recipes.new_customer(server, email=recipes.address())

    answer = server.using("live").call("GET", f"/api/v1/customers?email={customer['email']}")

    assert answer.data == []


@pytest.mark.parametrize(("key", "mode"), [("test", "live"), ("live", "test")])
def test_a_mode_header_against_the_key_is_refused(server: Caller, key: str, mode: str) -> None:
    """`X-Plugipay-Mode` may not ask for the mode the key is not for."""
    assert server.using(key).call("GET", "/api/v1/account", x_plugipay_mode=mode).verdict == REFUSED


@pytest.mark.parametrize("mode", ["test", "live"])
def test_a_mode_header_of_the_keys_mode_is_accepted(server: Caller, mode: str) -> None:
    """`X-Plugipay-Mode` may repeat what the key says."""
    assert server.using(mode).call("GET", "/api/v1/account", x_plugipay_mode=mode).verdict == (200, None)


def test_the_mode_header_is_not_signed(server: Caller) -> None:
    """The mode header is not a signed part: a proxy may add it."""
    signed = server.signed("GET", "/api/v1/account")

    assert server.send(signed.having("X-Plugipay-Mode", "test")).verdict == (200, None)
