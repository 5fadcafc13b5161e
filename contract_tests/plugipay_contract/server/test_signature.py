"""Who sent it: the signature covers every part, and there is no way around it."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from plugipay_contract import recipes
from plugipay_contract.caller import Caller
from plugipay_contract.wire import SCHEME, Outgoing

REFUSED = (401, "invalid_signature")

Alteration = Callable[[Outgoing], Outgoing]

ALTERATIONS: dict[str, Alteration] = {
    "method": lambda signed: replace(signed, method="DELETE"),
    "path": lambda signed: replace(signed, target=signed.target.replace("ABSENT", "OTHERS")),
    "query-value": lambda signed: replace(signed, target=signed.target.replace("limit=2", "limit=3")),
    "query-removed": lambda signed: replace(signed, target=signed.target.partition("?")[0]),
    "query-encoding": lambda signed: replace(signed, target=signed.target.replace("limit=2", "limi%74=2")),
    "one-body-byte": lambda signed: replace(signed, body=signed.body.replace(b"Ada", b"Ade")),
    "body-whitespace": lambda signed: replace(signed, body=signed.body + b" "),
    "body-removed": lambda signed: replace(signed, body=b""),
    "key-changed": lambda signed: signed.having("Idempotency-Key", recipes.unique()),
    "key-removed": lambda signed: signed.lacking("Idempotency-Key"),
    "timestamp": lambda signed: signed.having("X-Plugipay-Timestamp", str(int(timestamp(signed)) - 1)),
}

HEADERS = {
    "empty": "",
    "scheme-only": SCHEME,
    "other-scheme": "Basic cGs6c2s=",
    "other-hash": "Plugipay-HMAC-SHA512 keyId={key_id}, scope=*, signature={signature}",
    "no-scheme": "keyId={key_id}, scope=*, signature={signature}",
    "no-key-id": SCHEME + " scope=*, signature={signature}",
    "no-signature": SCHEME + " keyId={key_id}, scope=*",
    "empty-signature": SCHEME + " keyId={key_id}, scope=*, signature=",
    "short-signature": SCHEME + " keyId={key_id}, scope=*, signature={signature:.63}",
    "not-hex": SCHEME + " keyId={key_id}, scope=*, signature=" + "z" * 64,
    "not-ascii": SCHEME + " keyId={key_id}, scope=*, signature=" + "\u00e9" * 64,
    "zeros": SCHEME + " keyId={key_id}, scope=*, signature=" + "0" * 64,
}


def timestamp(signed: Outgoing) -> str:
    """The second a request was signed at."""
    return signed.headers["X-Plugipay-Timestamp"]


def signature(signed: Outgoing) -> str:
    """The hex a request was signed with."""
    return signed.headers["Authorization"].rpartition("=")[2]


@pytest.fixture(scope="module")
def signed(server: Caller) -> Outgoing:
    """A rightly signed request with every part that can be altered."""
    target = f"/api/v1/customers/{recipes.ABSENT}?limit=2"
    return server.signed("PATCH", target, {"name": "Ada"}, idempotency_key=recipes.unique())


def test_a_signed_request_is_answered(server: Caller) -> None:
    """A rightly signed request gets through."""
    answer = server.call("GET", "/api/v1/account")

    assert answer.verdict == (200, None)


def test_a_wrong_secret_is_refused(server: Caller) -> None:
    """Knowing the key id is not enough."""
    assert recipes.wrong_secret(server).verdict == REFUSED


@pytest.mark.parametrize("alter", ALTERATIONS.values(), ids=ALTERATIONS)
def test_an_altered_part_is_refused(server: Caller, signed: Outgoing, alter: Alteration) -> None:
    """Every signed part, altered after signing, breaks the signature."""
    assert server.send(alter(signed)).verdict == REFUSED


def test_an_added_idempotency_key_is_refused(server: Caller) -> None:
    """A key that appears after signing breaks the signature."""
    signed = server.signed("POST", "/api/v1/customers", {"name": "Ada"})

    assert server.send(signed.having("Idempotency-Key", recipes.unique())).verdict == REFUSED


def test_an_upper_case_signature_is_refused(server: Caller) -> None:
    """The signature is lower-case hex and is compared as text."""
    signed = server.signed("GET", "/api/v1/account")
    shouted = signed.headers["Authorization"].replace(signature(signed), signature(signed).upper())

    assert server.send(signed.having("Authorization", shouted)).verdict == REFUSED


def test_a_missing_authorization_is_refused(server: Caller) -> None:
    """Nobody gets in without saying who they are."""
    signed = server.signed("GET", "/api/v1/account")

    assert server.send(signed.lacking("Authorization")).verdict == REFUSED


@pytest.mark.parametrize("header", HEADERS.values(), ids=HEADERS)
def test_a_malformed_authorization_is_refused(server: Caller, header: str) -> None:
    """Only the documented form of the header counts."""
    signed = server.signed("GET", "/api/v1/account")
    malformed = header.format(key_id=server.key.key_id, signature=signature(signed))

    assert server.send(signed.having("Authorization", malformed)).verdict == REFUSED


@pytest.mark.parametrize("spell", [str.lower, str.upper], ids=["lower", "upper"])
def test_header_names_are_spelled_in_any_case(server: Caller, spell: Callable[[str], str]) -> None:
    """HTTP header names have no case."""
    signed = server.signed("POST", "/api/v1/customers", {}, idempotency_key=recipes.unique())
    spelled = replace(signed, headers={spell(name): value for name, value in signed.headers.items()})

    assert server.send(spelled).verdict == (201, None)
