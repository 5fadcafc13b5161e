"""Bodies, ids and headers made to break a server: every one gets an answer of the contract."""

import ast
import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugipay_mock.control import guard
from plugipay_mock.gate import admission, credentials, signature
from plugipay_mock.message import Inbound
from plugipay_mock.resources import ROOMS

API = "/api/v1"
CUSTOMERS = f"{API}/customers"
ROUTES = [route for room in ROOMS for route in room.served]
WRITING = [route for route in ROUTES if route.body is not None]

DIGITS = b"9" * 10_000
NASTY = {
    "deep list": b"[" * 100_000 + b"]" * 100_000,
    "deep object": b'{"a":' * 100_000,
    "deep field": b'{"metadata":' + b'{"a":' * 5_000 + b"1" + b"}" * 5_001,
    "nested just below the limit": b'{"metadata":' + b'{"a":' * 180 + b"1" + b"}" * 181,
    "integer of 10,000 digits": b'{"amount":' + DIGITS + b',"name":' + DIGITS + b"}",
    "float of 10,000 digits": b'{"amount":0.' + DIGITS + b"}",
    "huge exponent": b'{"amount":1e99999}',
    "NaN": b'{"amount":NaN,"name":NaN,"metadata":{"a":NaN}}',
    "Infinity": b'{"amount":Infinity,"metadata":{"a":-Infinity}}',
    "duplicate keys": b'{"name":"a","name":"b","amount":1,"amount":2}',
    "lone surrogate": b'{"name":"\\ud800","email":"\\udfff"}',
    "lone surrogate as a name": b'{"\\ud800":1}',
    "encoded surrogate": b'{"name":"\xed\xa0\x80"}',
    "invalid UTF-8": b'{"name":"\xff\xfe"}',
    "NUL": b'{"name":"\\u0000","email":"\\u0000@a.b"}',
    "byte order mark": b'\xef\xbb\xbf{"name":"a"}',
    "UTF-16": '{"name":"a"}'.encode("utf-16"),
    "no object": b'"name"',
    "null": b"null",
    "a number": b"1",
    "nothing but spaces": b"   ",
    "cut off": b'{"name":"a',
    "a proxy's page": b"<html></html>",
    "many fields": b"{" + b",".join(b'"a%d":1' % number for number in range(2_000)) + b"}",
    "a long name": b'{"' + b"a" * 500_000 + b'":1}',
    "wrong types": b'{"name":[],"email":{},"amount":"1","metadata":[],"currency":1,"lines":{},"methods":"va"}',
}


def filled(route, value="x"):
    """The target of a route, with something for its parameters."""
    target = route.path
    for name in route.parameters:
        target = target.replace(f"{{{name}}}", value)
    return target


def is_of_the_contract(answer):
    """Whether an answer is no failure of the server: below 500, or known and not served."""
    return answer.status < 500 or answer.status == 501


@pytest.mark.parametrize("body", NASTY.values(), ids=NASTY)
def test_no_body_breaks_any_route(shop, body):
    """Every route that reads a body refuses it or takes it, with and without a key, twice."""
    broken = []
    for route in WRITING:
        for key in (None, "key", "key"):
            answer = shop(route.method, filled(route), body, key=key)
            if not is_of_the_contract(answer):
                broken.append((route.method, route.path, answer.body))

    assert broken == []


@pytest.mark.parametrize("body", NASTY.values(), ids=NASTY)
def test_what_was_taken_can_be_shown(shop, body):
    """After a body that was taken, lists and the journal are still written."""
    shop("POST", CUSTOMERS, body)

    assert shop("GET", CUSTOMERS).status == 200
    assert json.loads(shop("GET", CUSTOMERS).body)


@pytest.mark.parametrize(
    "value",
    [
        "..",
        "%2e%2e",
        "%00",
        "%0d%0aX-Evil:1",
        "%ff%fe",
        "%ed%a0%80",
        "%",
        "%zz",
        "9" * 50_000,
        "é",
        "'",
        '"',
        "{}",
        "%7b",
    ],
    ids=lambda value: value[:20],
)
def test_no_id_breaks_any_route(shop, value):
    """Whatever stands where an id belongs, nothing fails and nothing of it becomes a header."""
    broken = []
    for route in ROUTES:
        if route.parameters:
            answer = shop(route.method, filled(route, value), b"{}" if route.body else None)
            evil = [
                name for name, held in answer.headers.items() if "\r" in held or "\n" in held or "evil" in name.lower()
            ]
            if not is_of_the_contract(answer) or evil:
                broken.append((route.method, route.path, answer.status, evil))

    assert broken == []


