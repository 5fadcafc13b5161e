"""What a connection may do to the server: too much, too slowly, or nothing that is HTTP."""

import json
import socket
import time
from contextlib import suppress
from unittest.mock import Mock
from urllib.parse import urlsplit

import pytest
import uvicorn
from uvicorn.server import ServerState

from plugipay_mock.app import create_door
from plugipay_mock.protocol import LARGEST_HEAD, Protocol
from plugipay_mock.resources.customers.model import CUSTOMERS as SHELF
from plugipay_mock.serve import ThreadServer

CUSTOMERS = "/api/v1/customers"
PATIENCE = 1.0
MIB = 1024 * 1024


@pytest.fixture(scope="module")
def server(shop):
    """A server."""
    with ThreadServer(shop.core.world) as serving:
        yield serving


@pytest.fixture(scope="module")
def hasty(shop):
    """A server that loses its patience soon."""
    with ThreadServer(shop.core.world, patience=PATIENCE) as serving:
        yield serving


def connect(url):
    parts = urlsplit(url)
    return socket.create_connection((parts.hostname, parts.port), timeout=60)


def rest_of(connection):
    """All that still comes until the server hangs up; a reset is an end like any other."""
    came = []
    with suppress(ConnectionResetError):
        while piece := connection.recv(65536):
            came.append(piece)
    return b"".join(came)


@pytest.fixture
def talk(server):
    """What a server answers to bytes: `talk(request("GET /health"))`; it must hang up by itself."""

    def send(raw, to=server):
        with connect(to.url) as connection:
            with suppress(ConnectionError):  # it may hang up before all was sent
                connection.sendall(raw)
            return rest_of(connection)

    return send


def request(line=f"GET {CUSTOMERS}", *headers, body=b""):
    """A request that asks the server to hang up afterwards."""
    head = "\r\n".join((f"{line} HTTP/1.1", "Host: x", "Connection: close", *headers))
    return head.encode("latin-1") + b"\r\n\r\n" + body


def status_of(answer):
    return int(answer.split(b" ", 2)[1])


def error_of(answer):
    return json.loads(answer.partition(b"\r\n\r\n")[2])["error"]["code"]


@pytest.fixture
def signed(shop, sign):
    """A signed request as text, with more headers, and what comes after the empty line as it is."""

    def write(method, target, *headers, signs=b"", body=b""):
        proof = sign(shop.keys["test"], method, target, signs, at=int(time.time()))
        return request(
            f"{method} {target}", *(f"{name}: {value}" for name, value in proof.items()), *headers, body=body
        )

    return write


def made(shop):
    return len(shop.core.world.tenant(shop.keys["test"].account_id, "test").collection(SHELF))


@pytest.mark.parametrize(
    "headers",
    [
        [f"X-Large: {'x' * LARGEST_HEAD}"],
        [f"X-{number}: {'x' * 1000}" for number in range(66)],
        [f"X-{number}:" for number in range(10_000)],
    ],
    ids=["one", "several", "ten thousand"],
)
def test_headers_over_64_kib_are_refused(talk, headers):
    """Large headers and many of them get 431, however they arrive."""
    assert status_of(talk(request(f"GET {CUSTOMERS}", *headers))) == 431


def test_headers_over_64_kib_are_refused_behind_another_request(server):
    """What came in together with the request before counts as well."""
    large = request(f"GET {CUSTOMERS}", f"X-Large: {'x' * LARGEST_HEAD}")
    with connect(server.url) as connection:
        connection.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n" + large[:60_000])
        assert status_of(connection.recv(65536)) == 200
        with suppress(ConnectionError):
            connection.sendall(large[60_000:])
        assert status_of(rest_of(connection)) == 431


def test_a_target_over_64_kib_is_refused(talk):
    """The request line counts as well."""
    assert status_of(talk(request(f"GET /{'x' * LARGEST_HEAD}"))) == 431


