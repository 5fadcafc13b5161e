"""The shortest way to each refusal at any server, and to the few things one needs on the way."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from plugipay_contract import wire
from plugipay_contract.caller import Answer, Caller
from plugipay_contract.subjects import KeyPair

Recipe = Callable[[Caller], Answer]

ABSENT = "cus_01HX5M7QW9R2T4V6Y8Z0ABSENT"
MEBIBYTE = 1024 * 1024
TEA = {"description": "Tea", "quantity": 1, "unitAmount": 10_000}


def unique() -> str:
    """A text nobody has used before: an idempotency key, an external id, a name."""
    return uuid4().hex


def address() -> str:
    """An email address nobody has used before."""
    return f"{unique()}@example.com"


def new_customer(caller: Caller, **fields: Any) -> dict[str, Any]:
    """A customer that now exists."""
    answer = caller.call("POST", "/api/v1/customers", fields, idempotency_key=unique())
    assert answer.verdict == (201, None)
    customer: dict[str, Any] = answer.data
    return customer


def path(customer: dict[str, Any]) -> str:
    """Where a customer lives."""
    return f"/api/v1/customers/{customer['id']}"


def padded(size: int) -> bytes:
    """An empty JSON object of exactly so many bytes."""
    return b"{" + b" " * (size - 2) + b"}"


def invalid_email(caller: Caller) -> Answer:
    """Create a customer whose email is no address."""
    return caller.call("POST", "/api/v1/customers", {"email": "not-an-email"}, idempotency_key=unique())


def wrong_secret(caller: Caller) -> Answer:
    """Sign with a secret nobody has."""
    return caller.using(KeyPair(caller.key.key_id, "sk_test_nobody_has_this")).call("GET", "/api/v1/account")


def unknown_key(caller: Caller) -> Answer:
    """Sign with a pair nobody has."""
    return caller.using(KeyPair("pk_test_nobody", "sk_test_nobody_has_this")).call("GET", "/api/v1/account")


def old_clock(caller: Caller) -> Answer:
    """Sign with a clock an hour late."""
    return caller.send(caller.sign(wire.Outgoing("GET", "/api/v1/account"), late=3600))


def mixed_pair(caller: Caller) -> Answer:
    """Sign with the test id and the live secret."""
    pair = KeyPair(caller.key.key_id, caller.using("live").key.secret)
    return caller.using(pair).call("GET", "/api/v1/account")


def read_only_write(caller: Caller) -> Answer:
    """Create a customer with a key that may only read."""
    return caller.using("read_only").call("POST", "/api/v1/customers", {}, idempotency_key=unique())


def absent_customer(caller: Caller) -> Answer:
    """Ask for a customer nobody has."""
    return caller.call("GET", f"/api/v1/customers/{ABSENT}")


def wrong_method(caller: Caller) -> Answer:
    """Put to where one only posts and gets."""
    return caller.call("PUT", "/api/v1/customers", {})


def reused_key(caller: Caller) -> Answer:
    """Create two customers under one idempotency key."""
    key = unique()
    caller.call("POST", "/api/v1/customers", {"name": "Ada"}, idempotency_key=key)
    return caller.call("POST", "/api/v1/customers", {"name": "Grace"}, idempotency_key=key)


def duplicate_external_id(caller: Caller) -> Answer:
    """Create two customers with one external id."""
    customer = new_customer(caller, externalId=unique())
    return caller.call("POST", "/api/v1/customers", {"externalId": customer["externalId"]}, idempotency_key=unique())


def huge_body(caller: Caller) -> Answer:
    """Send one byte more than a mebibyte."""
    return caller.call("POST", "/api/v1/customers", padded(MEBIBYTE + 1), idempotency_key=unique())


def twice_voided(caller: Caller) -> Answer:
    """Void an invoice, and void it again."""
    body = {"customerId": new_customer(caller)["id"], "currency": "IDR", "lines": [TEA]}
    invoice = caller.call("POST", "/api/v1/invoices", body, idempotency_key=unique()).data
    target = f"/api/v1/invoices/{invoice['id']}/void"
    caller.call("POST", target, {}, idempotency_key=unique())
    return caller.call("POST", target, {}, idempotency_key=unique())


RECIPES: tuple[Recipe, ...] = (
    invalid_email,
    wrong_secret,
    unknown_key,
    old_clock,
    mixed_pair,
    read_only_write,
    absent_customer,
    wrong_method,
    reused_key,
    duplicate_external_id,
    twice_voided,
    huge_body,
)
