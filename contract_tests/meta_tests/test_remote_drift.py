"""The drift of a remote run: what the contract says of each answer, and the first path where it is something else."""

import json

import httpx
import pytest

from plugipay_contract import facts, shapes
from plugipay_contract.remote import findings
from plugipay_contract.remote.cleanup import Cleaned, Left
from plugipay_contract.remote.drift import Drift, never_served
from plugipay_contract.shapes import difference

META = {"requestId": "req_1", "timestamp": "2026-05-12T10:42:00.000Z"}
PAGE = META | {"cursor": None, "hasMore": False}
DOCUMENT = facts.load("data/shapes.json")
CUSTOMER = {
    **dict.fromkeys(("externalId", "email", "name", "phone", "taxId", "defaultPaymentTokenId", "metadata")),
    "id": "cus_1",
    "arn": "a",
    "accountId": "acc_1",
    "createdAt": "2026-05-12T10:42:00Z",
    "updatedAt": "2026-05-12T10:42:00.123Z",
}
WORDS = {*shapes.PLAIN, *shapes.ENUMS, *shapes.TYPES, "any", "time", "texts"}


def envelope(data=None, error=None, meta=META, status=200, **headers):
    """An answer in an envelope."""
    return httpx.Response(status, json={"data": data, "error": error, "meta": meta}, headers=headers)


def refusal(status, code, **more):
    """A refusal in an envelope."""
    return envelope(error={"code": code, "message": "no"} | more, status=status)


def drift_of(operation, *answers):
    """What a watcher keeps of some answers."""
    drift = Drift()
    for answer in answers:
        drift.saw(operation, httpx.Request(operation.partition(" ")[0], "https://service.invalid/"), answer)
    return drift


def said(operation, answer):
    """The one line that is said of an answer, or nothing."""
    found = findings.of_a_run("", "", drift_of(operation, answer), Cleaned())["differing"]
    return findings.line_of(found[0]).partition(": ")[2] if found else None


def words_of(shape):
    """The words a shape is made of."""
    return {word.removesuffix("?") for word in shape.strip("[]{}?").replace("]", "").split("|")} - {""}


def test_every_answer_has_a_shape():
    """Each route of the table that answers an envelope, and no other."""
    assert set(shapes.ANSWERS) == {route.operation for route in facts.ROUTES if route.answer == "envelope"}


@pytest.mark.parametrize("name", shapes.TYPES)
def test_a_type_is_made_of_known_words(name):
    """Every field is of a kind, an enum or a type there is, and the source is named."""
    row = DOCUMENT["types"][name]
    used = {word for shape in row["fields"].values() for word in words_of(shape.strip("[]{}?"))}

    assert (used - WORDS, bool(row["source"])) == (set(), True)


def test_answers_are_made_of_known_words():
    """Every answer is of a type there is."""
    assert {word for shape in shapes.ANSWERS.values() for word in words_of(shape)} - WORDS == set()


def test_every_type_is_used():
    """Nothing is described that no answer holds."""
    fields = [shape for row in shapes.TYPES.values() for shape in row.values()]
    answers = [*shapes.ANSWERS.values(), "Envelope", "PagedEnvelope", "RefusedEnvelope"]
    used = {word for shape in [*fields, *answers] for word in words_of(shape.strip("[]{}?"))}

    assert {*shapes.TYPES, *shapes.ENUMS} - used == set()


@pytest.mark.parametrize(
    ("value", "shape"),
    [
        ("a", "text"),
        (1, "integer"),
        (1, "number"),
        (1.5, "number"),
        (True, "flag"),
        ({}, "map"),
        ({"a": "b"}, "texts"),
        ("2026-05-12T10:42:00Z", "time"),
        ("2026-05-12T10:42:00.123456+00:00", "time"),
        (None, "text?"),
        ([], "[Customer]"),
        ([CUSTOMER], "[Customer]"),
        ({"a": ["b"]}, "{[text]}"),
        ("inf", "integer|text"),
        ("IDR", "Currency"),
        (None, "[Tier]?"),
        ({"of": ["any", 1]}, "any"),
        (CUSTOMER | {"further": 1}, "Customer"),
        ({"id": "a", "name": "b", "slug": "c", "role": "owner"}, "Workspace"),
    ],
    ids=lambda each: each if isinstance(each, str) else shapes.kind(each),
)
def test_what_is_of_the_shape_does_not_differ(value, shape):
    """Every word takes its own, null where it may, further fields always."""
    assert difference(value, shape) is None


