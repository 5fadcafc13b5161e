"""Python, Node and Go write the same request in different bytes; each is verified as it was sent."""

import pytest

from plugipay_contract import recipes
from plugipay_contract.caller import Caller

BODIES = {
    "python-escapes-unicode": rb'{"name":"\u00c9lodie \u6771\u4eac"}',
    "node-writes-utf-8": '{"name":"Élodie 東京"}'.encode(),
    "go-escapes-html": rb'{"name":"\u003cAda \u0026 Co\u003e"}',
    "spaced-out": b'{ "name" : "Ada" }\n',
    "empty-object": b"{}",
}

QUERIES = {
    "none": "",
    "bare-question-mark": "?",
    "plus-for-a-space": "?email=ada+lovelace%40example.com",
    "percent-20-for-a-space": "?email=ada%20lovelace%40example.com",
    "sorted-by-go": "?email=ada%40example.com&limit=1&order=asc",
    "as-written": "?order=asc&limit=1&email=ada%40example.com",
    "node-leaves-marks": "?email=o'hara!(a)*~@example.com",
    "lower-case-percent": "?email=%c3%a9lodie%40example.com",
    "unicode": "?email=%C3%A9lodie%40example.com",
}

SEGMENTS = ["cus%2F1", "cus%20%C3%A9", "cus+1", "cus'1", "%2E%2E", "cus%3Flimit=1", "CUS_1;v=2"]

MULTIPART = {
    "content_type": "multipart/form-data; boundary=frontier",
    "idempotency_key": "idem_multipart",
}
UPLOAD = (
    b'--frontier\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n\x89PNG\r\n--frontier--\r\n'
)


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_a_body_is_verified_as_sent(server: Caller, body: bytes) -> None:
    """The bytes are hashed, not the JSON they spell."""
    answer = server.call("POST", "/api/v1/customers", body, idempotency_key=recipes.unique())

    assert answer.verdict == (201, None)


@pytest.mark.parametrize(
    "body", [BODIES["python-escapes-unicode"], BODIES["node-writes-utf-8"]], ids=["escaped", "raw"]
)
def test_unicode_is_read_however_it_is_written(server: Caller, body: bytes) -> None:
    """Escaped or raw, the same name arrives."""
    answer = server.call("POST", "/api/v1/customers", body, idempotency_key=recipes.unique())

    assert answer.data["name"] == "Élodie 東京"


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_a_query_is_verified_as_sent(server: Caller, query: str) -> None:
    """The query is signed as it stands in the target, never sorted or encoded anew."""
    answer = server.call("GET", f"/api/v1/customers{query}")

    assert answer.verdict == (200, None)


@pytest.mark.parametrize("segment", SEGMENTS)
def test_a_path_is_verified_as_sent(server: Caller, segment: str) -> None:
    """The path is signed percent-encoded: an odd id is unknown, not a wrong signature."""
    answer = server.call("GET", f"/api/v1/customers/{segment}")

    assert answer.verdict == (404, "not_found")


def test_a_write_without_a_body_hashes_nothing(server: Caller) -> None:
    """No body is hashed as the empty string."""
    customer = recipes.new_customer(server)

    answer = server.call("DELETE", recipes.path(customer), idempotency_key=recipes.unique())

    assert answer.status == 204


def test_a_multipart_body_is_signed_as_empty(server: Caller) -> None:
    """An upload passes signed over nothing; this route then wants JSON."""
    answer = server.call("POST", "/api/v1/customers", UPLOAD, **MULTIPART)

    assert answer.verdict == (400, "invalid_request")


def test_json_is_not_smuggled_in_unsigned(server: Caller) -> None:
    """What calls itself an upload is not signed, and so it is not read as JSON."""
    headers = MULTIPART | {"idempotency_key": recipes.unique()}
    answer = server.call("POST", "/api/v1/customers", b'{"name":"Mallory"}', **headers)

    assert 400 <= answer.status < 500


def test_a_multipart_body_signed_over_its_bytes_is_refused(server: Caller) -> None:
    """An upload whose signature covers its bytes does not pass."""
    signed = server.signed("POST", "/api/v1/customers", UPLOAD, idempotency_key=MULTIPART["idempotency_key"])

    answer = server.send(signed.having("Content-Type", MULTIPART["content_type"]))

    assert answer.verdict == (401, "invalid_signature")