@pytest.mark.parametrize(
    "query",
    [
        "limit=" + "9" * 10_000,
        "limit=-1",
        "limit=NaN",
        "cursor=%00",
        "cursor=" + "A" * 10_000,
        "cursor=%ff",
        "from=0001-01-01T00:00:00Z&to=9999-12-31T23:59:59Z",
        "from=9999-12-31T23:59:59-14:00",
        "from=" + "9" * 5_000,
        "order=%ed%a0%80",
        "%00=%00",
        "&&&===&",
        "a=1&" * 20_000,
        "customerId=%0d%0a",
        "status[]=open",
        "+%20+",
    ],
    ids=lambda query: query[:20],
)
def test_no_query_breaks_any_route(shop, query):
    """Numbers, cursors and times that cannot be are refused or passed over."""
    targets = [f"{filled(route)}?{query}" for route in ROUTES if route.method == "GET"]

    assert [target[:60] for target in targets if not is_of_the_contract(shop("GET", target))] == []


HEADERS = {
    "authorization": [
        "",
        "x" * 60_000,
        "Plugipay-HMAC-SHA256",
        "Plugipay-HMAC-SHA256 keyId=,signature=",
        "Bearer ",
        "\xff",
    ],
    "x-plugipay-timestamp": ["", "9" * 5_000, "-1", "NaN", "1e400", "²", "٣", "\xff"],
    "idempotency-key": ["", "\xff" * 255, "x" * 60_000, "\x01"],
    "x-plugipay-mode": ["", "\xff", "test, test", "x" * 60_000],
    "x-plugipay-on-behalf-of": ["", "\xff", "..", "x" * 60_000],
    "content-type": [
        "",
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "application/json; charset=utf-16",
        "\xff",
    ],
    "x-plugipay-mock-fault": [
        "",
        ";;;",
        "status=" + "9" * 5_000,
        "wait=1e400",
        "until=\xff",
        "header.=1",
        "=",
        "\xff" * 999,
    ],
    "content-length": ["-1", "x"],
}


@pytest.mark.parametrize("name", HEADERS)
def test_no_header_breaks_a_request(shop, name):
    """What a header must not be is refused, if it is looked at."""
    for value in HEADERS[name]:
        answer = shop("POST", CUSTOMERS, {"name": "Ada"}, key="1", headers={name: value})
        assert is_of_the_contract(answer), (value[:40], answer.body)


@settings(max_examples=150, deadline=None)
@given(
    method=st.sampled_from(["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "x", ""]),
    target=st.one_of(st.binary(max_size=40), st.sampled_from([route.path.encode() for route in ROUTES])),
    headers=st.dictionaries(
        st.sampled_from(sorted(HEADERS)), st.text(st.characters(max_codepoint=255), max_size=40), max_size=4
    ),
    body=st.one_of(st.binary(max_size=60), st.sampled_from(sorted(NASTY.values(), key=len)[:15])),
)
def test_nothing_breaks_the_core(shop, method, target, headers, body):
    """Whatever comes, the answer is one of the contract's, and a JSON answer can be read."""
    answer = shop.core.handle(Inbound(method, target, headers, body))

    assert answer.status < 500 or answer.status == 501 or "x-plugipay-mock-fault" in headers
    if answer.headers.get("Content-Type") == "application/json":
        json.loads(answer.body)


def test_a_refusal_names_a_hundred_fields_at_most(shop):
    """A body of thousands of wrong fields is not answered by thousands of sentences."""
    assert len(shop("POST", CUSTOMERS, NASTY["many fields"]).error["details"]) == 100


@pytest.mark.parametrize("module", [guard, signature, credentials, admission])
def test_secrets_are_compared_in_constant_time(module):
    """Where a signature or a token is compared, `hmac.compare_digest` does it."""
    tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
    compared = [ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Compare)]
    secret = re.compile(r"(?<!\.)\b(secret|token|signature|expected|sent)\b(?!\.)")

    assert [text for text in compared if secret.search(text) and not text.endswith(("is None", "is not None"))] == []