@pytest.mark.parametrize(
    ("value", "shape", "path", "told"),
    [
        (1, "text", "data", "string expected, integer found"),
        (1.0, "integer", "data", "integer expected, number found"),
        (True, "integer", "data", "integer expected, boolean found"),
        ("1", "integer", "data", "integer expected, string found"),
        (0, "flag", "data", "boolean expected, integer found"),
        (None, "text", "data", "string expected, null found"),
        ([], "map", "data", "object expected, array found"),
        ([], "texts", "data", "object of strings expected, array found"),
        ({"a": 1}, "texts", "data", "object of strings expected, object found"),
        ("12 May 2026", "time", "data", "ISO 8601 time expected, '12 May 2026' found"),
        ("2026-05-12T10:42:00+07:00", "time", "data", "ISO 8601 time expected, '2026-05-12T10:42:00+07:00' found"),
        ("2026-13-12T10:42:00Z", "time", "data", "ISO 8601 time expected, '2026-13-12T10:42:00Z' found"),
        ("EUR", "Currency", "data", "one of IDR, USD expected, 'EUR' found"),
        ({}, "[Customer]", "data", "array expected, object found"),
        ([], "Customer", "data", "object expected, array found"),
        ([], "{text}", "data", "object expected, array found"),
        ([CUSTOMER, CUSTOMER | {"name": 7}], "[Customer]", "data[].name", "string expected, integer found"),
        (CUSTOMER | {"metadata": []}, "Customer", "data.metadata", "object of strings expected, array found"),
        ({"a": [1]}, "{[text]}", "data[][]", "string expected, integer found"),
        (None, "integer|text", "data", "integer or text expected, null found"),
        ({"id": "a"}, "WorkspaceName", "data.name", "string expected, nothing found"),
        ({"kind": 1, "redirectUrl": 2}, "Redirect", "data.kind", "string expected, integer found"),
    ],
    ids=lambda each: each if isinstance(each, str) else shapes.kind(each),
)
def test_the_first_difference_is_named(value, shape, path, told):
    """By its path, with what was expected there and what was found."""
    assert difference(value, shape) == (path, told)


@pytest.mark.parametrize(
    ("operation", "answer"),
    [
        ("GET /api/v1/customers/{}", envelope(CUSTOMER)),
        ("POST /api/v1/customers", envelope(CUSTOMER, status=201)),
        ("GET /api/v1/customers", envelope([CUSTOMER], meta=PAGE)),
        ("GET /api/v1/customers", refusal(404, "not_found")),
        ("GET /api/v1/nope", refusal(404, "not_found")),
        ("GET /health", httpx.Response(200, text="fine")),
        ("DELETE /api/v1/customers/{}", httpx.Response(204)),
        ("GET /api/v1/receipts/{}/receipt.html", httpx.Response(200, html="<p>")),
        ("GET /api/v1/reports/ledger.csv", httpx.Response(200, content=b"a", headers={"Content-Type": "text/csv"})),
        ("GET /api/v1/invoices/{}/pdf", httpx.Response(303, headers={"Location": "/a"})),
        ("POST /api/v1/uploads/image", envelope({"url": "/a", "fileName": "a", "fileSize": 1})),
    ],
    ids=lambda each: f"{each.status_code}" if isinstance(each, httpx.Response) else each,
)
def test_a_right_answer_is_no_drift(operation, answer):
    """Envelope, page, refusal, nothing, page of text, file, redirect."""
    assert said(operation, answer) is None


