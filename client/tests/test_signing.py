r"""What is signed is what is sent.

Expected signatures are openssl's. The literal ones were made with
`printf 'METHOD\nTARGET\nTIME\nHASH' | openssl dgst -sha256 -hmac sk_test_vector`.
"""

import hmac
import re
import time

import httpx
import pytest

from plugipay import PlugipayClient
from plugipay._signing import KeyPair, canonical_text, signature

VECTORS = {
    "no body": (
        ("GET", "/api/v1/account", b"", None),
        "99b9a132bcad2429f47a77e4e39307e027cd2a92c8d83c7a72ed3c3e8d53d71c",
    ),
    "query": (
        ("GET", "/api/v1/customers?limit=2&email=a%40b.co", b"", None),
        "eab6d9bab5082571af8bee050cd525a5f3c45b88a7b19b439a66a0fe3a73c5b0",
    ),
    "body and key": (
        ("POST", "/api/v1/customers", b'{"email":"ada@example.com"}', "idem_vector-1"),
        "ae63917f9502eefe17946bade58437d66ed83cc731e8e7d7212debe697e3d2f0",
    ),
    "escaped id, UTF-8 body": (
        ("PATCH", "/api/v1/customers/cus_1%2F2", '{"name":"Zoë 🎈"}'.encode(), "idem_vector-2"),
        "0ad34e97ca5afb1754d529a8a997d96b35668e3f2108cccecc85e936f9c1952b",
    ),
}


@pytest.fixture
def verify(openssl):
    """Check a recorded request's signature with another hand than ours, over the target given."""

    def run(request: httpx.Request, target: str, body: bytes | None = None) -> None:
        body_hash = openssl(request.content if body is None else body)
        lines = [request.method, target, request.headers["X-Plugipay-Timestamp"], body_hash]
        if "Idempotency-Key" in request.headers:
            lines.append(request.headers["Idempotency-Key"])
        expected = openssl("\n".join(lines).encode(), "sk_test_wire")
        assert request.headers.get_list("Authorization") == [
            f"Plugipay-HMAC-SHA256 keyId=pk_test_wire, scope=*, signature={expected}"
        ]

    return run


@pytest.mark.parametrize(("signed", "expected"), VECTORS.values(), ids=VECTORS)
def test_the_signature_is_that_of_openssl(signed, expected):
    """Method, target, time, hash of the body and key, joined by LF, give the signature openssl gives."""
    method, target, body, key = signed

    keyed = hmac.new(b"sk_test_vector", digestmod="sha256")

    assert expected == signature(keyed, canonical_text(method, target, "1700000000", body, key))


def test_a_read_is_signed(wire, client, verify):
    """A GET is signed with an empty body and no key."""
    client.account.get()

    assert "Idempotency-Key" not in wire.request.headers
    verify(wire.request, "/api/v1/account")


def test_a_write_is_signed(wire, client, verify):
    """A write is signed over its very bytes and its key."""
    client.customers.create(name="Zoë 🎈", idempotency_key="order 1")

    assert wire.request.content == '{"name":"Zoë 🎈"}'.encode()
    verify(wire.request, "/api/v1/customers")


def test_the_query_is_signed(wire, client, verify):
    """The query is part of the signed target, encoded as it is sent."""
    wire.answers([])
    client.customers.list(limit=2, email="zoë+1@example.com")

    verify(wire.request, "/api/v1/customers?limit=2&email=zo%C3%AB%2B1%40example.com")


def test_a_strange_id_is_signed(wire, client, verify):
    """An id is one segment, percent-encoded, and signed like that."""
    client.customers.get("a/b?c=d#e %é")

    verify(wire.request, "/api/v1/customers/a%2Fb%3Fc%3Dd%23e%20%25%C3%A9")


def test_a_typed_path_is_signed(wire, client, verify):
    """A path typed with its query is sent and signed as typed."""
    client.request(method="GET", path="/api/v1/customers?limit=1&order=asc")

    assert wire.request.url == "https://plugipay.com/api/v1/customers?limit=1&order=asc"
    verify(wire.request, "/api/v1/customers?limit=1&order=asc")


def test_any_method_is_signed_in_upper_case(wire, client, verify):
    """A method in lower case is sent and signed in upper case, and is a write unless it is GET."""
    client.request(method="put", path="/api/v1/adapters/manual", body={})

    assert (wire.request.method, wire.request.content) == ("PUT", b"{}")
    verify(wire.request, "/api/v1/adapters/manual")


