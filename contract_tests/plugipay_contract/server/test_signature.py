"""Who sent it: the signature covers every part, and there is no way around it."""

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256

import pytest

from plugipay_contract import recipes, wire
from plugipay_contract.caller import Caller
from plugipay_contract.subjects import KeyPair
from plugipay_contract.wire import SCHEME, Outgoing

REFUSED = (401, "invalid_signature")
NOTHING = sha256().hexdigest().encode()
"""The hash of no body."""

Alteration = Callable[[Outgoing], Outgoing]

ALTERATIONS: dict[str, Alteration] = {
    "method": lambda signed: replace(signed, method="DELETE"),
    "path": lambda signed: replace(signed, target=signed.target.replace("ABSENT", "OTHERS")),
    "path-case": lambda signed: replace(signed, target=signed.target.replace("ABSENT", "absent")),
    "path-encoding": lambda signed: replace(signed, target=signed.target.replace("cus_", "cus%5F")),
    "query-value": lambda signed: replace(signed, target=signed.target.replace("limit=2", "limit=3")),
    "query-longer": lambda signed: replace(signed, target=signed.target + "&order=asc"),
    "query-removed": lambda signed: replace(signed, target=signed.target.partition("?")[0]),
    "query-encoding": lambda signed: replace(signed, target=signed.target.replace("limit=2", "limi%74=2")),
    "one-body-byte": lambda signed: replace(signed, body=signed.body.replace(b"Ada", b"Ade")),
    "body-whitespace": lambda signed: replace(signed, body=signed.body + b" "),
    "body-removed": lambda signed: replace(signed, body=b""),
    "key-changed": lambda signed: signed.having("Idempotency-Key", recipes.unique()),
    "key-removed": lambda signed: signed.lacking("Idempotency-Key"),
    "timestamp": lambda signed: signed.having("X-Plugipay-Timestamp", str(int(timestamp(signed)) - 1)),
}

ADDITIONS: dict[str, Alteration] = {
    "query": lambda signed: replace(signed, target=f"{signed.target}?limit=2"),
    "body": lambda signed: replace(signed, body=b"{}"),
    "json": lambda signed: replace(signed, body=b"{}").having("Content-Type", "application/json"),
    "key": lambda signed: signed.having("Idempotency-Key", recipes.unique()),
}

OTHER_TEXTS: dict[str, Callable[[bytes], bytes]] = {
    "method-in-lower-case": lambda text: text.replace(b"DELETE", b"delete"),
    "path-without-its-beginning": lambda text: text.replace(b"/api/v1", b""),
    "path-in-lower-case": lambda text: text.replace(recipes.ABSENT.encode(), recipes.ABSENT.lower().encode()),
    "whole-address": lambda text: text.replace(b"/api/v1", b"http://localhost/api/v1"),
    "path-without-query": lambda text: text.replace(b"?limit=2", b""),
    "no-timestamp": lambda text: b"\n".join(part for part in text.split(b"\n") if not part.isdigit()),
    "hash-in-capitals": lambda text: text.replace(NOTHING, NOTHING.upper()),
    "no-hash": lambda text: text.replace(NOTHING, b""),
    "one-line-more": lambda text: text + b"\n",
    "other-line-ends": lambda text: text.replace(b"\n", b"\r\n"),
}

