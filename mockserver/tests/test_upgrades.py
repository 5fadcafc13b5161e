"""An offer to speak another protocol is passed over, whatever it is; what comes after it is HTTP like anything else."""

import json
import logging
import socket
import time
from urllib.parse import urlsplit

import pytest

from plugipay_mock.serve import ThreadServer
from plugipay_mock.world import World

CUSTOMERS = "/api/v1/customers"
BODY = b'{"name":"Ada"}'
OFFERS = {
    "java": ["Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAEAAEAAAAIAAAABAAMAAABkAAQBAAAA"],
    "websocket": ["Connection: upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13"],
    "nothing known": ["Connection: keep-alive, Upgrade", "Upgrade: tea/1.0, coffee"],
}

every_offer = pytest.mark.parametrize("offer", OFFERS)


@pytest.fixture(scope="module")
def shop(signed_calls):
    """A hand on the world that is served."""
    return signed_calls(World())


@pytest.fixture(scope="module")
def server(shop):
    """A server."""
    with ThreadServer(shop.core.world) as serving:
        yield serving


@pytest.fixture(scope="module")
def hasty(shop):
    """A server that loses its patience soon."""
    with ThreadServer(shop.core.world, patience=0.4) as serving:
        yield serving


@pytest.fixture
def signed(shop, sign):
    """A signed request that offers something: `signed("POST", CUSTOMERS, "java", BODY)`."""

    def write(method, target, offer, body=b"", framing=None):
        proof = sign(shop.keys["test"], method, target, body, at=int(time.time()))
        length = [f"Content-Length: {len(body)}"] if framing is None else [framing]
        lines = [f"{method} {target} HTTP/1.1", "Host: x", *(f"{name}: {value}" for name, value in proof.items())]
        return "\r\n".join([*lines, *OFFERS.get(offer, ()), *length]).encode() + b"\r\n\r\n"

    return write


@pytest.fixture
def talk(server):
    """The status and the body of each answer to these pieces, until as many as there should be have come."""

    def send(*pieces, answers=1, to=server):
        parts = urlsplit(to.url)
        with socket.create_connection((parts.hostname, parts.port), timeout=60) as connection:
            for piece in pieces:
                connection.sendall(piece)
                time.sleep(0.005 if len(pieces) > 1 else 0)
            reader = connection.makefile("rb")
            return [read(reader) for _ in range(answers)]

    return send


def read(reader):
    status = int(reader.readline().split()[1])
    headers = dict(line.decode().lower().rstrip().split(": ", 1) for line in iter(reader.readline, b"\r\n"))
    return status, reader.read(int(headers["content-length"]))


def name_of(answer):
    return answer[0], (json.loads(answer[1])["data"] or {}).get("name")


@every_offer
def test_the_body_behind_an_offer_is_read(talk, signed, offer):
    """It is signed and performed as if nothing had been offered."""
    assert [name_of(each) for each in talk(signed("POST", CUSTOMERS, offer, BODY) + BODY)] == [(201, "Ada")]


@every_offer
def test_the_body_may_come_later(talk, signed, offer):
    """In another segment, or byte by byte."""
    head = signed("POST", CUSTOMERS, offer, BODY)
    bytes_of_it = [BODY[at : at + 1] for at in range(len(BODY))]

    assert [name_of(each) for each in talk(head, BODY) + talk(head[:50], head[50:], *bytes_of_it)] == [(201, "Ada")] * 2


def test_the_body_may_come_in_chunks(talk, signed):
    """With its sizes before it."""
    head = signed("POST", CUSTOMERS, "java", BODY, "Transfer-Encoding: chunked")

    assert [name_of(each) for each in talk(head + b"e\r\n" + BODY + b"\r\n0\r\n\r\n")] == [(201, "Ada")]


def test_a_request_in_a_body_is_a_body(talk, signed, shop):
    """What an intermediary took for a body is never performed."""
    inner = signed("GET", CUSTOMERS, "", framing="X-Inner: 1")
    ((status, body),) = talk(signed("POST", CUSTOMERS, "java", inner) + inner)

    assert (status, json.loads(body)["error"]["code"]) == (400, "invalid_request")


@every_offer
def test_a_request_behind_an_offer_is_answered(talk, signed, offer):
    """Sent on, both with offers and without."""
    made, listed = signed("POST", CUSTOMERS, offer, BODY) + BODY, signed("GET", CUSTOMERS, offer, framing="X-Last: 1")
    answers = talk(made + listed + made + signed("GET", CUSTOMERS, "", framing="X-Last: 1"), answers=4)

    assert [status for status, _ in answers] == [201, 200, 201, 200]


def test_a_body_that_never_comes_is_not_waited_for_for_ever(talk, signed, hasty):
    """An offer is no excuse for being slow."""
    assert [status for status, _ in talk(signed("POST", CUSTOMERS, "java", BODY), to=hasty)] == [408]


def test_nobody_is_told_of_an_offer(talk, signed, caplog):
    """A server that prints something for each request of a Java program would be a nuisance."""
    with caplog.at_level(logging.WARNING):
        talk(signed("GET", CUSTOMERS, "java", framing="X-Last: 1"))

    assert caplog.records == []