def test_headers_under_64_kib_are_taken(talk):
    """Almost 64 KiB are still answered by the application."""
    assert error_of(talk(request(f"GET {CUSTOMERS}", f"X-Large: {'x' * (LARGEST_HEAD - 200)}"))) == "invalid_signature"


def test_two_thousand_headers_are_taken(talk):
    """Many small headers are no trouble."""
    assert status_of(talk(request(f"GET {CUSTOMERS}", *(f"X-{number}: 1" for number in range(2000))))) == 401


def test_the_same_header_a_thousand_times_is_taken(talk):
    """Repeats are joined, and cost no more than others."""
    assert status_of(talk(request(f"GET {CUSTOMERS}", *["X-Same: 1"] * 4000))) == 401


@pytest.mark.parametrize(
    "start",
    [
        b"G",
        b"\r\n",
        b"GET /health HTTP/1.1\r\nHost: x\r\nX-Slow: ",
        b"POST /api/v1/customers HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n{",
        b"POST /api/v1/customers HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n",
    ],
    ids=["line", "empty lines", "headers", "body", "chunks"],
)
def test_a_request_that_does_not_end_is_cut_off(talk, hasty, start):
    """Whoever stops in the middle is told so at the deadline."""
    began = time.monotonic()

    assert status_of(talk(start, hasty)) == 408
    assert time.monotonic() - began >= PATIENCE * 0.9


@pytest.mark.parametrize(
    "start",
    [
        b"GET /health HTTP/1.1\r\nHost: x\r\nX-Slow: ",
        b"POST /api/v1/customers HTTP/1.1\r\nHost: x\r\nContent-Length: 50000\r\n\r\n",
    ],
    ids=["headers", "body"],
)
def test_dripping_does_not_move_the_deadline(hasty, start):
    """A byte now and then buys no time."""
    with connect(hasty.url) as connection:
        connection.sendall(start)
        with pytest.raises(ConnectionError):
            drip(connection)


def drip(connection):
    for _ in range(300):
        time.sleep(0.02)
        connection.sendall(b"x")


def test_the_patience_is_for_a_request(shop):
    """A connection that was silent for a while has the whole time for its first request."""
    silence, arriving = Mock(), Mock()
    loop = Mock(**{"call_later.side_effect": [silence, arriving]})
    config = uvicorn.Config(create_door(shop.core.world), lifespan="off", log_config=None)
    config.load()
    connection = Protocol(config, ServerState(), {}, _loop=loop)
    connection.connection_made(Mock(**{"is_closing.return_value": False}))
    connection.data_received(request()[:20])

    assert [call.args[0] for call in loop.call_later.call_args_list] == [Protocol.patience] * 2
    assert (silence.cancel.called, arriving.cancel.called) == (True, False)


def test_a_silent_connection_is_closed(hasty):
    """Whoever connects and says nothing is left without a word."""
    with connect(hasty.url) as connection:
        assert rest_of(connection) == b""


def test_an_answered_connection_stays_good(hasty):
    """The deadline is for requests, and does not end a connection between two of them."""
    with connect(hasty.url) as connection:
        for _ in range(2):
            connection.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
            assert connection.recv(65536).startswith(b"HTTP/1.1 200")
            time.sleep(PATIENCE * 1.2)


def test_half_a_request_is_not_performed(server, shop, sign):
    """What a client took back by hanging up never happens."""
    body = b'{"name":"Ada"}'
    proof = sign(shop.keys["test"], "POST", CUSTOMERS, body[:-1], at=int(time.time()))
    headers = (f"{name}: {value}" for name, value in proof.items())
    before = len(shop.core.world.workspaces[shop.keys["test"].account_id].journal)
    with connect(server.url) as connection:
        connection.sendall(request(f"POST {CUSTOMERS}", *headers, f"Content-Length: {len(body)}", body=body[:-1]))
    time.sleep(0.1)

    assert len(shop.core.world.workspaces[shop.keys["test"].account_id].journal) == before


