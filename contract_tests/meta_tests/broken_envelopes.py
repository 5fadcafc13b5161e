"""Servers whose answers cannot be told apart, dated or understood: wrong in one way each."""

import httpx

from plugipay_contract.wire import Outgoing

from .meddler import Meddler, altered, code
from .mutant import Table

BROKEN_ENVELOPES = Table("server")
caught_by = BROKEN_ENVELOPES.caught_by

A_RULE = "test_natural_errors::test_a_rule_holds_at_every_route"


def with_meta(answer: httpx.Response, **meta: str) -> httpx.Response:
    """The same answer with something else in its `meta`."""
    envelope = answer.json()
    return altered(answer, envelope=envelope | {"meta": envelope["meta"] | meta})


def with_message(answer: httpx.Response, message: str) -> httpx.Response:
    """The same refusal in other words."""
    envelope = answer.json()
    return altered(answer, envelope=envelope | {"error": envelope["error"] | {"message": message}})


def is_about_customers(request: Outgoing) -> bool:
    """Whether a request is about customers, who were tried first."""
    return "/customers" in request.target


@caught_by("test_envelope::test_every_refusal_has_an_id_of_its_own")
def one_id_for_refusals(server: Meddler, request: Outgoing) -> httpx.Response:
    """It names what it did, and not what it refused."""
    answer = server.send(request)
    return with_meta(answer, requestId="req_01HX5M7QW9R2T4V6Y8Z0ABCDEF") if code(answer) else answer


@caught_by("test_envelope::test_an_answer_is_dated_now")
def dated_1970(server: Meddler, request: Outgoing) -> httpx.Response:
    """It dates its answers from the beginning of time."""
    answer = server.send(request)
    return with_meta(answer, timestamp="1970-01-01T00:00:00.000Z")


@caught_by("test_envelope::test_a_success_is_in_utf_8")
def said_to_be_latin(server: Meddler, request: Outgoing) -> httpx.Response:
    """It says that its JSON is Latin-1."""
    answer = server.send(request)
    answer.headers["Content-Type"] += "; charset=iso-8859-1"
    return answer


@caught_by("test_envelope::test_a_file_can_be_named")
def files_without_a_name(server: Meddler, request: Outgoing) -> httpx.Response:
    """It sends no request id with a file."""
    answer = server.send(request)
    is_json = answer.headers.get("Content-Type") == "application/json"
    return answer if is_json else altered(answer, lacking=["X-Request-Id"])


@caught_by(f"{A_RULE}[nobody's id-GET /api/v1/plans/{{id}}]")
def plainly_not_found(server: Meddler, request: Outgoing) -> httpx.Response:
    """It names a customer that is absent, and nothing else."""
    answer = server.send(request)
    wrong = code(answer) == "not_found" and not is_about_customers(request)
    return with_message(answer, "not found") if wrong else answer


@caught_by(f"{A_RULE}[an unknown field-POST /api/v1/plans]")
def plainly_malformed(server: Meddler, request: Outgoing) -> httpx.Response:
    """It says what is wrong with a customer, and of all else that something is."""
    answer = server.send(request)
    wrong = code(answer) == "invalid_request" and not is_about_customers(request)
    return with_message(answer, "The request is malformed") if wrong else answer
