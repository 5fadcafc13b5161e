import asyncio
import time

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Mount

from plugipay_mock.app import create_app, create_door

from .bodies import SMALL_SESSION

CUSTOMERS = "/api/v1/customers"
MIB = 1024 * 1024


@pytest.fixture
def door(world, keys):
    return create_door(world)


def run(app, request, auth=None):
    """The answer of an ASGI application to one request of an httpx client."""

    async def send():
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://plugipay.mock", auth=auth) as client:
            return await client.request(*request)

    return asyncio.run(send())


def exchange(door, scope, *parts):
    """The messages an application sends for a request whose body comes in parts."""
    incoming = [{"type": "http.request", "body": part, "more_body": True} for part in parts]
    incoming.append({"type": "http.request", "body": b"", "more_body": False})
    sent = []

    async def receive():
        return incoming.pop(0)

    async def send(message):
        sent.append(message)

    asyncio.run(door(scope, receive, send))
    return sent


def scope_of(method, path, headers, query=b""):
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    return {
        "type": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": query,
        "headers": raw,
    }


def test_the_app_answers_signed_calls(world, keys, signing):
    """An ASGI server can serve the whole API."""
    assert run(create_app(world), ("GET", CUSTOMERS), signing(keys["test"])).status_code == 200


def test_the_app_can_be_mounted(world, keys, signing):
    """Below a prefix everything is as at the root: a base path is sent, and not signed."""
    app = Starlette(routes=[Mount("/pay", create_app(world))])
    answer = run(app, ("GET", f"/pay{CUSTOMERS}?limit=1"), signing(keys["test"], below="/pay"))

    assert answer.status_code == 200


@pytest.mark.parametrize("prefix", ["", "/pay"])
def test_the_app_describes_itself(world, prefix):
    """The description of the API is found beside it, mounted or not."""
    app = Starlette(routes=[Mount("/pay", create_app(world))]) if prefix else create_app(world)

    assert run(app, ("GET", f"{prefix}/openapi.json")).json()["openapi"].startswith("3.1")


@pytest.mark.parametrize("path", ["/", "/docs", "/redoc", "/openapi.yaml", "/api/v1/customers/"])
def test_whatever_else_is_asked_for_is_answered_in_the_envelope(world, path):
    """An unknown path never gets a bare page."""
    assert run(create_app(world), ("GET", path)).json()["error"]["code"] == "not_found"


def test_a_wrong_method_on_the_description_is_answered_in_the_envelope(world):
    """Not even the description refuses in a form of its own."""
    answer = run(create_app(world), ("POST", "/openapi.json"))

    assert (answer.status_code, answer.json()["error"]["code"]) == (405, "method_not_allowed")


def test_a_body_may_come_in_pieces(door, keys, sign):
    """A body is read to its end, however it is cut."""
    headers = sign(keys["test"], "POST", CUSTOMERS, b'{"name":"Ada"}', at=int(time.time()))
    head, _ = exchange(door, scope_of("POST", CUSTOMERS, headers), b'{"na', b'me":"Ada"', b"}")

    assert head["status"] == 201


def test_a_body_that_goes_on_for_ever_is_refused(door):
    """What is too large is refused in the envelope, though not all of it is kept."""
    head, body = exchange(door, scope_of("POST", CUSTOMERS, {}), *[b"x" * MIB] * 3)

    assert head["status"] == 413
    assert b'"payload_too_large"' in body["body"]


def test_a_picture_may_come_in_pieces(call, door):
    """The door keeps as much of a body as the most patient route reads."""
    session = call("POST", "/api/v1/checkout-sessions", SMALL_SESSION).data["id"]
    public = f"/api/v1/public/checkout/sessions/{session}"
    exchange(door, scope_of("POST", f"{public}/buyer-claim", {}))
    parts = [
        b'--cut\r\nContent-Disposition: form-data; name="file"\r\n\r\n\x89PNG\r\n\x1a\n',
        *[b"\0" * MIB] * 3,
        b"\r\n--cut--\r\n",
    ]
    scope = scope_of("POST", f"{public}/proof-image", {"content-type": "multipart/form-data; boundary=cut"})
    head, body = exchange(door, scope, *parts)

    assert (head["status"], b'"fileSize":%d' % (3 * MIB + 8) in body["body"]) == (200, True)


def test_path_and_query_are_verified_as_they_came(door, keys, sign):
    """Nothing of the target is decoded or written anew before it is verified."""
    target = f"{CUSTOMERS}/cus%5f1?x=%7e+%20~"
    headers = sign(keys["test"], "GET", target, at=int(time.time()))
    head, _ = exchange(door, scope_of("GET", f"{CUSTOMERS}/cus%5f1", headers, b"x=%7e+%20~"))

    assert head["status"] == 404


def test_an_answer_tells_its_length(door):
    """Every body comes with its length."""
    head, body = exchange(door, scope_of("GET", "/health", {}))

    assert dict(head["headers"])[b"Content-Length"] == b"%d" % len(body["body"])


def test_an_empty_answer_tells_no_length(call, door, keys, sign):
    """HTTP forbids a length on a 204."""
    target = f"{CUSTOMERS}/{call('POST', CUSTOMERS, {}).data['id']}"
    head, _ = exchange(door, scope_of("DELETE", target, sign(keys["test"], "DELETE", target, at=int(time.time()))))

    assert head["status"] == 204
    assert b"Content-Length" not in dict(head["headers"])


def test_an_answer_that_was_held_back_frees_its_key(door, keys, sign):
    """Once the door has waited as asked, the same request is given the same answer."""
    headers = sign(keys["test"], "POST", CUSTOMERS, b"{}", at=int(time.time()), idempotency_key="order-1")
    scope = scope_of("POST", CUSTOMERS, headers | {"x-plugipay-mock-fault": "wait=0; position=during"})
    _, first = exchange(door, scope, b"{}")
    _, again = exchange(door, scope, b"{}")

    assert again["body"] == first["body"]
