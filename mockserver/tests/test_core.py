import json
import re
from urllib.parse import quote, urlencode

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from plugipay_mock.core import Core
from plugipay_mock.message import Inbound
from plugipay_mock.resources.customers.model import CUSTOMERS as SHELF
from plugipay_mock.route import ANY_KEY, Routes
from plugipay_mock.world import World

CUSTOMERS = "/api/v1/customers"
MIB = 1024 * 1024

HEADERS = (
    "authorization",
    "x-plugipay-timestamp",
    "x-plugipay-mode",
    "x-plugipay-on-behalf-of",
    "idempotency-key",
    "content-type",
)

exploding = Routes("/api/v1/bombs")


@exploding.post("", scope=ANY_KEY, key="accepted")
def explode(caller) -> None:
    """Make something, and fail."""
    caller.add(SHELF, SHELF.kind(**caller.birth(SHELF)))
    raise ZeroDivisionError("a bug of the mock")


@pytest.fixture
def bomb(call):
    """A hand on a server whose only route fails."""
    call.core, call.judged = Core(call.core.world, exploding.declared), False
    return call


@pytest.fixture(scope="module")
def any_call(signed_calls):
    """A hand on a world that many examples share."""
    return signed_calls(World())


def is_contract(answer):
    """Whether an answer is one of the contract's, and not the mock's own failure."""
    if answer.status == 204:
        return answer.body == b""
    return answer.status != 500 and answer.meta["requestId"] == answer.headers["X-Request-Id"]


ANSWERS = {
    "object": ("POST", CUSTOMERS, {}, 201),
    "list": ("GET", CUSTOMERS, None, 200),
    "public": ("GET", "/health", None, 200),
    "bad request": ("POST", CUSTOMERS, {"email": 1}, 400),
    "unknown object": ("GET", f"{CUSTOMERS}/cus_nobody", None, 404),
    "unknown route": ("GET", "/api/v1/nowhere", None, 404),
    "wrong method": ("PUT", CUSTOMERS, None, 405),
    "too large": ("POST", CUSTOMERS, b" " * (MIB + 1), 413),
}
every_answer = pytest.mark.parametrize(("method", "target", "body", "status"), ANSWERS.values(), ids=ANSWERS)


@every_answer
def test_every_answer_is_an_envelope(call, method, target, body, status):
    """Success or not, an answer is JSON with data, error and meta."""
    answer = call(method, target, body)

    assert answer.status == status
    assert answer.headers["Content-Type"] == "application/json"
    assert set(answer.json) == {"data", "error", "meta"}


@every_answer
def test_every_answer_has_a_request_id(call, method, target, body, status):
    """The request id stands in the header and in the body, the same in both, and is a ULID."""
    answer = call(method, target, body)

    assert re.fullmatch(r"req_[0-9A-HJKMNP-TV-Z]{26}", answer.headers["X-Request-Id"])
    assert answer.meta["requestId"] == answer.headers["X-Request-Id"]


def test_every_request_has_another_id(call):
    """No two requests share an id."""
    assert len({call("GET", CUSTOMERS).meta["requestId"] for _ in range(100)}) == 100


def test_an_empty_answer_has_an_id_and_no_body(call):
    """A deletion answers 204 without body or content type, and still with its request id."""
    made = call("POST", CUSTOMERS, {})
    answer = call("DELETE", f"{CUSTOMERS}/{made.data['id']}")

    assert (answer.status, answer.body) == (204, b"")
    assert "Content-Type" not in answer.headers
    assert "X-Request-Id" in answer.headers


def test_answers_tell_world_time(call, tenant):
    """The timestamp of an answer is that of the world, not of the wall."""
    tenant.clock.freeze("2030-01-01T00:00:00Z")

    assert call("GET", CUSTOMERS).meta["timestamp"] == "2030-01-01T00:00:00.000Z"


def test_a_wrong_method_tells_the_right_ones(call):
    """A 405 lists the methods the path has."""
    answer = call("PUT", CUSTOMERS)

    assert answer.verdict == (405, "method_not_allowed")
    assert answer.headers["Allow"] == "GET, HEAD, POST"


def test_a_body_may_have_a_mebibyte(call):
    """A body of exactly the limit is read."""
    assert call("POST", CUSTOMERS, b"{}" + b" " * (MIB - 2)).status == 201