@pytest.mark.parametrize(
    ("operation", "answer", "line"),
    [
        ("POST /api/v1/customers", envelope(CUSTOMER), "status: 201 expected, 200 found"),
        ("GET /api/v1/customers/{}", httpx.Response(302), "status: 200 expected, 302 found"),
        ("GET /api/v1/invoices/{}/pdf", httpx.Response(301), "status: 200 or 302 or 303 or 307 expected, 301 found"),
        (
            "GET /api/v1/customers/{}",
            envelope(CUSTOMER | {"metadata": []}),
            "data.metadata: object of strings expected, array found",
        ),
        ("GET /api/v1/customers", envelope([], meta=META), "meta.cursor: string or null expected, nothing found"),
        (
            "GET /api/v1/customers",
            envelope([], meta=PAGE | {"hasMore": 0}),
            "meta.hasMore: boolean expected, integer found",
        ),
        ("GET /api/v1/customers/{}", envelope(CUSTOMER, meta=None), "meta: object expected, null found"),
        (
            "GET /api/v1/customers/{}",
            envelope(CUSTOMER, meta={"requestId": "a"}),
            "meta.timestamp: ISO 8601 time expected, nothing found",
        ),
        ("GET /api/v1/customers/{}", httpx.Response(200, json=CUSTOMER), "data: something expected, nothing found"),
        ("GET /api/v1/customers/{}", httpx.Response(200, html="<p>"), "body: a JSON object expected, text/html found"),
        ("GET /api/v1/customers/{}", httpx.Response(502), "body: a JSON object expected, nothing found"),
        ("GET /api/v1/nope", httpx.Response(404, text="no"), "body: a JSON object expected, text/plain found"),
        (
            "GET /api/v1/customers/{}",
            refusal(404, "gone_fishing"),
            "error.code: a code of the catalogue for 404 expected, 'gone_fishing' found",
        ),
        (
            "GET /api/v1/customers/{}",
            refusal(403, "not_found"),
            "error.code: a code of the catalogue for 403 expected, 'not_found' found",
        ),
        (
            "GET /api/v1/customers/{}",
            refusal(404, "not_found", message=None),
            "error.message: string expected, null found",
        ),
        ("GET /api/v1/customers/{}", envelope(status=404), "error: object expected, null found"),
        ("DELETE /api/v1/customers/{}", envelope(), "status: 204 expected, 200 found"),
        (
            "DELETE /api/v1/customers/{}",
            httpx.Response(204, content=b"{}"),
            "body: nothing expected, something found",
        ),
        (
            "GET /api/v1/receipts/{}/receipt.html",
            envelope({}),
            "Content-Type: text/html expected, application/json found",
        ),
        ("GET /api/v1/reports/ledger.csv", envelope({}), "Content-Type: a file expected, application/json found"),
    ],
    ids=lambda each: f"{each.status_code}" if isinstance(each, httpx.Response) else each,
)
def test_a_wrong_answer_is_drift(operation, answer, line):
    """Status, envelope, codes, page, data: whatever differs first is named."""
    assert said(operation, answer) == line


def test_a_head_has_no_body_to_compare():
    """What HEAD answers is left alone."""
    assert drift_of("HEAD /api/v1/customers", httpx.Response(405)).differing == {}


def test_equal_differences_are_counted():
    """One line for all of them."""
    found = findings.of_a_run("", "", drift_of("POST /api/v1/customers", *[envelope(CUSTOMER)] * 3), Cleaned())

    assert [findings.line_of(row) for row in found["differing"]] == [
        "POST /api/v1/customers 200: status: 201 expected, 200 found (3 times)"
    ]


def test_a_difference_has_an_example(tmp_path):
    """The id of the first such request is in the report, by which the service finds it again."""
    drift = drift_of(
        "POST /api/v1/customers", *(envelope(CUSTOMER, meta=META | {"requestId": f"req_{n}"}) for n in (1, 2))
    )
    findings.write(tmp_path / "drift", findings.joined([findings.of_a_run("", "", drift, Cleaned())]))

    line = "- POST /api/v1/customers 200: status: 201 expected, 200 found (2 times), such as `req_1`"
    assert line in (tmp_path / "drift.md").read_text("utf-8").splitlines()


