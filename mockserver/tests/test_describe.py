import json

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from plugipay_mock.app import create_app
from plugipay_mock.resources import ROOMS
from plugipay_mock.world import World

ROUTES = [route for room in ROOMS for route in room.served]


@pytest.fixture(scope="module")
def document():
    """The description as a client reads it."""
    return json.loads(json.dumps(create_app(World()).openapi()))


def values(thing, name):
    """Every value of a name, at any depth."""
    if isinstance(thing, dict):
        for key, inner in thing.items():
            yield from [inner] if key == name else values(inner, name)
    elif isinstance(thing, list):
        for inner in thing:
            yield from values(inner, name)


def test_the_description_is_openapi_3_1(document):
    """The document says which standard it follows."""
    assert document["openapi"].startswith("3.1.")


def test_the_description_keeps_to_its_standard(document):
    """Nothing in the document breaks a rule of OpenAPI 3.1."""
    assert [error.message for error in OpenAPIV31SpecValidator(document).iter_errors()] == []


def test_what_is_served_is_described(document):
    """The operations of the document are those of the rooms, no more and no fewer."""
    described = {(method.upper(), path) for path, methods in document["paths"].items() for method in methods}

    assert described == {(route.method, route.path) for route in ROUTES}


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.method} {route.path}")
def test_a_route_shows_what_it_needs(document, route):
    """Scope, key policy and rate class stand beside each operation."""
    operation = document["paths"][route.path][route.method.lower()]

    assert operation["x-plugipay-scope"] == route.scope
    assert operation["x-plugipay-key-policy"] == route.key
    assert operation["x-plugipay-rate-class"] == route.rate


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.method} {route.path}")
def test_a_route_shows_its_answers(document, route):
    """An operation lists its success, and a refusal in the envelope; never a 422 of FastAPI's."""
    operation = document["paths"][route.path][route.method.lower()]

    assert {str(route.status), "default"} <= set(operation["responses"])
    assert "HTTPValidationError" not in json.dumps(operation)


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.method} {route.path}")
def test_every_path_parameter_is_described(document, route):
    """Each name in braces is a required parameter of the path."""
    operation = document["paths"][route.path][route.method.lower()]
    named = [each["name"] for each in operation.get("parameters", []) if each["in"] == "path" and each["required"]]

    assert tuple(named) == route.parameters


def test_every_reference_leads_somewhere(document):
    """Each `$ref` names a schema of the document."""
    references = set(values(document, "$ref"))

    assert references
    assert references <= {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}


def test_operations_have_names_of_their_own(document):
    """No two operations share an id, so that code can be generated from the document."""
    ids = list(values(document["paths"], "operationId"))

    assert len(ids) == len(set(ids)) == len(ROUTES)


def test_a_list_shows_both_shapes_of_paging(document):
    """The envelope of a page has its cursor flat in `meta` and in `meta.page`."""
    page = document["components"]["schemas"]["PageMeta"]["properties"]

    assert {"cursor", "hasMore", "page", "requestId", "timestamp"} == set(page)


def test_a_form_is_described_as_one(document):
    """What a browser sends from a page is no JSON."""
    body = document["paths"]["/c/{session_id}"]["post"]["requestBody"]["content"]

    assert list(body) == ["application/x-www-form-urlencoded"]
    assert body["application/x-www-form-urlencoded"]["schema"]["required"] == ["action"]


def test_an_upload_is_described_as_one(document):
    """A file comes in a multipart form."""
    path = "/api/v1/public/checkout/sessions/{session_id}/proof-image"
    body = document["paths"][path]["post"]["requestBody"]["content"]

    assert body["multipart/form-data"]["schema"]["required"] == ["file"]


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("/r/{receipt_id}", "text/html; charset=utf-8"),
        ("/api/v1/reports/ledger.csv", "text/csv; charset=utf-8"),
    ],
)
def test_a_document_is_described_by_its_type(document, path, media_type):
    """A page or a file has no envelope."""
    assert list(document["paths"][path]["get"]["responses"]["200"]["content"]) == [media_type]
