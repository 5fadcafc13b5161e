"""What a request may say: every wrong field is named, the first of them in the message."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from plugipay_contract import money, recipes
from plugipay_contract.caller import Answer, Caller
from plugipay_contract.more_operations import MORE
from plugipay_contract.operations import OPERATIONS

REFUSED = (400, "invalid_request")

LONGEST_EMAIL = f"{'a' * 64}@{'.'.join(['b' * 63, 'b' * 62, 'b' * 62, 'b' * 62, 'id'])}"

ACCEPTED: dict[str, dict[str, Any]] = {
    "no-field-at-all": {},
    "shortest-name": {"name": "A"},
    "longest-name": {"name": "A" * 255},
    "unicode-name-counts-characters": {"name": "é" * 255},
    "longest-email": {"email": LONGEST_EMAIL},
    "shortest-phone": {"phone": "1"},
    "longest-phone": {"phone": "1" * 64},
    "longest-tax-id": {"taxId": "1" * 64},
    "fifty-pairs": {"metadata": {f"key{n}": "value" for n in range(50)}},
    "no-pairs": {"metadata": {}},
    "metadata-null": {"metadata": None},
}

REJECTED: dict[str, dict[str, Any]] = {
    "email-without-at": {"email": "ada.example.com"},
    "email-without-host": {"email": "ada@"},
    "email-with-space": {"email": "ada lovelace@example.com"},
    "email-too-long": {"email": f"a{LONGEST_EMAIL}"},
    "email-empty": {"email": ""},
    "email-number": {"email": 5},
    "name-empty": {"name": ""},
    "name-too-long": {"name": "A" * 256},
    "name-number": {"name": 5},
    "name-list": {"name": ["Ada"]},
    "external-id-empty": {"externalId": ""},
    "external-id-too-long": {"externalId": "x" * 256},
    "phone-empty": {"phone": ""},
    "phone-too-long": {"phone": "1" * 65},
    "tax-id-empty": {"taxId": ""},
    "tax-id-too-long": {"taxId": "1" * 65},
    "metadata-text": {"metadata": "colour=blue"},
    "metadata-51-pairs": {"metadata": {f"key{n}": "value" for n in range(51)}},
    "unknown-field": {"nickname": "Countess"},
    "snake-case-field": {"external_id": "1"},
}

NOT_AN_OBJECT = {
    "half": b'{"name": "Ada"',
    "trailing-comma": b'{"name": "Ada",}',
    "two-objects": b"{}{}",
    "not-json": b"name=Ada",
    "not-utf-8": b'{"name": "\xff"}',
    "array": b"[]",
    "text": b'"Ada"',
    "null": b"null",
    "number": b"5",
    "not-a-number": b'{"name": NaN}',
    "deeply-nested": b"[" * 100_000,
}

ITEM = {"name": "Tea", "quantity": 1, "unitAmount": 50_000}
BANK_ACCOUNT = {"bankName": "BCA", "accountNumber": "1234567890", "accountHolder": "Ada Lovelace"}
NESTED: dict[str, tuple[str, dict[str, Any], Callable[[Caller], dict[str, Any]]]] = {
    "POST invoices": ("lines", money.line(), money.invoice_body),
    "POST checkout-sessions": ("lineItems", ITEM, lambda _: money.session_body()),
    "POST plans": ("prices", money.price(), lambda _: money.plan_body()),
    "PUT adapters/manual": ("bankAccounts", BANK_ACCOUNT, lambda _: {"instructions": "Pay at the desk"}),
}
"""Which list of a body has objects in it, one of them, and the rest of the body."""

NOTED = ("plans", "checkout-sessions", "subscriptions", "refunds", "gift-cards")
"""What carries metadata, beside customers."""

QUERIES = ["limit=many", "limit=1.5", "limit=-1", "order=sideways", "createdAfter=yesterday"]


def create(server: Caller, body: Any) -> Answer:
    """An attempt to create a customer from a body."""
    return server.call("POST", "/api/v1/customers", body, idempotency_key=recipes.unique())


def failing_fields(answer: Answer) -> set[str]:
    """The fields that `error.details` lists."""
    return {row["field"] for row in answer.error["details"]}


def test_an_email_must_be_an_address(server: Caller) -> None:
    """The documented example, word for word."""
    answer = create(server, {"email": "not-an-email"})

    assert answer.error.get("message") == "email: must be a valid email address"


def test_the_error_names_the_field(server: Caller) -> None:
    """`error.field` is the offending field."""
    assert create(server, {"email": "not-an-email"}).error.get("field") == "email"


@pytest.mark.guess
def test_details_name_every_failing_field(server: Caller) -> None:
    """`error.details` has every field that fails and none that passes."""
    answer = create(server, {"email": "not-an-email", "name": "", "phone": "1", "nickname": "Countess"})

    assert failing_fields(answer) == {"email", "name", "nickname"}


@pytest.mark.guess
def test_details_say_why(server: Caller) -> None:
    """Each row of `error.details` has a field and its own message."""
    details = create(server, {"email": "not-an-email", "name": ""}).error["details"]

    assert {"field": "email", "message": "must be a valid email address"} in details


@pytest.mark.guess
def test_the_field_is_one_of_the_details(server: Caller) -> None:
    """`error.field` and the message speak of a field that `error.details` has."""
    answer = create(server, {"name": "", "email": "not-an-email"})

    assert answer.error.get("field") in failing_fields(answer)
    assert answer.error["message"].startswith(f"{answer.error['field']}: ")


@pytest.mark.parametrize("body", ACCEPTED.values(), ids=ACCEPTED)
def test_what_is_within_the_limits_is_accepted(server: Caller, body: dict[str, Any]) -> None:
    """The limits belong to what is allowed."""
    assert create(server, body).verdict == (201, None)


@pytest.mark.parametrize("length", [1, 255])
def test_an_external_id_may_be_as_long_as_this(server: Caller, length: int) -> None:
    """An external id has 1 to 255 characters."""
    external_id = (recipes.unique() * 8)[:length]

    assert create(server, {"externalId": external_id}).status in {201, 409}


@pytest.mark.parametrize("body", REJECTED.values(), ids=REJECTED)
def test_what_is_beyond_the_limits_is_refused(server: Caller, body: dict[str, Any]) -> None:
    """The wrong field is refused and named."""
    answer = create(server, body)

    assert (answer.verdict, answer.error.get("field")) == (REFUSED, next(iter(body)))


@pytest.mark.parametrize("value", [5, True, None, ["blue"], {"dark": "blue"}], ids=repr)
def test_metadata_values_are_texts(server: Caller, value: object) -> None:
    """Metadata maps text to text."""
    answer = create(server, {"metadata": {"colour": value}})

    assert answer.verdict == REFUSED
    assert answer.error["field"].startswith("metadata")


@pytest.mark.parametrize("body", NOT_AN_OBJECT.values(), ids=NOT_AN_OBJECT)
def test_a_body_is_a_json_object(server: Caller, body: bytes) -> None:
    """Anything but one JSON object is refused."""
    assert create(server, body).verdict == REFUSED


@pytest.mark.parametrize("body", REJECTED.values(), ids=REJECTED)
def test_an_update_is_judged_like_a_creation(server: Caller, body: dict[str, Any]) -> None:
    """PATCH accepts no field that POST refuses."""
    customer = recipes.new_customer(server)

    answer = server.call("PATCH", recipes.path(customer), body, idempotency_key=recipes.unique())

    assert (answer.verdict, answer.error.get("field")) == (REFUSED, next(iter(body)))


@pytest.mark.parametrize("resource", NOTED)
def test_metadata_are_limited_everywhere(someone: Caller, resource: str) -> None:
    """Fifty-one pairs are as many too many for anything as for a customer."""
    call = (OPERATIONS | MORE)[f"POST /api/v1/{resource}"](someone)
    answer = money.post(someone, call.target, call.body | REJECTED["metadata-51-pairs"])

    assert (answer.verdict, answer.error.get("field")) == (REFUSED, "metadata")


@pytest.mark.parametrize("operation", NESTED)
def test_an_unknown_field_within_is_refused(someone: Caller, operation: str) -> None:
    """Schemas are strict all the way down: what is no field of a line or a price is told with its place."""
    method, _, path = operation.partition(" ")
    field, known, body = NESTED[operation]
    right, wrong = (
        someone.call(method, f"/api/v1/{path}", body(someone) | {field: [each]}, idempotency_key=recipes.unique())
        for each in (known, known | {"neverHeardOf": 1})
    )

    assert (right.error, wrong.verdict) == ({}, REFUSED)
    assert wrong.error["field"].startswith(field)


def test_a_refused_update_changes_nothing(server: Caller) -> None:
    """An update with one wrong field leaves the right ones alone as well."""
    customer = recipes.new_customer(server, name="Ada")
    body = {"name": "Grace", "email": "not-an-email"}
    server.call("PATCH", recipes.path(customer), body, idempotency_key=recipes.unique())

    assert server.call("GET", recipes.path(customer)).data == customer


@pytest.mark.parametrize("query", QUERIES)
def test_a_malformed_query_is_refused(server: Caller, query: str) -> None:
    """A query value of the wrong kind is refused and named."""
    answer = server.call("GET", f"/api/v1/customers?{query}")

    assert (answer.verdict, answer.error.get("field")) == (REFUSED, query.partition("=")[0])


@pytest.mark.parametrize("body", [{"email": "x"}, {"name": 5}, {"nickname": "x"}], ids=["value", "type", "unknown"])
def test_a_refusal_reads_field_and_reason(server: Caller, body: dict[str, Any]) -> None:
    """The message is `<field>: <reason>`."""
    assert re.fullmatch(r"[\w.]+: \S.+", create(server, body).error["message"])