def test_the_base_url_s_own_path_is_not_signed(wire, verify):
    """What is signed is what follows the base URL, even when its path needs escaping."""
    wire.client(base_url="https://h.test/päy/v2/").account.get()

    assert wire.request.url.raw_path == b"/p%C3%A4y/v2/api/v1/account"
    verify(wire.request, "/api/v1/account")


def test_time_is_whole_seconds_of_now(wire, client):
    """The timestamp is the clock's, in whole seconds."""
    before = int(time.time())
    client.account.get()

    assert before <= int(wire.request.headers["X-Plugipay-Timestamp"]) <= time.time()


@pytest.mark.parametrize(
    "settings",
    [
        {"auth": ("user", "password")},
        {"auth": lambda request: httpx.Request("GET", "https://elsewhere.test")},
        {"base_url": "https://elsewhere.test/v9"},
        {"headers": {"Authorization": "Basic eDp5", "X-Plugipay-Timestamp": "1", "Content-Type": "text/plain"}},
        {"follow_redirects": True},
        {"cookies": {"session": "1"}},
    ],
    ids=["auth", "auth function", "base URL", "headers", "redirects", "cookies"],
)
def test_no_setting_of_a_custom_http_client_spoils_the_signature(wire, verify, settings):
    """Whatever a custom http client is set to, what is sent is what was signed, and where to is ours to say."""
    wire.client(http=wire.http(**settings)).customers.create(name="Ada")

    assert wire.request.url == "https://plugipay.com/api/v1/customers"
    assert wire.request.headers["Content-Type"] == "application/json"
    assert wire.request.headers.get_list("X-Plugipay-Timestamp") != ["1"]
    verify(wire.request, "/api/v1/customers")


def test_params_of_a_custom_http_client_are_sent_beside_ours(wire, verify):
    """Client-level params are added to a query, which keeps its own, and are signed with it."""
    client = wire.client(http=wire.http(params={"trace": "1", "limit": "9"}))
    client.request(method="GET", path="/api/v1/customers?limit=1")

    assert dict(wire.request.url.params) == {"trace": "1", "limit": "1"}
    verify(wire.request, wire.request.url.raw_path.decode())


def test_an_idempotency_key_of_a_custom_http_client_is_signed(wire, verify):
    """The key header is signed as it stands, whoever set it."""
    wire.client(http=wire.http(headers={"Idempotency-Key": "theirs"})).account.get()

    assert wire.request.headers["Idempotency-Key"] == "theirs"
    verify(wire.request, "/api/v1/account")


def test_an_overridden_request_method_is_signed_for(wire, verify):
    """A subclass that adds to the request before it is built adds to what is signed."""

    class Tracing(httpx.Client):
        def request(self, method, url, **arguments):
            return super().request(method, url, **{**arguments, "params": {"trace": "1"}})

    wire.client(http=Tracing(transport=httpx.MockTransport(wire))).account.get()

    verify(wire.request, "/api/v1/account?trace=1")


def test_userinfo_in_the_base_url_does_not_replace_the_signature(wire, verify):
    """What httpx would make Basic auth of gives way to the signature."""
    wire.client(base_url="https://user:password@h.test").account.get()

    verify(wire.request, "/api/v1/account")


def test_a_multipart_body_is_signed_as_empty(verify):
    """The body of an upload is not part of what is signed."""
    request = httpx.Request("POST", "https://h.test/api/v1/uploads", files={"file": b"bytes"})
    request.headers.update(
        KeyPair("pk_test_wire", "sk_test_wire").proof("POST", "/api/v1/uploads", request.headers, request.read())
    )

    verify(request, "/api/v1/uploads", body=b"")


def test_a_bearer_key_is_shown_and_nothing_is_signed(wire):
    """With a Bearer key there is no timestamp and no signature; a write has its idempotency key all the same."""
    PlugipayClient.from_api_key("pk_live_1", http=wire.http()).customers.create()

    assert wire.request.headers["Authorization"] == "Bearer pk_live_1"
    assert "X-Plugipay-Timestamp" not in wire.request.headers
    assert re.fullmatch(r"idem_[0-9a-f-]{36}", wire.request.headers["Idempotency-Key"])