def test_a_larger_body_is_refused(call):
    """One byte more is 413."""
    assert call("POST", CUSTOMERS, b"{}" + b" " * (MIB - 1)).verdict == (413, "payload_too_large")


@pytest.mark.parametrize("target", ["/health", "/api/v1/health"])
def test_health_needs_no_credentials(call, target):
    """Whether the server is up may be asked by anybody."""
    answer = call.send(Inbound("GET", target.encode(), {}, b""))

    assert (answer.status, answer.data["status"]) == (200, "ok")


def test_a_failure_of_the_mock_is_told_in_the_envelope(bomb):
    """A bug is 500 `internal_error`, and its traceback stays here."""
    answer = bomb("POST", "/api/v1/bombs")

    assert answer.verdict == (500, "internal_error")
    assert b"bug" not in answer.body


def test_a_failure_of_the_mock_is_logged(bomb, caplog):
    """The log has the request and the traceback."""
    bomb("POST", "/api/v1/bombs")

    assert "POST b'/api/v1/bombs' failed inside the mock" in caplog.text
    assert "ZeroDivisionError: a bug of the mock" in caplog.text


def test_a_failure_of_the_mock_leaves_nothing_behind(bomb, tenant):
    """What a failing handler had stored is taken back."""
    bomb("POST", "/api/v1/bombs")

    assert len(tenant.collection(SHELF)) == 0


def test_a_failure_of_the_mock_leaves_the_key_free(bomb):
    """A 500 is not remembered under its idempotency key."""
    first, again = (bomb("POST", "/api/v1/bombs", key="order-1") for _ in range(2))

    assert again.status == 500
    assert again.meta["requestId"] != first.meta["requestId"]


def test_a_deeply_nested_body_is_refused_like_any_other(call):
    """However deep a body is nested, it is a bad request, with an idempotency key and without."""
    body = b"[" * 300 + b"]" * 300

    assert call("POST", CUSTOMERS, body).verdict == (400, "invalid_request")
    assert call("POST", CUSTOMERS, body, key="order-1").verdict == (400, "invalid_request")


@given(
    st.sampled_from(["GET", "POST", "PATCH", "DELETE"]) | st.text(),
    st.sampled_from([CUSTOMERS.encode(), b"/api/v1/account", b"/health"]) | st.binary(),
    st.dictionaries(st.sampled_from(HEADERS), st.text(st.characters(max_codepoint=255))),
    st.binary(),
)
def test_any_request_at_all_gets_an_answer_of_the_contract(any_call, method, target, headers, body):
    """Whatever the bytes of method, target, headers and body: never a 500, always an envelope with its request id."""
    assert is_contract(any_call.send(Inbound(method, target, headers, body)))


@given(
    st.sampled_from([("POST", CUSTOMERS), ("POST", "/api/v1/account/email-change"), ("PATCH", "/api/v1/account")]),
    st.binary(),
    st.none() | st.text(st.characters(max_codepoint=255)),
)
def test_any_signed_bytes_get_an_answer_of_the_contract(any_call, operation, body, key):
    """A caller whose key is good may send any bytes as a body."""
    assert is_contract(any_call(*operation, body, key=key))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
fields = st.dictionaries(
    st.sampled_from(["name", "email", "locale", "externalId", "metadata", "password"]), json_values
)


@given(
    st.sampled_from([("POST", CUSTOMERS), ("POST", "/api/v1/account/email-change"), ("PATCH", "/api/v1/account")]),
    fields,
)
@example(("PATCH", "/api/v1/account"), {"locale": None})
def test_any_json_gets_an_answer_of_the_contract(signed_calls, operation, body):
    """A body of any values is taken or refused, and leaves an account that can still be read."""
    call = signed_calls(World())

    assert is_contract(call(*operation, json.dumps(body).encode()))
    assert call("GET", "/api/v1/account").status == 200


@given(st.dictionaries(st.sampled_from(["limit", "cursor", "order", "email", "createdAfter"]), st.text()), st.binary())
def test_any_query_gets_an_answer_of_the_contract(any_call, values, rest):
    """A list may be asked for in any words."""
    target = f"{CUSTOMERS}?{urlencode(values)}&{quote(rest)}"

    assert is_contract(any_call("GET", target))
