"""The strict decoder takes what Go takes, and says where it cannot go on."""

import json
from types import SimpleNamespace

import pytest

from plugipay_contract import decoding, facts, shapes

META = {"requestId": "req_1", "timestamp": "2026-05-12T10:42:00.000Z"}
PAGED = META | {"cursor": None, "hasMore": False}
CUSTOMERS = "/api/v1/customers?limit=1"


def answered(envelope, status=200):
    """An answer as it came."""
    return SimpleNamespace(
        status=status, headers={"Content-Type": "application/json"}, body=json.dumps(envelope).encode()
    )


def said(method, target, status=200, **envelope):
    """What there is to say of an answer, without the operation."""
    whole = {"data": None, "error": None, "meta": META} | envelope
    return [line.partition(": ")[2] for line in decoding.complaints(method, target, answered(whole, status))]


def test_a_complaint_names_the_operation():
    """And the status of the answer."""
    answer = answered({"data": {"removed": 1, "provider": "google"}, "error": None, "meta": META})

    assert decoding.complaints("DELETE", "/api/v1/account/linked-accounts/google", answer) == [
        "DELETE /api/v1/account/linked-accounts/{} answered 200: $.data.removed: boolean expected, integer found"
    ]


@pytest.mark.parametrize("amount", [0, 2**63 - 1])
def test_what_go_takes_is_taken(amount):
    """An `int64` is whole, and as large as it may be; a field Go does not know is passed over."""
    balance = {"code": "cash", "debits": amount, "credits": 0, "balance": 1, "currency": "IDR"}

    assert said("GET", "/api/v1/ledger/balances", data=[balance]) == []


@pytest.mark.parametrize("amount", [1.0, 1.5, "1", True, None, 2**63])
def test_what_is_no_int64_is_told(amount):
    """Where it is, and what is there instead."""
    balance = {"code": "cash", "debits": amount, "credits": 0, "balance": 1}
    (complaint,) = said("GET", "/api/v1/ledger/balances", data=[balance])

    assert complaint.startswith("$.data[].debits: integer expected, ")


def test_a_literal_path_wins_over_a_template():
    """The types of events are no event."""
    assert said("GET", "/api/v1/events/types", data=["plugipay.invoice.paid.v1"]) == []


def test_a_page_has_a_cursor():
    """What a paged list needs in `meta` is there."""
    assert said("GET", CUSTOMERS, data=[], meta=PAGED) == []
    assert said("GET", CUSTOMERS, data=[]) == [
        "$.meta.cursor: string or null expected, nothing found",
        "$.meta.hasMore: boolean expected, nothing found",
    ]


@pytest.mark.parametrize("error", ["not found", {"code": "not_found"}, {"code": 404, "message": "Not found"}])
def test_an_error_is_an_object_with_text(error):
    """A code and a message."""
    assert len(said("GET", "/api/v1/nope", 404, error=error)) == 1


def test_what_is_no_envelope_is_told():
    """A list where Go expects the envelope."""
    assert decoding.complaints("GET", "/api/v1/nope", answered([])) == [
        "GET /api/v1/nope answered 200: $: object expected, array found"
    ]


def test_what_is_no_json_is_told():
    """Whatever its content type says."""
    answer = SimpleNamespace(status=200, headers={"Content-Type": "application/json"}, body=b"<html>")

    assert decoding.complaints("GET", CUSTOMERS, answer) == [
        "GET /api/v1/customers answered 200: $: JSON expected, b'<html>' found"
    ]


@pytest.mark.parametrize("charset", ["", "; charset=utf-8", '; Charset="UTF-8"'])
def test_json_is_utf_8(charset):
    """Whether or not its content type says so."""
    answer = answered({"data": [], "error": None, "meta": PAGED})
    answer.headers["Content-Type"] += charset

    assert decoding.complaints("GET", CUSTOMERS, answer) == []


def test_another_charset_is_told():
    """Whoever believes it reads other texts."""
    answer = answered({"data": [], "error": None, "meta": PAGED})
    answer.headers["Content-Type"] += "; charset=iso-8859-1"

    assert decoding.complaints("GET", CUSTOMERS, answer) == [
        "GET /api/v1/customers answered 200: $: UTF-8 expected, application/json; charset=iso-8859-1 found"
    ]


@pytest.mark.parametrize(
    ("cycle", "values"),
    [
        ("checkout_session", "SessionStatus"),
        ("invoice", "InvoiceStatus"),
        ("subscription", "SubscriptionStatus"),
        ("refund", "RefundStatus"),
        ("payout", "PayoutStatus"),
    ],
)
def test_the_states_are_those_of_the_life_cycles(cycle, values):
    """The two tables of the suite do not disagree."""
    (states,) = (each.states for each in facts.LIFE_CYCLES if each.name == cycle)

    assert set(shapes.ENUMS[values]) == set(states)
