"""How a connection ends: a client that has said all, one that has given up, and a server that stops."""

import json
import logging
import socket
import time
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

import pytest

from plugipay_mock.serve import ThreadServer
from plugipay_mock.world import World

CUSTOMERS = "/api/v1/customers"
BODY = b'{"name":"Ada"}'
HEALTH = b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n"
LARGE = b'{"name":"%b"}' % (b"x" * 200_000)


@pytest.fixture(scope="module")
def shop(signed_calls):
    """A hand on the world that is served."""
    return signed_calls(World())


@pytest.fixture(scope="module")
def server(shop):
    """A server."""
    with ThreadServer(shop.core.world) as serving:
        yield serving


@pytest.fixture
def signed(shop, sign):
    """The bytes of a signed POST to the customers: `signed(BODY, "X-More: 1", key="order-1")`."""

    def write(body, *more, key=None):
        proof = sign(shop.keys["test"], "POST", CUSTOMERS, body, at=int(time.time()), idempotency_key=key)
        lines = [f"POST {CUSTOMERS} HTTP/1.1", "Host: x", *(f"{name}: {value}" for name, value in proof.items())]
        return "\r\n".join([*lines, *more, f"Content-Length: {len(body)}"]).encode() + b"\r\n\r\n" + body

    return write


@contextmanager
def connected(url):
    parts = urlsplit(url)
    with socket.create_connection((parts.hostname, parts.port), timeout=60) as connection:
        yield connection


def rest_of(connection):
    """All that comes until the server hangs up."""
    came = b""
    with suppress(ConnectionResetError):
        while piece := connection.recv(65536):
            came += piece
    return came


def statuses(told):
    return [int(part[:3]) for part in told.split(b"HTTP/1.1 ")[1:]]


def half_closed(server, raw, pause=None):
    """What comes for bytes behind which the client says that there are no more."""
    with connected(server.url) as connection:
        connection.sendall(raw)
        if pause is not None:
            time.sleep(pause)
        connection.shutdown(socket.SHUT_WR)
        return statuses(rest_of(connection))


@pytest.mark.parametrize("pause", [None, 0])
@pytest.mark.parametrize(
    ("body", "status"), [(BODY, 201), (LARGE, 400)], ids=["answered at once", "answered through the application"]
)
def test_who_says_that_this_was_all_is_answered(server, signed, body, status, pause):
    """A client may end its half of the connection behind a request, as netcat does."""
    assert [half_closed(server, signed(body), pause) for _ in range(10)] == [[status]] * 10


def test_control_answers_who_says_that_this_was_all(server):
    """Control operations as well."""
    assert half_closed(server, b"GET /_mock HTTP/1.1\r\nHost: localhost\r\n\r\n") == [200]


def test_all_requests_before_the_end_are_answered(server, signed):
    """The last of them, too, unless it did not come whole."""
    assert half_closed(server, HEALTH + signed(BODY) + HEALTH) == [200, 201, 200]
    assert half_closed(server, HEALTH + signed(BODY) + signed(BODY)[:-1]) == [200, 201]


@pytest.mark.parametrize("rest", [b"\0\0\0\0\r\n\r\n", b"X" * 70_000])
def test_a_request_is_answered_though_nonsense_follows(server, signed, rest):
    """What was performed is told; the nonsense is the end of the connection."""
    with connected(server.url) as connection:
        connection.sendall(signed(BODY) + rest)
        assert statuses(rest_of(connection)) == [201]


def test_who_gives_up_ends_the_waiting_though_more_was_sent(server, signed, shop):
    """A request behind one that hangs does not keep its idempotency key from being settled."""
    hanging = signed(BODY, "X-Plugipay-Mock-Fault: hang; position=during", key="order-1")
    with connected(server.url) as connection:
        connection.sendall(hanging + HEALTH)
        time.sleep(0.1)
    deadline = time.monotonic() + 30
    while (told := half_closed(server, signed(BODY, key="order-1"))) == [409]:
        assert time.monotonic() < deadline
        time.sleep(0.01)

    assert told == [201]


@pytest.mark.parametrize("fault", ["reset", "truncate; position=after", "drop", "wait=0.05", "drip=0.01"])
def test_a_request_behind_a_broken_answer_is_no_trouble(server, signed, fault, caplog):
    """It is answered where the connection is left, and forgotten with it otherwise; nothing is printed."""
    with connected(server.url) as connection:
        connection.sendall(signed(BODY, f"X-Plugipay-Mock-Fault: {fault}") + HEALTH)
        with suppress(OSError):  # which is broken already, perhaps
            connection.shutdown(socket.SHUT_WR)
        rest_of(connection)

    assert half_closed(server, HEALTH) == [200]
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


@pytest.mark.parametrize(
    "unfinished",
    [
        lambda signed: signed(BODY, "X-Plugipay-Mock-Fault: hang"),
        lambda signed: signed(BODY, "X-Plugipay-Mock-Fault: hang") + HEALTH,
        lambda signed: signed(BODY, "X-Plugipay-Mock-Fault: wait=600; position=after"),
        lambda signed: signed(BODY)[:-1],
        lambda signed: signed(LARGE)[:-1],
        lambda signed: signed(BODY)[:20],
    ],
    ids=["hangs", "hangs before another", "waits", "half a body", "half a large body", "half a head"],
)
def test_a_server_that_stops_waits_for_nobody(shop, signed, caplog, unfinished):
    """What a fault holds back and what has not come whole is left without a word, and without a traceback."""
    with ThreadServer(shop.core.world) as stopping, connected(stopping.url) as connection:
        connection.sendall(unfinished(signed))
        time.sleep(0.1)
        stopping.__exit__(None, None, None)

        assert rest_of(connection) == b""
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


def test_a_server_that_stops_ends_a_dripping_answer(shop, signed, caplog):
    """Half of it is all there is."""
    with ThreadServer(shop.core.world) as stopping, connected(stopping.url) as connection:
        connection.sendall(signed(BODY, "X-Plugipay-Mock-Fault: drip=60"))
        assert connection.recv(65536).startswith(b"HTTP/1.1 201")
        stopping.__exit__(None, None, None)

        with pytest.raises(json.JSONDecodeError):
            json.loads(rest_of(connection).partition(b"\r\n\r\n")[2])
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


def test_a_server_that_stops_waits_for_nobody_who_does_not_read(shop, caplog):
    """Whoever asks for more and more, and takes none of it, is left."""
    asked = b"GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n"
    with ThreadServer(shop.core.world) as stopping, connected(stopping.url) as connection:
        connection.sendall(asked * 40)
        assert connection.recv(1) == b"H"
        stopping.__exit__(None, None, None)

        assert not stopping._thread.is_alive()
    assert [record for record in caplog.records if "Traceback" in (record.exc_text or "")] == []