@pytest.mark.parametrize(
    "raw",
    [
        b"hello\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 64,
        b"GET\r\n\r\n",
        b"GET /health HTTP/9.9\r\n\r\n",
        b"GET /hea\0lth HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /health HTTP/1.1\r\nHost x\r\n\r\n",
        b"GET /health HTTP/1.1\r\nX: a\0b\r\n\r\n",
        b"GET /health HTTP/1.1\r\n : a\r\n\r\n",
        b"BREW /health HTTP/1.1\r\nHost: x\r\n\r\n",
        b"CONNECT example.com:443 HTTP/1.1\r\nHost: x\r\n\r\n",
        b"POST /health HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        b"POST /health HTTP/1.1\r\nHost: x\r\nContent-Length: 1e3\r\n\r\n",
        b"POST /health HTTP/1.1\r\nHost: x\r\nContent-Length: " + b"9" * 40 + b"\r\n\r\n",
        b"POST /health HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
        b"POST /health HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    ],
    ids=repr,
)
def test_what_is_no_http_is_refused_as_such(talk, raw):
    """A malformed message is a 400, and the end of the connection."""
    assert status_of(talk(raw)) == 400


@pytest.mark.parametrize(
    "chunks",
    [b"zz\r\nxx\r\n0\r\n\r\n", b"-1\r\n\r\n", b"f" * 20 + b"\r\n", b"2\r\nabcd\r\n0\r\n\r\n", b"1\nx\n0\n\n"],
    ids=["no number", "negative", "huge", "too short", "bare line feeds"],
)
def test_chunks_of_bad_sizes_are_refused(talk, shop, signed, chunks):
    """A body whose chunks cannot be counted is a 400, and performs nothing."""
    before = made(shop)
    answer = talk(signed("POST", CUSTOMERS, "Transfer-Encoding: chunked", signs=b"x", body=chunks))

    assert (status_of(answer), made(shop)) == (400, before)


@pytest.mark.parametrize(
    "rest", [b"1;" + b"x" * 2 * MIB, b"1\r\n{\r\n0\r\n" + b"X-T: " + b"x" * 2 * MIB, b"0\r\n" + b"X: 1\r\n" * 300_000]
)
def test_what_stands_around_a_body_is_bounded(talk, rest):
    """Extensions of chunks and trailers are no way to send without an end."""
    answer = talk(request(f"POST {CUSTOMERS}", "Transfer-Encoding: chunked", body=rest))

    assert answer == b"" or status_of(answer) == 431


def test_a_body_in_tiny_chunks_is_taken(talk, signed):
    """Many chunks of one byte are a body like any other."""
    body = b'{"name":"' + b"a" * 200 + b'"}'
    chunks = b"".join(b"1\r\n%c\r\n" % byte for byte in body) + b"0\r\n\r\n"

    assert status_of(talk(signed("POST", CUSTOMERS, "Transfer-Encoding: chunked", signs=body, body=chunks))) == 201


def test_a_long_body_in_small_chunks_is_taken(talk):
    """What stands around a body may grow with it."""
    chunks = b"a\r\n0123456789\r\n" * 60_000 + b"0\r\n\r\n"

    assert status_of(talk(request(f"POST {CUSTOMERS}", "Transfer-Encoding: chunked", body=chunks))) == 401


def test_ten_megabytes_are_too_large(talk):
    """A body over the limit is refused in the envelope, not by the connection."""
    body = b" " * 10 * MIB
    answer = talk(request(f"POST {CUSTOMERS}", f"Content-Length: {len(body)}", body=body))

    assert (status_of(answer), error_of(answer)) == (413, "payload_too_large")


def test_a_client_may_ask_before_it_sends(server, signed):
    """`Expect: 100-continue` is told to go on, and then answered."""
    body = b'{"name":"Ada"}'
    with connect(server.url) as connection:
        connection.sendall(
            signed("POST", CUSTOMERS, "Expect: 100-continue", f"Content-Length: {len(body)}", signs=body)
        )
        assert connection.recv(65536).startswith(b"HTTP/1.1 100")
        connection.sendall(body)
        assert status_of(rest_of(connection)) == 201


def test_pipelined_requests_are_answered_in_order(talk, signed):
    """Three requests sent at once get three answers, one after the other."""
    first = signed("POST", CUSTOMERS, "Content-Length: 2", signs=b"{}", body=b"{}").replace(b"close", b"keep-alive")
    answers = talk(first + b"GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n" + request("GET /health"))

    assert [int(part[:3]) for part in answers.split(b"HTTP/1.1 ")[1:]] == [201, 404, 200]


def test_a_hundred_pipelined_requests_are_answered(talk):
    """Many are answered as well."""
    answers = talk(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n" * 99 + request("GET /health"))

    assert answers.count(b"HTTP/1.1 200") == 100


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("//api/v1/customers", 404),
        ("/api//v1/customers", 404),
        ("/api/v1/customers/", 404),
        ("/api/v1/../v1/customers", 404),
        ("/api/v1/%2e%2e/v1/customers", 404),
        ("/%61pi/v1/customers", 404),
        ("/api/v1/customers%2fcus_1", 404),
        ("/api/v1/customers;x=1", 404),
        ("/api/v1/customers%00", 404),
        ("/api/v1/customers/%2e%2e", 401),
        ("/api/v1/customers/..%2f..%2f_mock", 401),
        ("/api/v1/customers/%ff%fe", 401),
        ("/api/v1/customers/%zz", 401),
        ("/api/v1/customers/%", 401),
        ("/_mock/../api/v1/customers", 403),
        ("/%5fmock/state", 404),
        ("//_mock/state", 404),
        ("/api/v1/../../_mock/state", 404),
        ("http://example.com/api/v1/customers", 401),
        ("http://example.com", 400),
        ("*", 404),
        ("api/v1/customers", 400),
        ("?x", 400),
    ],
)
def test_a_path_is_taken_literally(talk, target, status):
    """Nothing is decoded or tidied up to find a route, and no way around leads to another."""
    assert status_of(talk(request(f"GET {target}"))) == status


