"""What the server says of itself agrees with the table of routes."""

from typing import Any

import pytest

from plugipay_contract import facts, natural

METHODS = {"get", "put", "post", "delete", "options", "head", "patch", "trace"}
BEYOND_THE_TABLE = {"GET /api/v1/health", "GET /api/v1/plans/{}/prices", "GET /api/v1/files/{}"}  # known from consumers


def references(part: Any) -> list[str]:
    """Every `$ref` in a part of the document."""
    if isinstance(part, dict):
        own = [part["$ref"]] if isinstance(part.get("$ref"), str) else []
        return own + [found for value in part.values() for found in references(value)]
    return [found for value in part for found in references(value)] if isinstance(part, list) else []


def test_the_document_is_openapi_3_1(document: dict[str, Any]) -> None:
    """The version says how to read it."""
    assert document["openapi"].startswith("3.1.")


def test_the_document_has_a_title_and_a_version(document: dict[str, Any]) -> None:
    """The two things OpenAPI requires of `info`."""
    assert document["info"].keys() >= {"title", "version"}


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    """No `$ref` dangles."""
    for reference in references(document):
        part = document
        for step in reference.removeprefix("#/").split("/"):
            part = part[step]


def objects(schema: Any) -> list[dict[str, Any]]:
    """Every schema of an object with named properties, at any depth."""
    if isinstance(schema, list):
        return [found for part in schema for found in objects(part)]
    if not isinstance(schema, dict):
        return []
    own = [schema] if isinstance(schema.get("properties"), dict) else []
    return own + [found for part in schema.values() for found in objects(part)]


def test_an_object_has_no_field_beside_those_described(document: dict[str, Any]) -> None:
    """Every schema of an object with properties is closed, or says what else there may be."""
    open_to_anything = [
        schema
        for schema in objects(document["components"])
        if not {"additionalProperties", "unevaluatedProperties"} & schema.keys()
    ]

    assert open_to_anything == []


def test_every_path_holds_methods(document: dict[str, Any]) -> None:
    """A path starts with a slash and holds HTTP methods only."""
    assert all(path.startswith("/") and rows.keys() <= METHODS for path, rows in document["paths"].items())


def test_no_two_operations_share_an_id(operations: facts.Operations) -> None:
    """Generated clients need one name per operation."""
    names = [row["operationId"] for row in operations.values()]

    assert len(set(names)) == len(names)


def test_nothing_is_described_that_plugipay_does_not_have(operations: facts.Operations) -> None:
    """Every operation of the API is a row of the route table, or one that only its consumers tell of."""
    described = {name for name in operations if " /api/" in name}

    assert described - {route.operation for route in facts.ROUTES} <= BEYOND_THE_TABLE


def test_the_resources_of_the_credential_check_are_served(operations: facts.Operations) -> None:
    """Account and customers are there, whatever else is."""
    assert operations.keys() >= {
        "GET /api/v1/account",
        "POST /api/v1/customers",
        "GET /api/v1/customers",
        "GET /api/v1/customers/{}",
        "PATCH /api/v1/customers/{}",
        "DELETE /api/v1/customers/{}",
    }


def test_an_operation_says_what_the_table_says(operations: facts.Operations) -> None:
    """Scope, key policy, rate class and success status of every operation are the table's."""
    table = {
        route.operation: (route.scope, route.key_policy, route.rate_class, str(route.status))
        for route in facts.ROUTES
        if route.operation in operations
    }

    assert {name: told(row) for name, row in operations.items() if name in table} == table


@pytest.mark.parametrize("route", facts.ROUTES, ids=str)
def test_an_operation_names_its_errors(operations: facts.Operations, route: facts.Route) -> None:
    """The errors an operation says it has are those of the table, code by code."""
    if route.operation not in operations:
        pytest.skip("not described")

    assert operations[route.operation]["x-plugipay-errors"] == sorted(natural.codes_of(route))


@pytest.mark.parametrize("route", facts.ROUTES, ids=str)
def test_an_operation_declares_the_statuses_of_its_errors(operations: facts.Operations, route: facts.Route) -> None:
    """Whoever reads the document is prepared for every error of the table; more may be declared."""
    if route.operation not in operations:
        pytest.skip("not described")

    met = {str(natural.STATUS[code]) for code in natural.codes_of(route)}
    assert met - set(operations[route.operation]["responses"]) == set()


def told(row: dict[str, Any]) -> tuple[str, ...]:
    """What an operation says of itself, in the order of the table."""
    said = [row[f"x-plugipay-{name}"] for name in ("scope", "key-policy", "rate-class")]
    return (*said, *(status for status in row["responses"] if status.startswith("2")))
