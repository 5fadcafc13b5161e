"""The short way of a request through our own server tells nobody that it is short."""

import socket
from urllib.parse import urlsplit

import httpx
import pytest

from plugipay_mock import direct
from plugipay_mock.core import Core
from plugipay_mock.message import Outbound
from plugipay_mock.serve import ThreadServer
from plugipay_mock.world import World

CUSTOMERS = "/api/v1/customers"
WAITING = {"X-Plugipay-Mock-Fault": "wait=0.05; position=during"}
"""Sends a request the long way, and changes nothing else."""


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
def client(server, shop, signing):
    """A signing client of the server."""
    with httpx.Client(base_url=server.url, auth=signing(shop.keys["test"]), trust_env=False) as open_client:
        yield open_client


def talk(server, raw):
    """All that a server says to these bytes until it hangs up."""
    parts = urlsplit(server.url)
    with socket.create_connection((parts.hostname, parts.port), timeout=60) as connection:
        connection.sendall(raw)
        return b"".join(iter(lambda: connection.recv(65536), b""))


@pytest.mark.parametrize("path", [CUSTOMERS, f"{CUSTOMERS}/cus_none"])
def test_both_ways_answer_alike(client, path):
    """Status, and names and order of headers, are those of an answer that went through ASGI."""
    short, long = client.get(path), client.get(path, headers=WAITING)

    assert (short.status_code, list(short.headers)) == (long.status_code, list(long.headers))


def test_a_204_has_no_length_on_either_way(client):
    """HTTP forbids a length on a 204."""
    made = [client.post(CUSTOMERS, json={"name": name}).json()["data"]["id"] for name in ("Ada", "Bo")]
    short = client.delete(f"{CUSTOMERS}/{made[0]}")
    long = client.delete(f"{CUSTOMERS}/{made[1]}", headers=WAITING)

    assert short.status_code == long.status_code == 204
    assert list(short.headers) == list(long.headers)
    assert "content-length" not in short.headers


@pytest.mark.parametrize("blanks", ["", " ", "\t  "])
def test_blanks_behind_a_value_are_passed_over(server, shop, blanks):
    """What was signed is the value without them, which is what every other HTTP server hands on."""
    signed = shop.request("GET", CUSTOMERS, key="retry-1").headers | {"X-Plugipay-Mode": "test"}
    head = "".join(f"{name}: {value}{blanks}\r\n" for name, value in signed.items())
    answer = talk(server, f"GET {CUSTOMERS} HTTP/1.1\r\nHost: mock\r\n{head}Connection: close\r\n\r\n".encode())

    assert answer.startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize("size", [1000, 60_000, 70_000, 900_000])
def test_a_body_of_any_size_finds_a_way(client, size):
    """What fills a buffer is read on, and reaches the same check."""
    answer = client.post(CUSTOMERS, json={"name": "x" * size})

    assert answer.json()["error"]["field"] == "name"


def test_a_quick_request_waits_for_the_slow_one_before_it(server, shop, sign):
    """Of two requests on one connection, the second is answered after the first, though that was held back."""
    key, at = shop.keys["test"], int(shop.core.world.wall())
    proof = "".join(f"{name}: {value}\r\n" for name, value in sign(key, "GET", CUSTOMERS, b"", at=at).items())
    slow = f"GET {CUSTOMERS} HTTP/1.1\r\nHost: x\r\n{proof}X-Plugipay-Mock-Fault: wait=0.2\r\n\r\n"
    quick = "GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"

    told = talk(server, (slow + quick).encode())

    assert told.count(b"HTTP/1.1 200") == 2
    assert told.index(b'"data":[]') < told.rindex(b"HTTP/1.1 200")


@pytest.mark.parametrize(("value", "fits"), [("1", True), ("a\r\nSet-Cookie: b", False), ("caf\u00e9", False)])
def test_only_plain_headers_go_the_short_way(value, fits):
    """What would be more than one line is left to uvicorn, which refuses to send it."""
    assert direct._fits(Outbound(200, {"X-Told": value}, b"")) is fits


@pytest.mark.parametrize("last", ["HTTP/1.0\r\n", "HTTP/1.1\r\nConnection: close\r\n"])
def test_a_client_that_wants_no_more_is_hung_up_on(server, last):
    """An answer to HTTP/1.0, or to `Connection: close`, says that it is the last, and is."""
    told = talk(server, f"GET /health {last}Host: x\r\n\r\n".encode())

    assert b"\r\nconnection: close\r\n" in told
    assert told.endswith(b"}")


def test_a_failure_of_the_last_resort_hangs_up(server, monkeypatch):
    """Where not even a refusal could be written, the caller is not kept waiting."""

    def fails(*_):
        raise ArithmeticError("beyond the last resort")

    monkeypatch.setattr(Core, "handle", fails)

    assert talk(server, b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n") == b""
