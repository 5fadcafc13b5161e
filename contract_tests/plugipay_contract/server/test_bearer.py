"""The one-value key: sent as it is, without signature and without a clock."""

import pytest

from plugipay_contract import recipes
from plugipay_contract.caller import Answer, Caller


def bearer(server: Caller, name: str) -> str:
    """One of the subject's Bearer keys; the test is skipped when it has none."""
    if name not in server.subject.bearer:
        pytest.skip(server.subject.lacking(f"{name} Bearer"))
    return server.subject.bearer[name]


def call(
    server: Caller, authorization: str, method: str = "GET", target: str = "/api/v1/customers", **headers: str
) -> Answer:
    """An unsigned call with a literal `Authorization`."""
    return server.send(server.unsigned(method, target, authorization=authorization, **headers))


@pytest.mark.parametrize("mode", ["test", "live"])
def test_a_bearer_key_needs_no_signature(server: Caller, mode: str) -> None:
    """A Bearer key alone is enough."""
    assert call(server, f"Bearer {bearer(server, mode)}").verdict == (200, None)


def test_a_bearer_key_opens_the_same_workspace(server: Caller) -> None:
    """A Bearer key sees what the key pair of its mode created."""
    customer = recipes.new_customer(server)

    answer = call(server, f"Bearer {bearer(server, 'test')}", target=recipes.path(customer))

    assert answer.data == customer


def test_a_bearer_key_stays_in_its_mode(server: Caller) -> None:
    """A live Bearer key does not reach a test object."""
    customer = recipes.new_customer(server)

    answer = call(server, f"Bearer {bearer(server, 'live')}", target=recipes.path(customer))

    assert answer.verdict == (401, "mode_mismatch")


@pytest.mark.guess
@pytest.mark.parametrize(("key", "mode"), [("test", "live"), ("live", "test")])
def test_a_mode_header_holds_for_a_bearer_key_too(server: Caller, key: str, mode: str) -> None:
    """`X-Plugipay-Mode` may not ask for the mode a Bearer key is not for."""
    answer = call(server, f"Bearer {bearer(server, key)}", x_plugipay_mode=mode)

    assert answer.verdict == (401, "mode_mismatch")


def test_a_secret_is_not_a_bearer_key(server: Caller) -> None:
    """What one signs with is never sent."""
    bearer(server, "test")

    assert call(server, f"Bearer {server.key.secret}").verdict == (401, "invalid_key")


def test_an_unknown_bearer_key_is_refused(server: Caller) -> None:
    """A Bearer key nobody was given is an unknown key."""
    bearer(server, "test")

    assert call(server, "Bearer pk_test_nobody").verdict == (401, "invalid_key")


def test_a_key_id_is_not_a_bearer_key(server: Caller) -> None:
    """Knowing the id of a pair is not knowing a Bearer key."""
    bearer(server, "test")

    assert call(server, f"Bearer {server.key.key_id}").verdict == (401, "invalid_key")


def test_the_id_of_a_pair_opens_nothing(server: Caller) -> None:
    """It is no secret, and is refused as Bearer also where nobody has such a key."""
    assert call(server, f"Bearer {server.key.key_id}").status == 401


@pytest.mark.guess
@pytest.mark.parametrize("authorization", ["Bearer", "Bearer "])
def test_an_empty_bearer_key_is_refused(server: Caller, authorization: str) -> None:
    """The scheme without a key is malformed."""
    assert call(server, authorization.strip()).verdict == (401, "invalid_signature")