def test_additions_are_kept_apart():
    """Fields of any depth that the contract does not have."""
    line = {"id": "a", "price": 1}
    found = drift_of("GET /api/v1/invoices/{}", envelope({"lines": [line, line], "further": {}}))

    assert set(found.added) == {
        ("GET /api/v1/invoices/{}", "data.further"),
        ("GET /api/v1/invoices/{}", "data.lines[].price"),
    }


@pytest.mark.parametrize(
    ("operation", "answers", "named"),
    [
        ("GET /api/v1/refunds", [refusal(404, "not_found")], True),
        ("GET /api/v1/refunds", [refusal(501, "not_mocked"), refusal(405, "method_not_allowed")], True),
        ("GET /api/v1/refunds", [refusal(404, "not_found"), envelope([], meta=PAGE)], False),
        ("GET /api/v1/refunds", [refusal(404, "not_found"), refusal(401, "invalid_signature")], False),
        ("GET /api/v1/refunds/{}", [refusal(404, "not_found")], False),
        ("GET /api/v1/nope", [refusal(404, "not_found")], False),
    ],
    ids=["absent", "not-served", "answered", "refused-first", "an-object", "no-route"],
)
def test_a_route_that_is_never_there_is_drift(operation, answers, named):
    """A list or a creation that was only ever absent is; an absent object and an unknown route are not."""
    assert bool(never_served(drift_of(operation, *answers).answers)) == named


def test_what_processes_found_comes_together():
    """Counts add up, and a route one of them has seen is there."""
    runs = [
        findings.of_a_run("https://a", "mark", drift, Cleaned(left=[Left("refund", f"rf_{number}", "always")]))
        for number, drift in enumerate(
            [
                drift_of("GET /api/v1/refunds", refusal(404, "not_found"), envelope([])),
                drift_of("GET /api/v1/refunds", refusal(404, "not_found")),
            ]
        )
    ]
    found = findings.joined(json.loads(json.dumps(runs)))

    assert found["answers"] == [["GET /api/v1/refunds", "200", 1], ["GET /api/v1/refunds", "404 not_found", 2]]
    assert [row[2] for row in found["differing"]] == ["meta.cursor"]
    assert [row[1] for row in found["left"]] == ["rf_0", "rf_1"]


def test_paths_without_a_route_are_no_operations():
    """Their refusals are compared and counted, but they are nothing that a service offers."""
    drift = drift_of("GET /api/v1/nope", refusal(404, "not_found"), refusal(404, "not_found"))

    line = "no drift: 2 answers of 0 operations have the shape of the contract"
    assert findings.conclusion(findings.of_a_run("", "", drift, Cleaned())) == line


def test_a_terminal_shows_the_first_differences():
    """And says how many more there are."""
    drift = Drift()
    for number in range(findings.SHOWN + 3):
        drift.differing["GET /api/v1/refunds", 200, f"data.field{number}", "string expected, null found"] += 1
    lines = findings.summary(findings.of_a_run("https://a", "mark", drift, Cleaned()))

    assert lines[0].startswith(f"{findings.SHOWN + 3} differences from the contract in ")
    assert "… and 3 more" in lines


def test_a_report_names_what_stays(tmp_path):
    """Each thing with its id and the reason, in Markdown and in JSON."""
    cleaned = Cleaned(left=[Left("refund", "rf_1", "always")])
    found = findings.joined([findings.of_a_run("https://a", "mark", Drift(), cleaned)])
    findings.write(tmp_path / "drift.txt", found)

    assert "- refund `rf_1`: always" in (tmp_path / "drift.md").read_text("utf-8")
    assert json.loads((tmp_path / "drift.json").read_text("utf-8"))["left"] == [["refund", "rf_1", "always"]]
