"""What is made of an answer."""

from datetime import UTC, datetime

import pytest

from plugipay import Customer, PlugipayError
from plugipay._envelope import seconds_to_wait


def test_data_is_the_answer(wire, client):
    """What is in `data` becomes the record."""
    wire.answers({"id": "cus_1", "name": "Ada"})
    customer = client.customers.get("cus_1")

    assert type(customer) is Customer
    assert customer == {"id": "cus_1", "name": "Ada"}


@pytest.mark.parametrize("status", [200, 201, 202, 204])
def test_an_empty_success_is_none(wire, client, status):
    """A success without a body has no data."""
    wire.sends(status)

    assert client.customers.delete("cus_1") is None


def test_an_action_that_says_nothing_is_an_empty_record(wire, client):
    """A success without a body reads as an empty record where one is due, with the ids of the request."""
    wire.sends(204, headers={"X-Request-Id": "req_9"})
    outcome = client.account.unlink("google")

    assert (outcome, outcome.request_id) == ({}, "req_9")
    assert outcome.idempotency_key


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 422, 429, 500, 503, 302, 200])
def test_an_error_in_the_envelope_is_passed_on(wire, client, caught, status):
    """Status, code, message and request id are the server's own, and an error is an error even with a 200."""
    wire.refuses(status, code="some_code", message="Some words")
    exc = caught(lambda: client.customers.get("cus_1"))

    assert type(exc) is PlugipayError
    assert (exc.status, exc.code, exc.message, exc.request_id) == (status, "some_code", "Some words", "req_1")


def test_the_failing_fields_are_passed_on(wire, client, caught):
    """The field the server blames, and the list of all of them, are attributes."""
    details = [
        {"field": "email", "message": "must be a valid email address"},
        {"field": "phone", "message": "too long"},
    ]
    wire.refuses(400, code="invalid_request", message="email: must be …", field="email", details=details)
    exc = caught(lambda: client.customers.create(email="x"))

    assert (exc.field, exc.details) == ("email", details)


@pytest.mark.parametrize("error", [{"field": 7, "details": {"a": 1}}, {"field": None, "details": None}, {"field": ""}])
def test_failing_fields_of_another_shape_are_left_out(wire, client, caught, error):
    """A field that is no text, and details that are no list, are as good as none."""
    wire.refuses(400, **error)
    exc = caught(client.customers.create)

    assert (exc.field, exc.details) == (None, [])


@pytest.mark.parametrize(
    "error", [None, {}, "boom", [], 7, {"code": None, "message": None}, {"code": 7, "message": []}]
)
@pytest.mark.parametrize("status", [400, 404, 500, 599, 301, 304])
def test_an_error_without_words_is_unknown(wire, client, caught, status, error):
    """A status that is no success, without an error object to explain it, is `unknown`."""
    wire.sends(status, json={"data": None, "error": error, "meta": {"requestId": "req_1"}})
    exc = caught(lambda: client.customers.get("cus_1"))

    assert (exc.status, exc.code, exc.message, exc.request_id) == (status, "unknown", f"HTTP {status}", "req_1")


@pytest.mark.parametrize("content", [b"", b"{}", b'{"detail":"Not Found"}'])
def test_a_refusal_in_other_terms_is_unknown(wire, client, caught, content):
    """An empty body, or an object of another make, explains nothing either."""
    wire.sends(502, content=content)
    exc = caught(lambda: client.customers.get("cus_1"))

    assert (exc.status, exc.code, exc.message) == (502, "unknown", "HTTP 502")


@pytest.mark.parametrize(
    "content",
    [
        b"<html>Bad gateway</html>",
        b"%PDF-1.7",
        b"{",
        b"[]",
        b"null",
        b'"text"',
        b"7",
        b"\xff\xfe\xfa",
        b"[" * 100_000,
        b"9" * 5000,
        b" ",
    ],
    ids=lambda content: repr(content[:8]),
)
@pytest.mark.parametrize("status", [200, 201, 302, 404, 500])
def test_what_is_no_envelope_is_invalid_response(wire, client, caught, status, content):
    """An answer that is no JSON object keeps its status and its request id, and shows how it begins."""
    wire.sends(status, content=content, headers={"X-Request-Id": "req_9", "Content-Type": "text/html; charset=x"})
    exc = caught(lambda: client.customers.get("cus_1"))

    assert (exc.status, exc.code, exc.request_id) == (status, "invalid_response", "req_9")
    assert exc.message.endswith(content[:200].decode("utf-8", "replace"))


