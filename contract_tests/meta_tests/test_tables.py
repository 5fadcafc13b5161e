"""The tables of what is sent and of what lists are asked for leave nothing out of what our server describes."""

import re

import httpx
import pytest

from plugipay_contract import sent, wrong
from plugipay_contract.caller import Caller, Workspace, enrol
from plugipay_contract.stocked import BOUNDS, STOCKS
from pytest_plugipay._subjects import in_process

ELSEWHERE = {
    "PATCH /api/v1/account": "a person's own",
    "PATCH /api/v1/workspaces/{}": "a person's own",
    "POST /api/v1/adapters/managed/onboarding/_simulate": "says what comes of an onboarding",
    "POST /api/v1/api-keys": "a person's own",
    "POST /api/v1/billing/checkout": "a person's own",
    "POST /api/v1/checkout-sessions/{}/receipt/email": "says where the mail went",
    "POST /api/v1/events/trigger": "its data are changes",
    "POST /api/v1/gift-cards/{}/void": "its note is the entry's",
    "POST /api/v1/invoices/{}/send-email": "says where the mail went",
    "POST /api/v1/receipts/{}/email": "says where the mail went",
    "POST /api/v1/webhook-endpoints": "another name of /webhooks, which not every service has",
    "POST /api/v1/workspaces": "a person's own",
}
"""What is not in the table of what is sent, and why."""
ANYTHING = {"POST /api/v1/billing/checkout": {"tier", "currency"}}
"""Fields of which the facts say that they may be of any kind."""
OF_THE_PAGE = {"limit", "cursor", "order"}
OF_ONE_DIALECT = {("/api/v1/refunds", "sourceId")}
"""Filters that only the official Python 0.1.0 asks by, and the service ignores."""


@pytest.fixture(scope="module")
def caller():
    """Somebody with a workspace of their own at our server."""
    with in_process("seed", False) as subject, httpx.Client(transport=subject.transport) as http:
        yield enrol(Caller(subject, http, subject.keys["test"])).test


@pytest.fixture(scope="module")
def document(caller):
    """What that server says of itself."""
    return caller.http.get(f"{caller.subject.base_url}/openapi.json").json()


def operations(document):
    """Every operation below `/api/v1` with its name as the tables have it."""
    for path, rows in document["paths"].items():
        for method, row in rows.items():
            yield f"{method.upper()} {re.sub('{[^}]*}', '{}', path)}", row


def fields(document, schema):
    """The names of the fields of an object, and their schemas."""
    while "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema.get("properties", {})


def json_of(told):
    """The schema of a body or an answer that is JSON."""
    return told.get("content", {}).get("application/json", {}).get("schema", {})


def repeated(document, row):
    """The fields of a body that the answer to it has as well."""
    told = [row.get("requestBody", {}), *(each for status, each in row["responses"].items() if status < "300")]
    body, *answers = map(json_of, told)
    shown = [fields(document, fields(document, each).get("data", {})) for each in answers]
    return set(fields(document, body)).intersection(*shown[:1] or [()])


def test_every_field_that_an_answer_repeats_is_sent(caller, document):
    """But for operations that are listed above."""
    said = {}
    for name, prepare in sent.SENT.items():
        said.setdefault(name.partition(" in ")[0], set()).update(prepare(caller).body)
    wanted = {name: repeated(document, row) for name, row in operations(document)}

    silent = {name: names - said.get(name, set()) for name, names in wanted.items() if name not in ELSEWHERE}
    assert {name: names for name, names in silent.items() if names} == {}


def test_every_field_is_sent_of_another_kind(caller, document):
    """But for the fields that may be anything, none of a body is left out of the bodies made wrong."""
    known = {}
    for name in wrong.WRITINGS:
        body = wrong.writing(Workspace(caller, caller), name).body
        known.setdefault(name.partition(" in ")[0], set()).update(body, wrong.BESIDES.get(name, ()))
    wanted = {name: set(fields(document, json_of(row.get("requestBody", {})))) for name, row in operations(document)}

    assert {name: rest for name, names in wanted.items() if (rest := names - known.get(name, set()))} == ANYTHING


@pytest.mark.parametrize("operation", wrong.WRITINGS)
def test_what_is_made_wrong_was_right(caller, operation):
    """A body that is refused with one wrong field is taken without."""
    writing = wrong.writing(enrol(caller), operation)

    assert writing.send(writing.body).status < 300


def test_what_is_elsewhere_is_there(document):
    """No exception outlives what it was made for."""
    assert ELSEWHERE.keys() <= {name for name, row in operations(document) if repeated(document, row)}


def test_every_filter_of_a_list_is_asked_for(document):
    """By value or by moment."""
    asked = {(f"/api/v1/{stock.resource}", name) for stock in STOCKS.values() for name in stock.filters}
    asked |= {(f"/api/v1/{resource}", name.partition("-")[2]) for name, (resource, _) in BOUNDS.items()}
    lists = {*(path for path, _ in asked), *paged(document)}

    assert {(path, name) for path in lists for name in queries(document, path)} == asked | OF_ONE_DIALECT


def paged(document):
    """The paths of all lists that come in pages."""
    return [path for path in document["paths"] if "cursor" in every_query(document, path)]


def every_query(document, path):
    """The names of all that can be asked of a path."""
    rows = document["paths"][path].get("get", {}).get("parameters", [])
    return {row["name"] for row in rows if row["in"] == "query"}


def queries(document, path):
    """The names of what rows of a list can be told by."""
    return every_query(document, path) - OF_THE_PAGE
