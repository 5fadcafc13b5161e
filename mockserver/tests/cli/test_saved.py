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
TRACE = b"""== Info:   Trying 127.0.0.1:8750...
=> Send header, 88 bytes (0x58)
0000: POST /api/v1/customers?a=1 HTTP/1.1
0025: Host: x
002e: X-Plugipay-Timestamp: 5
0047: Content-Length: 7
005a:
=> Send data, 7 bytes (0x7)
0000: {"a":1}
"""
HEX_TRACE = b"""=> Send header, 88 bytes (0x58)
0000: 50 4f 53 54 20 2f 61 70 69 2f 76 31 2f 63 75 73 POST /api/v1/cus
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
        lambda: saved.read(b"12:00:01.000001 ".join((b"", *CURL.splitlines(keepends=True))), b'{"a":1}'),
        lambda: saved.read(as_json(bodyBase64=base64.b64encode(b'{"a":1}').decode())),
        lambda: saved.read(as_json(body='{"a":1}')),
        lambda: saved.read(as_json(), b'{"a":1}'),
    ],
    ids=["message", "line feeds", "tcpdump", "curl", "curl with times", "base64", "text", "body apart"],
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


def test_a_body_may_speak_of_a_trace():
    """Only what stands before the request tells what a file is."""
    body = b"\n=> Send header, 5"

    assert saved.read(HEAD.replace(b": 7", b": %d" % len(body)) + body).inbound.body == body


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
        (TRACE, "it is a trace of curl, which folds lines; save what curl -v shows"),
        (b"12:00:01.000001 ".join((b"", *TRACE.splitlines(keepends=True))), "it is a trace of curl"),
        (HEX_TRACE, "it is a trace of curl"),
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
