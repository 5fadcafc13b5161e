"""Servers whose answers, or whose words about them, are not as described: wrong in one way each."""

import httpx

from plugipay_contract.subjects import Ability
from plugipay_contract.wire import Outgoing

from .meddler import Meddler, altered, data_altered, refused, rows_altered
from .mutant import Table

BROKEN_ANSWERS = Table("server", frozenset({Ability.DESCRIBES}))
caught_by = BROKEN_ANSWERS.caught_by

DOCUMENT = "/openapi.json"


def document_altered(answer: httpx.Response, alter) -> httpx.Response:
    """The same answer, with its document altered in place."""
    document = answer.json()
    alter(document)
    return altered(answer, envelope=document)


@caught_by("test_described_answers::test_an_object_is_as_described")
def undeclared_field(server: Meddler, request: Outgoing) -> httpx.Response:
    """It shows a field it does not describe."""
    return data_altered(server.send(request), lambda data: data | {"passwordHash": "5f4dcc3b"})


@caught_by("test_described_answers::test_an_object_is_as_described")
def field_left_out(server: Meddler, request: Outgoing) -> httpx.Response:
    """It leaves out a field that is null."""
    answer = server.send(request)
    return data_altered(answer, lambda data: {name: value for name, value in data.items() if value is not None})


@caught_by("test_described_answers::test_a_page_is_as_described")
def number_for_text(server: Meddler, request: Outgoing) -> httpx.Response:
    """It shows a number where it describes text."""
    return rows_altered(server.send(request), lambda rows: [row | {"name": 1} for row in rows])


@caught_by("test_described_answers::test_a_refusal_is_as_described")
def undeclared_status(server: Meddler, request: Outgoing) -> httpx.Response:
    """It refuses with a status it does not describe."""
    answer = server.send(request)
    return refused(answer, 410, "not_found") if answer.status_code == 404 else answer


@caught_by("test_described_answers::test_a_bad_request_is_as_described")
def details_as_text(server: Meddler, request: Outgoing) -> httpx.Response:
    """It tells the fields at fault in one text."""
    answer = server.send(request)
    if answer.status_code != 400:
        return answer
    envelope = answer.json()
    return altered(answer, envelope=envelope | {"error": envelope["error"] | {"details": "email: must be a string"}})


@caught_by("test_described_answers::test_a_removal_is_as_described")
def talkative_removal(server: Meddler, request: Outgoing) -> httpx.Response:
    """It answers a removal with an envelope under 204."""
    answer = server.send(request)
    return altered(answer, envelope={"data": None, "error": None, "meta": {}}) if answer.status_code == 204 else answer


@caught_by("test_described_answers::test_a_file_is_as_described")
def other_media_type(server: Meddler, request: Outgoing) -> httpx.Response:
    """It sends a CSV file as plain text."""
    answer = server.send(request)
    if "text/csv" in answer.headers.get("Content-Type", ""):
        answer.headers["Content-Type"] = "text/plain"
    return answer


@caught_by("test_openapi::test_an_object_has_no_field_beside_those_described")
def open_schemas(server: Meddler, request: Outgoing) -> httpx.Response:
    """It describes objects that may have any other field as well."""

    def opened(document):
        for schema in document["components"]["schemas"].values():
            schema.pop("additionalProperties", None)

    answer = server.send(request)
    return document_altered(answer, opened) if request.target == DOCUMENT else answer


@caught_by("test_shipped_dialect::test_legacy_aliases_are_not_described")
def described_and_not_served(server: Meddler, request: Outgoing) -> httpx.Response:
    """It describes paths that it answers with 404."""

    def boasting(document):
        document["paths"]["/api/v1/webhook-endpoints"] = document["paths"]["/api/v1/webhooks"]

    answer = server.send(request)
    return document_altered(answer, boasting) if request.target == DOCUMENT else answer