OTHER_SECRETS: dict[str, Callable[[KeyPair], str]] = {
    "none": lambda _: "",
    "the-key-id": lambda key: key.key_id,
    "its-own-rest": lambda key: key.secret[3:],
    "its-own-hash": lambda key: sha256(key.secret.encode()).hexdigest(),
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
    "long-signature": SCHEME + " keyId={key_id}, scope=*, signature={signature}00",
    "prefixed-signature": SCHEME + " keyId={key_id}, scope=*, signature=sha256={signature}",
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


def with_signature(signed: Outgoing, hexed: str) -> Outgoing:
    """The same request with another signature."""
    return signed.having("Authorization", signed.headers["Authorization"].replace(signature(signed), hexed))


@pytest.fixture(scope="module")
def signed(server: Caller) -> Outgoing:
    """A rightly signed request with every part that can be altered."""
    target = f"/api/v1/customers/{recipes.ABSENT}?limit=2"
    return server.signed("PATCH", target, {"name": "Ada"}, idempotency_key=recipes.unique())


def test_a_signed_request_is_answered(server: Caller) -> None:
    """A rightly signed request gets through."""
    answer = server.call("GET", "/api/v1/customers")

    assert answer.verdict == (200, None)


def test_a_wrong_secret_is_refused(server: Caller) -> None:
    """Knowing the key id is not enough."""
    assert recipes.wrong_secret(server).verdict == REFUSED


@pytest.mark.parametrize("alter", ALTERATIONS.values(), ids=ALTERATIONS)
def test_an_altered_part_is_refused(server: Caller, signed: Outgoing, alter: Alteration) -> None:
    """Every signed part, altered after signing, breaks the signature."""
    assert server.send(alter(signed)).verdict == REFUSED


@pytest.mark.parametrize("method", ["GET", "DELETE"])
@pytest.mark.parametrize("add", ADDITIONS.values(), ids=ADDITIONS)
def test_an_added_part_is_refused(server: Caller, method: str, add: Alteration) -> None:
    """A part that appears after signing breaks the signature, also where nobody expects one."""
    signed = server.signed(method, f"/api/v1/customers/{recipes.ABSENT}")

    assert server.send(add(signed)).verdict == REFUSED


@pytest.mark.parametrize("other", OTHER_TEXTS.values(), ids=OTHER_TEXTS)
def test_another_text_is_refused(server: Caller, other: Callable[[bytes], bytes]) -> None:
    """The right secret over nearly the right text is a wrong signature."""
    signed = server.signed("DELETE", f"/api/v1/customers/{recipes.ABSENT}?limit=2")
    text = other(wire.canonical_text(signed, timestamp(signed)))

    assert server.send(with_signature(signed, wire.signature(server.key.secret, text))).verdict == REFUSED


@pytest.mark.parametrize("other", OTHER_SECRETS.values(), ids=OTHER_SECRETS)
def test_what_is_no_secret_is_refused(server: Caller, other: Callable[[KeyPair], str]) -> None:
    """What can be known, guessed or read from a database does not sign."""
    signed = server.signed("GET", "/api/v1/customers")
    text = wire.canonical_text(signed, timestamp(signed))

    assert server.send(with_signature(signed, wire.signature(other(server.key), text))).verdict == REFUSED


def test_a_refusal_does_not_tell_the_signature(server: Caller) -> None:
    """Who signed wrongly is told neither the secret nor what the right signature was."""
    signed = server.signed("GET", "/api/v1/customers")
    told = server.send(with_signature(signed, "0" * 64))

    assert told.verdict == REFUSED
    assert all(each.encode() not in told.body for each in (server.key.secret, signature(signed)))


def test_an_added_idempotency_key_is_refused(server: Caller) -> None:
    """A key that appears after signing breaks the signature."""
    signed = server.signed("POST", "/api/v1/customers", {"name": "Ada"})

    assert server.send(signed.having("Idempotency-Key", recipes.unique())).verdict == REFUSED


def test_an_upper_case_signature_is_refused(server: Caller) -> None:
    """The signature is lower-case hex and is compared as text."""
    signed = server.signed("GET", "/api/v1/customers")
    shouted = signed.headers["Authorization"].replace(signature(signed), signature(signed).upper())

    assert server.send(signed.having("Authorization", shouted)).verdict == REFUSED


def malformed(server: Caller, header: str) -> Outgoing:
    """A rightly signed request that says so in another form."""
    signed = server.signed("GET", "/api/v1/customers")
    return signed.having("Authorization", header.format(key_id=server.key.key_id, signature=signature(signed)))


def test_a_missing_authorization_is_refused(server: Caller) -> None:
    """Nobody gets in without saying who they are."""
    signed = server.signed("GET", "/api/v1/customers")

    assert server.send(signed.lacking("Authorization")).status == 401


@pytest.mark.parametrize("header", HEADERS.values(), ids=HEADERS)
def test_a_malformed_authorization_is_refused(server: Caller, header: str) -> None:
    """Only the documented form of the header counts."""
    assert server.send(malformed(server, header)).status == 401


@pytest.mark.guess
def test_a_missing_authorization_is_a_wrong_signature(server: Caller) -> None:
    """Who does not say who they are has signed wrongly."""
    signed = server.signed("GET", "/api/v1/customers")

    assert server.send(signed.lacking("Authorization")).verdict == REFUSED


@pytest.mark.guess
@pytest.mark.parametrize("header", HEADERS.values(), ids=HEADERS)
def test_a_malformed_authorization_is_a_wrong_signature(server: Caller, header: str) -> None:
    """Who says it in another form has signed wrongly."""
    assert server.send(malformed(server, header)).verdict == REFUSED


@pytest.mark.parametrize("spell", [str.lower, str.upper], ids=["lower", "upper"])
def test_header_names_are_spelled_in_any_case(server: Caller, spell: Callable[[str], str]) -> None:
    """HTTP header names have no case."""
    signed = server.signed("POST", "/api/v1/customers", {}, idempotency_key=recipes.unique())
    spelled = replace(signed, headers={spell(name): value for name, value in signed.headers.items()})

    assert server.send(spelled).verdict == (201, None)