@pytest.mark.parametrize("envelope", [{}, {"meta": {}}, {"id": "cus_1"}, {"error": None}])
def test_a_success_without_data_is_invalid_response(wire, client, caught, envelope):
    """An object without `data` is no envelope."""
    wire.sends(200, json=envelope)

    assert caught(lambda: client.customers.get("cus_1")).code == "invalid_response"


def test_the_message_shows_200_characters(wire, client, caught):
    """A long page is cut, by characters and not by bytes."""
    wire.sends(200, content=("é" * 300).encode())

    assert caught(client.account.get).message.count("é") == 200


@pytest.mark.parametrize("data", [None, [], "cus_1", 7])
def test_data_that_is_no_object_is_invalid_response(wire, client, caught, data):
    """Where one object is due, anything else is refused."""
    wire.answers(data)
    exc = caught(client.customers.create)

    assert (exc.status, exc.code, exc.request_id) == (200, "invalid_response", "req_1")
    assert exc.idempotency_key


@pytest.mark.parametrize("data", [None, {}, "cus_1", [7], [{}, None]])
def test_data_that_is_no_list_is_invalid_response(wire, client, caught, data):
    """Where a list of objects is due, anything else is refused."""
    wire.answers(data)

    assert caught(client.customers.list).code == "invalid_response"
    assert caught(client.account.list_members).code == "invalid_response"


request_ids = pytest.mark.parametrize(
    ("meta", "header", "expected"),
    [
        ({"requestId": "req_body"}, "req_header", "req_body"),
        ({"requestId": "req_body"}, None, "req_body"),
        ({}, "req_header", "req_header"),
        ({"requestId": None}, "req_header", "req_header"),
        ({"requestId": ""}, "req_header", "req_header"),
        ({"requestId": 7}, "req_header", "req_header"),
        (None, "req_header", "req_header"),
        ("meta", "req_header", "req_header"),
        (None, None, None),
    ],
)


@request_ids
def test_the_request_id_is_the_body_s_or_the_header_s(wire, meta, header, expected):
    """The body's request id goes before the header's."""
    wire.sends(200, json={"data": {}, "meta": meta}, headers={"X-Request-Id": header} if header else {})

    assert wire.client().account.get().request_id == expected


@request_ids
def test_the_request_id_of_an_error_is_found_alike(wire, caught, meta, header, expected):
    """An error's request id is looked for in the same two places."""
    wire.sends(400, json={"error": {}, "meta": meta}, headers={"X-Request-Id": header} if header else {})

    assert caught(wire.client().account.get).request_id == expected


@pytest.mark.parametrize(("status", "body"), [(429, b'{"error":{"code":"rate_limited"}}'), (503, b"<html>")])
def test_retry_after_is_on_any_error(wire, client, caught, status, body):
    """A server that is busy may say for how long, in or out of an envelope."""
    wire.sends(status, content=body, headers={"Retry-After": "7"})

    assert caught(client.account.get).retry_after == 7.0


NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None),
        ("0", 0.0),
        ("120", 120.0),
        ("1.5", 1.5),
        (" 7 ", 7.0),
        ("-3", 0.0),
        ("Thu, 01 Jan 2026 12:00:30 GMT", 30.0),
        ("Thu, 01 Jan 2026 11:00:00 GMT", 0.0),
        ("Thu, 01 Jan 2026 12:00:30 -0000", 30.0),
        ("", None),
        ("soon", None),
        ("nan", None),
        ("inf", None),
        ("9" * 400, None),
        ("Thu, 99 Foo 2026 12:00:30 GMT", None),
        ("Thu, 01 Jan 99999 12:00:30 GMT", None),
        ("Thu, 01 Jan 99999999999999999999 12:00:30 GMT", None),
        ("Thu, 01 Jan 2026 12:00:30 +99999999999999999999", None),
    ],
)
def test_retry_after_has_two_forms(header, seconds):
    """Seconds or a date in HTTP's form; a time gone by is no wait, and nonsense is no answer."""
    assert seconds_to_wait(header, NOW.timestamp()) == seconds