@pytest.mark.parametrize("value", ["cus_1%0d%0aX-Evil:%201", "cus_1%0aSet-Cookie:%20a=b", "%e2%80%a8", "%c4%8d%c4%8a"])
@pytest.mark.parametrize(
    "place", ["/api/v1/customers/{}", "/c/{}", "/r/{}", "/api/v1/public/checkout/sessions/{}", "/nowhere/{}"]
)
def test_an_id_cannot_become_a_header(talk, signed, place, value):
    """What a path holds is told in the body, if at all."""
    head = talk(signed("GET", place.format(value))).partition(b"\r\n\r\n")[0]

    assert status_of(head) == 404
    assert not any(line.startswith((b"X-Evil", b"Set-Cookie")) for line in head.splitlines())


def test_a_huge_id_is_not_found(talk, signed):
    """An id of 60,000 characters is as absent as any other."""
    answer = talk(signed("GET", f"{CUSTOMERS}/cus_{'9' * 60_000}"))

    assert (status_of(answer), error_of(answer)) == (404, "not_found")


def test_a_compressed_body_is_no_json(talk, signed):
    """Nothing is unpacked: a small body cannot become a large one."""
    body = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xab\xae\x05\x00C\xbf\xa6\xa3\x02\x00\x00\x00"
    answer = talk(
        signed("POST", CUSTOMERS, "Content-Encoding: gzip", f"Content-Length: {len(body)}", signs=body, body=body)
    )

    assert (status_of(answer), error_of(answer)) == (400, "invalid_request")


def test_an_upgrade_is_not_taken(talk):
    """Whoever asks for another protocol is answered in HTTP."""
    assert status_of(talk(request("GET /health", "Connection: Upgrade", "Upgrade: websocket"))) == 200
