import json

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from plugipay_mock.app import create_app
from plugipay_mock.dialect import LEGACY, SHIPPED
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
    """An operation lists its success and its refusals by status; never a 422 of FastAPI's."""
    operation = document["paths"][route.path][route.method.lower()]

    assert {str(route.status), "400", "413"} <= set(operation["responses"])
    assert "HTTPValidationError" not in json.dumps(document)


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


def responses(document, method, path):
    """The answers of an operation, by status."""
    return document["paths"][path][method]["responses"]


@pytest.mark.parametrize(
    ("method", "path", "statuses"),
    [
        ("get", "/health", {"200", "400", "413"}),
        ("get", "/api/v1/customers", {"200", "400", "401", "403", "404", "413", "429"}),
        ("post", "/api/v1/customers", {"201", "400", "401", "403", "404", "409", "413", "429"}),
        ("post", "/api/v1/refunds", {"201", "400", "401", "403", "404", "409", "413", "422", "429"}),
        ("get", "/api/v1/public/checkout/sessions/{session_id}", {"200", "400", "404", "413"}),
        ("get", "/api/v1/invoices/{invoice_id}/pdf", {"200", "303", "400", "401", "403", "404", "413", "429"}),
        ("get", "/i/{invoice_id}/invoice.pdf", {"200", "400", "404", "413", "501"}),
    ],
)
def test_every_status_is_described(document, method, path, statuses):
    """What a key needs, what a write may meet, and what the route alone refuses; nothing is left to a default."""
    assert set(responses(document, method, path)) == statuses


def test_what_is_kept_beside_a_resource_is_not_described(document):
    """An endpoint's secrets and an invoice's charge are nobody's to see, and so no fields of theirs."""
    schemas = document["components"]["schemas"]

    assert {"secret", "formerSecret", "accountId"} & set(schemas["Endpoint"]["properties"]) == set()
    assert {"charge", "paymentMethod", "memo", "templateId"} & set(schemas["Invoice"]["properties"]) == set()


def test_a_shown_field_is_never_left_out(document):
    """What may be null is there as null."""
    customer = document["components"]["schemas"]["Customer"]

    assert set(customer["required"]) == set(customer["properties"])


def test_the_page_of_what_is_lost_is_a_page(document):
    """A browser on a hosted page is not shown JSON."""
    assert list(responses(document, "get", "/c/{session_id}")["404"]["content"]) == ["text/html; charset=utf-8"]


def test_a_preview_is_a_page_or_in_the_envelope(document):
    """The official Python 0.1.0 asks for the second."""
    preview = responses(document, "post", "/api/v1/templates/preview")["200"]["content"]

    assert set(preview) == {"text/html; charset=utf-8", "application/json"}


def test_a_body_without_required_fields_may_be_left_out(document):
    """No body is as good as an empty object."""
    bodies = document["paths"]["/api/v1/customers"]["post"], document["paths"]["/api/v1/payouts"]["post"]

    assert [operation["requestBody"]["required"] for operation in bodies] == [False, True]


def idempotency_key(document, path):
    """The parameter of a POST."""
    (key,) = (each for each in document["paths"][path]["post"]["parameters"] if each["name"] == "Idempotency-Key")
    return key


def test_an_idempotency_key_is_described(document, shipped_document):
    """It is a header that may be sent, and must be where the dialect insists."""
    assert idempotency_key(document, "/api/v1/customers")["required"] is False
    assert idempotency_key(shipped_document, "/api/v1/customers")["required"] is True
    assert idempotency_key(shipped_document, "/api/v1/webhooks/deliveries/{delivery_id}/retry")["required"] is False


def test_a_public_route_needs_no_proof(document):
    """Any other needs a signature or a Bearer key."""
    security = {path: document["paths"][path]["get"]["security"] for path in ("/health", "/api/v1/customers")}

    assert security == {"/health": [], "/api/v1/customers": [{"signature": []}, {"bearer": []}]}
    assert set(document["components"]["securitySchemes"]) == {"signature", "bearer"}


@pytest.fixture(scope="module")
def shipped_document():
    """The description of the dialect `shipped`."""
    return json.loads(json.dumps(create_app(World(dialect=SHIPPED)).openapi()))


def test_the_other_dialect_keeps_to_the_standard_too(shipped_document):
    """Nothing in it breaks a rule of OpenAPI 3.1."""
    assert [error.message for error in OpenAPIV31SpecValidator(shipped_document).iter_errors()] == []


def test_a_path_that_a_dialect_lacks_is_not_described(document, shipped_document):
    """The aliases for the official Python 0.1.0 stand only where they are served."""
    aliases = {path for path in document["paths"] if path.startswith(LEGACY)}

    assert len(aliases) == 2
    assert set(document["paths"]) - set(shipped_document["paths"]) == aliases


def test_a_body_is_described_as_its_dialect_reads_it(document, shipped_document):
    """A plan may have one amount in the place of prices where the official Python 0.1.0 is understood."""
    path, schemas = "/api/v1/plans", (each["components"]["schemas"] for each in (document, shipped_document))
    read = [
        each["paths"][path]["post"]["requestBody"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
        for each in (document, shipped_document)
    ]

    assert read == ["LegacyPlanFields", "PlanFields"]
    assert [set(each[name]["required"]) for each, name in zip(schemas, read, strict=True)] == [
        {"name", "interval"},
        {"name", "interval", "prices", "portalFeatures"},
    ]


@pytest.mark.parametrize(
    ("schema", "field", "values"),
    [
        ("Invoice", "status", {"draft", "open", "past_due", "paid", "void", "uncollectible"}),
        ("Payout", "status", {"pending", "in_transit", "paid", "failed", "cancelled"}),
        ("Refund", "reason", {"requested_by_customer", "duplicate", "fraudulent", "other"}),
        ("Entry", "direction", {"debit", "credit"}),
        ("Event", "mode", {"live", "test"}),
        ("Endpoint", "mode", {"live", "test"}),
        ("Price", "currency", {"IDR", "USD"}),
        ("PnLReport", "currency", {"IDR", "USD"}),
        ("PublicInvoice", "status", {"draft", "open", "past_due", "paid", "void", "uncollectible"}),
    ],
)
def test_a_field_of_few_values_lists_them(document, schema, field, values):
    """A generated client knows every state there is (SDK facts, section 2.1)."""
    assert set(document["components"]["schemas"][schema]["properties"][field]["enum"]) == values


@pytest.mark.parametrize(("schema", "field"), [("Customer", "createdAt"), ("Meta", "timestamp")])
def test_a_moment_says_that_it_is_one(document, schema, field):
    """A time is text in the format `date-time`."""
    assert document["components"]["schemas"][schema]["properties"][field]["format"] == "date-time"


def test_nothing_in_a_query_is_null(document):
    """What is not asked for is left out."""
    parameters = document["paths"]["/api/v1/customers"]["get"]["parameters"]

    assert [each["name"] for each in parameters if "null" in json.dumps(each["schema"])] == []
