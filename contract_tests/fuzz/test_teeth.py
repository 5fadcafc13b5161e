"""The attack notices what it is there for: each of these servers is wrong in one way, and the right one is not."""

import json

import httpx
import pytest
import schemathesis
from schemathesis.core.failures import FailureGroup

from plugipay_contract import wire
from plugipay_contract.caller import Caller
from plugipay_contract.subjects import Ability, KeyPair, ServerSubject

from .attack import attack

KEY = KeyPair("pk_test_fuzz", "sk_test_fuzz")
BOX = {
    "type": "object",
    "required": ["size"],
    "additionalProperties": False,
    "properties": {"size": {"type": "integer", "minimum": 1}},
}
ENVELOPE = {
    "type": "object",
    "required": ["data", "error", "meta"],
    "additionalProperties": False,
    "properties": {"data": {"anyOf": [BOX, {"type": "null"}]}, "error": {}, "meta": {"type": "object"}},
}
JSON = {"application/json": {"schema": ENVELOPE}}
DOCUMENT = {
    "openapi": "3.1.0",
    "info": {"title": "Boxes", "version": "1"},
    "paths": {
        "/api/v1/boxes": {
            "post": {
                "requestBody": {"required": True, "content": {"application/json": {"schema": BOX}}},
                "responses": {str(status): {"description": "", "content": JSON} for status in (201, 400, 401)},
            }
        }
    },
}


def answer(status, data=None, code=None):
    """An envelope."""
    error = code and {"code": code, "message": "No"}
    meta = {"requestId": "req_1", "timestamp": "2026-05-12T10:42:00.000Z"}
    return httpx.Response(status, json={"data": data, "error": error, "meta": meta})


def right(request):
    """Make a box, if the request is signed and has a size."""
    headers = {name.title(): value for name, value in request.headers.items()}
    sent = wire.Outgoing(request.method, request.url.raw_path.decode(), headers, request.content)
    if not wire.verify(sent, KEY.key_id, KEY.secret):
        return answer(401, code="invalid_signature")
    try:
        body = json.loads(request.content)
        size = body["size"]
    except (ValueError, LookupError, TypeError):
        return answer(400, code="invalid_request")
    if isinstance(size, float) and size.is_integer():
        size = int(size)  # 1.0 is an integer to JSON Schema
    fits = type(size) is int and size >= 1 and set(body) == {"size"}
    return answer(201, {"size": size}) if fits else answer(400, code="invalid_request")


def breaks_down(request):
    """It fails on what is no JSON object."""
    made = right(request)
    return answer(500, code="internal_error") if made.status_code == 400 else made


def takes_anything(request):
    """It takes a wrong body."""
    return answer(201, {"size": 1}) if right(request).status_code == 400 else right(request)


def undeclared_status(request):
    """It answers with a status it does not describe."""
    made = right(request)
    return answer(202, {"size": 1}) if made.status_code == 201 else made


def undeclared_field(request):
    """It shows a field it does not describe."""
    made = right(request)
    return answer(201, {"size": 1, "colour": "red"}) if made.status_code == 201 else made


def trusts_nobody(request):
    """It calls every signature wrong."""
    return answer(401, code="invalid_signature")


def run(server):
    """Attack the one operation of a server."""

    def handle(request):
        return httpx.Response(200, json=DOCUMENT) if request.url.path == "/openapi.json" else server(request)

    transport = httpx.MockTransport(handle)
    subject = ServerSubject("http://boxes.example", {"test": KEY}, abilities={Ability.DESCRIBES}, transport=transport)
    (operation,) = (each.ok() for each in schemathesis.openapi.from_dict(DOCUMENT).get_all_operations())
    with httpx.Client(transport=transport) as http:
        attack(operation, lambda: Caller(subject, http, KEY), examples=60)


def test_a_right_server_passes():
    """Each request is signed as it is sent, so that a right server takes or refuses it for what it says."""
    run(right)


@pytest.mark.parametrize(
    "server",
    [breaks_down, takes_anything, undeclared_status, undeclared_field, trusts_nobody],
    ids=lambda it: it.__name__,
)
def test_a_wrong_server_is_caught(server):
    """A request is made up that shows what is wrong."""
    with pytest.raises((AssertionError, FailureGroup)):
        run(server)
