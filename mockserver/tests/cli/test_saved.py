import base64
import json

import pytest

from plugipay_mock.cli import saved

HEAD = b"POST /api/v1/customers?a=1 HTTP/1.1\r\nHost: x\r\nX-Plugipay-Timestamp: 5\r\nContent-Length: 7\r\n\r\n"
CURL = b"""*   Trying 127.0.0.1:8750...
> POST /api/v1/customers?a=1 HTTP/1.1
> Host: x
> X-Plugipay-Timestamp: 5
> Content-Length: 7
>
* upload completely sent off: 7 bytes
< HTTP/1.1 401 Unauthorized
< X-Request-Id: req_1
<
{"data":null}
"""
SHOWN = {"method": "POST", "path": "/api/v1/customers", "query": "a=1", "headers": {"X-Plugipay-Timestamp": "5"}}


def as_json(**more):
    return json.dumps(SHOWN | more).encode()


@pytest.mark.parametrize(
    "read",
    [
        lambda: saved.read(HEAD + b'{"a":1}'),
        lambda: saved.read(HEAD.replace(b"\r\n", b"\n") + b'{"a":1}\n'),
        lambda: saved.read(b"12:00:01 IP 127.0.0.1.5 > 127.0.0.1.8750: Flags [P.]\nE..4....P...." + HEAD + b'{"a":1}'),
        lambda: saved.read(CURL, b'{"a":1}'),
        lambda: saved.read(as_json(bodyBase64=base64.b64encode(b'{"a":1}').decode())),
        lambda: saved.read(as_json(body='{"a":1}')),
        lambda: saved.read(as_json(), b'{"a":1}'),
    ],
    ids=["message", "line feeds", "tcpdump", "curl", "base64", "text", "body apart"],
)
def test_a_saved_request_is_read(read):
    """Whatever it was saved by, the same request comes out."""
    inbound = read().inbound

    assert (inbound.method, inbound.target, inbound.body) == ("POST", b"/api/v1/customers?a=1", b'{"a":1}')
    assert inbound.headers["x-plugipay-timestamp"] == "5"


def test_a_request_without_a_body_needs_none():
    """Where no length is announced, nothing follows."""
    assert saved.read(b"GET / HTTP/1.1\nHost: x\n").inbound.body == b""


def test_json_knows_when_it_came():
    """The time a journal noted is read with the request."""
    assert saved.read(as_json(wallTime="2025-05-12T10:42:00.000Z")).wall == 1_747_046_520


def test_text_does_not_know_when_it_came():
    """An HTTP message bears no time but its own."""
    assert saved.read(HEAD + b'{"a":1}').wall is None


@pytest.mark.parametrize(
    ("file", "why"),
    [
        (b"", "neither JSON nor an HTTP request"),
        (b"hello", "neither JSON nor an HTTP request"),
        (b"{", "."),
        (b'{"method":"GET"}', "lacks path, headers"),
        (HEAD, "announces a body of 7 bytes"),
        (CURL, "--body"),
        (HEAD.replace(b": 7", b": many"), "announces a body of many bytes"),
        (as_json(body={"a": 1}), "bodyBase64"),
        (as_json(headers={"Authorization": "Plugipay-HMAC-SHA256 keyId=a, signature=…"}), "signature is masked"),
        (as_json(wallTime="noon"), "."),
        (as_json(bodyBase64="?"), "."),
        (as_json(method=1, path=None), "method, path must be text"),
        (as_json(query=7), "query must be text"),
        (as_json(bodyBase64=5), "bodyBase64 must be text"),
        (as_json(wallTime=5), "wallTime must be text"),
        (as_json(headers=[]), "headers must be an object of texts"),
        (as_json(headers={"X-Plugipay-Timestamp": 5}), "headers must be an object of texts"),
    ],
)
def test_what_cannot_be_read_is_refused(file, why):
    """A file that is no request, or lacks a part, is refused with the reason."""
    with pytest.raises(ValueError, match=why):
        saved.read(file)
