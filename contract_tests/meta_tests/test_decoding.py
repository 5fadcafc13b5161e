"""The strict decoder takes what Go takes, and says where it cannot go on."""

import json
import re
from types import SimpleNamespace

import pytest

from plugipay_contract import decoding, facts

KINDS = {spelled for row in decoding.TYPES.values() for spelled in row["fields"].values()} | set(
    decoding.ANSWERS.values()
)


def said(kind, value):
    """What there is to say of a value of a kind."""
    return list(decoding.check_of(kind)(value, "$"))


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("string", ""),
        ("string?", None),
        ("int", 0),
        ("int", 2**63 - 1),
        ("int?", None),
        ("Currency", "IDR"),
        ("number", 1),
        ("number", 0.11),
        ("bool", False),
        ("map", {"floor": "3"}),
        ("object", {"anything": [1]}),
        ("any[]", [1, "2", None]),
        ("{}string[]", {"qris": ["xendit"]}),
        ("LedgerBalance", {"code": "cash", "debits": 1, "credits": 0, "balance": 1, "currency": "IDR"}),
    ],
)
def test_what_go_takes_is_taken(kind, value):
    """A value of its kind passes, and a field Go does not know is passed over."""
    assert said(kind, value) == []


@pytest.mark.parametrize(
    ("kind", "value", "complaint"),
    [
        ("string", 1, "$: expected a string, got 1"),
        ("string", None, "$: expected a string, got null"),
        ("int", 1.0, "$: expected an int64, got 1.0"),
        ("int", True, "$: expected an int64, got true"),
        ("int", "1", '$: expected an int64, got "1"'),
        ("int", 2**63, "$: expected an int64, got 9223372036854775808"),
        ("number", "0.11", '$: expected a number, got "0.11"'),
        ("bool", 0, "$: expected true or false, got 0"),
        ("map", {"floor": 3}, "$.floor: expected a string, got 3"),
        ("map", [], "$: expected an object, got []"),
        ("object", [], "$: expected an object, got []"),
        ("any[]", {}, "$: expected a list, got {}"),
        ("Customer", [], "$: expected an object (Customer), got []"),
        (
            "LedgerBalance[]",
            [{"code": "cash", "debits": 1.5, "credits": 0, "balance": 1}],
            "$[0].debits: expected an int64, got 1.5",
        ),
        ("Currency", "EUR", '$: expected one of IDR, USD, got "EUR"'),
        ("Currency[]", [1], "$[0]: expected one of IDR, USD, got 1"),
        ("BillingPlan", {"id": "free", "name": "Free"}, "$.price: expected to be there, BillingPlan has it"),
    ],
)
def test_what_go_refuses_is_told(kind, value, complaint):
    """Where it is, what was expected, and what was there."""
    assert said(kind, value) == [complaint]


def answered(envelope, status=200):
    """An answer as it came."""
    return SimpleNamespace(
        status=status, headers={"Content-Type": "application/json"}, body=json.dumps(envelope).encode()
    )


META = {"requestId": "req_1", "timestamp": "2026-05-12T10:42:00.000Z"}


def test_a_complaint_names_the_operation():
    """And the status of the answer."""
    answer = answered({"data": {"removed": 1, "provider": "google"}, "error": None, "meta": META})

    assert decoding.complaints("DELETE", "/api/v1/account/linked-accounts/google", answer) == [
        "DELETE /api/v1/account/linked-accounts/{} answered 200: $.data.removed: expected true or false, got 1"
    ]


def test_a_literal_path_wins_over_a_template():
    """The types of events are no event."""
    answer = answered({"data": ["plugipay.invoice.paid.v1"], "error": None, "meta": META})

    assert decoding.complaints("GET", "/api/v1/events/types", answer) == []


def test_a_page_has_a_cursor():
    """What a paged list needs in `meta` is there."""
    answer = answered({"data": [], "error": None, "meta": META})

    assert [line.partition("$")[2] for line in decoding.complaints("GET", "/api/v1/customers?limit=1", answer)] == [
        ".meta.cursor: expected to be there, PagedMeta has it",
        ".meta.hasMore: expected to be there, PagedMeta has it",
    ]


@pytest.mark.parametrize("error", ["not found", {"code": "not_found"}, {"code": 404, "message": "Not found"}])
def test_an_error_is_an_object_with_text(error):
    """A code and a message."""
    assert (
        len(decoding.complaints("GET", "/api/v1/nope", answered({"data": None, "error": error, "meta": META}, 404)))
        == 1
    )


def test_what_is_no_envelope_is_told():
    """A list where Go expects the envelope."""
    assert decoding.complaints("GET", "/api/v1/nope", answered([])) == [
        "GET /api/v1/nope answered 200: $: expected an object (Envelope), got []"
    ]


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_in_the_data_is_known(kind):
    """Each spelling of the data leads to a check."""
    assert callable(decoding.check_of(kind.removeprefix("optional ")))


def test_every_type_is_used():
    """No type stands there that nothing leads to."""
    named = {name for kind in KINDS for name in re.findall(r"[A-Z]\w+", kind)}

    assert named == set(decoding.TYPES) | set(decoding.VALUES)


def test_every_type_names_its_source():
    """Each row of the data says where it is from."""
    assert {row["source"].partition(" 1.1")[0].partition(" 2.")[0] for row in decoding.TYPES.values()} == {"SDK facts"}


def test_every_answer_in_the_envelope_has_a_type_or_is_listed_without():
    """What no SDK has a type for is said so, and nothing is forgotten."""
    enveloped = {route.operation for route in facts.ROUTES if route.answer == "envelope"}

    assert enveloped - set(decoding.ANSWERS) == decoding.UNTYPED
    assert set(decoding.ANSWERS) - enveloped == {"GET /api/v1/plans/{}/prices"}  # known from a consumer


@pytest.mark.parametrize(
    ("cycle", "values"),
    [
        ("checkout_session", "CheckoutStatus"),
        ("invoice", "InvoiceStatus"),
        ("subscription", "SubscriptionStatus"),
        ("refund", "RefundStatus"),
        ("payout", "PayoutStatus"),
    ],
)
def test_the_states_are_those_of_the_life_cycles(cycle, values):
    """The two tables of the suite do not disagree."""
    (states,) = (each.states for each in facts.LIFE_CYCLES if each.name == cycle)

    assert set(decoding.VALUES[values]) == set(states)
