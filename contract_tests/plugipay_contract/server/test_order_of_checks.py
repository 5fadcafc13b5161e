"""Which error wins when a request is wrong twice: the order of the checks is part of the contract."""

from dataclasses import replace

import pytest

from plugipay_contract import recipes, wire
from plugipay_contract.caller import Caller
from plugipay_contract.subjects import KeyPair

pytestmark = pytest.mark.guess

CUSTOMERS = wire.Outgoing("GET", "/api/v1/customers")
NOBODY = KeyPair("pk_test_nobody", "sk_test_nobody_has_this")


def forged(server: Caller) -> Caller:
    """The right key id with a secret nobody has."""
    return server.using(KeyPair(server.key.key_id, NOBODY.secret))


def test_the_route_comes_before_the_key(server: Caller) -> None:
    """An unknown route is 404 even for an unknown key."""
    assert server.using(NOBODY).call("GET", "/api/v1/nope").verdict == (404, "not_found")


def test_the_method_comes_before_the_key(server: Caller) -> None:
    """A wrong method is 405 even for an unknown key."""
    assert server.using(NOBODY).call("PUT", "/api/v1/customers", {}).verdict == (405, "method_not_allowed")


def test_the_route_comes_before_the_size(server: Caller) -> None:
    """An unknown route is 404 even with a body that is too large."""
    answer = server.call("POST", "/api/v1/nope", recipes.padded(recipes.MEBIBYTE + 1))

    assert answer.verdict == (404, "not_found")


def test_the_size_comes_before_the_key(server: Caller) -> None:
    """A body that is too large is 413 even from an unknown key."""
    answer = server.using(NOBODY).call("POST", "/api/v1/customers", recipes.padded(recipes.MEBIBYTE + 1))

    assert answer.verdict == (413, "payload_too_large")


def test_the_key_comes_before_the_clock(server: Caller) -> None:
    """An unknown key is unknown whatever its clock says."""
    nobody = server.using(NOBODY)

    assert nobody.send(nobody.sign(CUSTOMERS, late=3600)).verdict == (401, "invalid_key")


def test_a_revoked_key_comes_before_its_signature(server: Caller) -> None:
    """A revoked key is refused as such, rightly signed or not."""
    revoked = server.using("revoked")

    assert forged(revoked).call("GET", "/api/v1/customers").verdict == (401, "invalid_key")


def test_the_clock_comes_before_the_signature(server: Caller) -> None:
    """A stale request is stale even when its signature is wrong."""
    impostor = forged(server)

    assert impostor.send(impostor.sign(CUSTOMERS, late=3600)).verdict == (401, "invalid_timestamp")


def test_the_signature_comes_before_the_mode(server: Caller) -> None:
    """A wrong secret is a wrong signature whatever the mode header asks for."""
    answer = forged(server).call("GET", "/api/v1/customers", x_plugipay_mode="live")

    assert answer.verdict == (401, "invalid_signature")


def test_the_mode_comes_before_the_scope(server: Caller) -> None:
    """A read-only key in the wrong mode is told about the mode."""
    reader = server.using("read_only")
    other = "test" if reader.key.mode == "live" else "live"

    answer = reader.call("POST", "/api/v1/customers", {}, x_plugipay_mode=other)

    assert answer.verdict == (401, "mode_mismatch")


def test_the_scope_comes_before_the_body(server: Caller) -> None:
    """A key that may not write is not told what is wrong with what it wrote."""
    answer = server.using("read_only").call("POST", "/api/v1/customers", {"email": "not-an-email"})

    assert answer.verdict == (403, "insufficient_scope")


def test_the_scope_comes_before_the_object(server: Caller) -> None:
    """A key that may not write is not told whether the object exists."""
    answer = server.using("read_only").call("DELETE", f"/api/v1/customers/{recipes.ABSENT}")

    assert answer.verdict == (403, "insufficient_scope")


def test_the_idempotency_key_comes_before_the_body(server: Caller) -> None:
    """A used key with a wrong body is a conflict."""
    key = recipes.unique()
    server.call("POST", "/api/v1/customers", {}, idempotency_key=key)

    answer = server.call("POST", "/api/v1/customers", {"email": "not-an-email"}, idempotency_key=key)

    assert answer.verdict == (409, "idempotency_conflict")


def test_the_body_comes_before_the_object(server: Caller) -> None:
    """A wrong body is refused before anybody looks whether the customer exists."""
    answer = server.call("PATCH", f"/api/v1/customers/{recipes.ABSENT}", {"email": "not-an-email"})

    assert answer.verdict == (400, "invalid_request")


def test_the_signature_comes_before_the_body(server: Caller) -> None:
    """A body altered into nonsense is a wrong signature, not a wrong body."""
    signed = server.signed("POST", "/api/v1/customers", {"name": "Ada"})

    assert server.send(replace(signed, body=b"{")).verdict == (401, "invalid_signature")
