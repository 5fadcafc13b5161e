"""The control operations together: how they describe themselves, and what they say of input that makes no sense."""

import json

import pytest
from openapi_spec_validator import validate

from plugipay_mock.control.operations import CONTROL

ROUTES = [route for room in CONTROL for route in room.served]


def test_control_describes_itself(knock):
    """Its OpenAPI is valid, is 3.1, and is apart from the API's."""
    status, told = knock("GET", "/openapi.json")
    validate(told)

    assert (status, told["openapi"][:3]) == (200, "3.1")
    assert all(path.startswith("/_mock") for path in told["paths"])


def test_every_operation_is_described(knock):
    """What is served is described, and the other way around."""
    paths = knock("GET", "/openapi.json")[1]["paths"]
    described = {(method.upper(), path) for path, methods in paths.items() for method in methods}

    assert described == {(route.method, route.path) for route in ROUTES}


def test_the_api_s_description_is_free_of_control(call):
    """Nobody generates a client with operations the service does not have."""
    told = json.loads(call("GET", "/openapi.json").body)

    assert [path for path in told["paths"] if path.startswith("/_mock")] == []


def test_the_server_tells_what_can_be_judged_of_it(line):
    """By the names of the contract suite, which asks for them."""
    assert line.send("GET", "")["abilities"] == [
        *("auto_keys", "clock", "delivers", "describes", "faults", "same_clock", "settles", "waits")
    ]


@pytest.mark.parametrize(("manner", "told"), [("collect", False), ("sync", True), ("async", True)])
def test_whether_webhooks_come_by_themselves_is_told(line, world, manner, told):
    """A server that keeps them until it is asked delivers none to whoever waits."""
    world.post.manner = manner

    assert ("webhooks" in line.send("GET", "")["abilities"]) == told


def test_the_server_is_shown(line):
    """How it was started, and how many workspaces there are."""
    told = line.send("GET", "")

    assert (told["dialect"], told["seed"], told["rateLimits"], told["autoKeys"], told["workspaces"]) == (
        "seed",
        0,
        False,
        True,
        2,
    )


@pytest.mark.parametrize(
    ("method", "path", "body", "field"),
    [
        ("POST", "/faults", {}, "fault"),
        ("POST", "/faults", {"status": 200}, "status"),
        ("POST", "/faults", {"status": 503, "tiems": 2}, "tiems"),
        ("POST", "/faults", {"plan": 5}, "plan"),
        ("POST", "/faults", {"plan": "status=503; nth=x"}, "nth"),
        ("POST", "/faults", {"status": [503]}, "status"),
        ("POST", "/faults", b"[]", "body"),
        ("POST", "/faults", b"{", "body"),
        ("POST", "/clock/set", {}, "at"),
        ("POST", "/clock/set", {"at": "tomorrow"}, "at"),
        ("POST", "/clock/freeze", {"at": 5}, "at"),
        ("POST", "/clock/advance", {"days": -1}, "days"),
        ("POST", "/clock/advance", {"days": 1e9}, "days"),
        ("POST", "/clock/advance", {"years": 1}, "years"),
        ("POST", "/clock/set", {"at": "9999-01-01T00:00:00Z"}, "at"),
        ("POST", "/clock/freeze", {"at": "9999-01-01T00:00:00Z"}, "at"),
        *(
            ("POST", "/keys", {"scopes": [scope]}, "scopes[0]")
            for scope in ("", "customers", "plugipay:a:b:c", "x" * 101)
        ),
        ("POST", "/webhooks/trigger", {"type": "invoice.paid", "data": {"total": 2**64}}, "data.total"),
        ("POST", "/clock/tick", {"seconds": -1}, "seconds"),
        ("POST", "/clock/tick", {}, "seconds"),
        ("POST", "/keys", {"mode": "prod"}, "mode"),
        ("POST", "/keys", {"scopes": "all"}, "scopes"),
        ("POST", "/workspaces", {"name": ""}, "name"),
        ("POST", "/snapshots", {}, "name"),
        ("POST", "/snapshots", {"name": "x" * 101}, "name"),
        ("POST", "/requests/find", {"status": "ok"}, "status"),
        ("POST", "/requests/find-in-order", {"requests": []}, "requests"),
        ("GET", "/requests?limit=0", b"", "limit"),
        ("GET", "/requests?limit=9999", b"", "limit"),
        ("GET", "/requests?status=ok", b"", "status"),
        ("GET", "/requests?limit=1&limit=2", b"", "limit"),
        ("GET", "/faults?unfired=perhaps", b"", "unfired"),
        ("GET", "/state?mode=prod", b"", "mode"),
        ("GET", "/state?mode=test&mode=test", b"", "mode"),
        ("GET", "/requests?account=a&account=b", b"", "account"),
        ("GET", "/requests?mode=prod", b"", "mode"),
        ("GET", "/requests?unclaimed=true&account=pk_test_auto_a", b"", "account"),
        ("GET", "/requests?unclaimed=true&mode=test", b"", "mode"),
        ("POST", "/faults?mode=live", {"status": 503, "mode": "test"}, "mode"),
        ("POST", "/clock/freeze?acount=pk_test_auto_a", b"", "acount"),
        ("GET", "/state?=1", b"", "query"),
    ],
)
def test_a_refusal_names_the_field(knock, method, path, body, field):
    """What makes no sense is told by its name."""
    status, told = knock(method, path, body)

    assert (status, told["error"]["code"], told["error"]["field"]) == (400, "invalid_request", field)


@pytest.mark.parametrize("operation", [f"{route.method} {route.path}" for route in ROUTES])
def test_a_parameter_is_described_or_refused(knock, operation):
    """Whoever mistypes one is told those there are, which are those of the document."""
    method, _, path = operation.partition(" ")
    described = knock("GET", "/openapi.json")[1]["paths"][path][method.lower()].get("parameters", [])
    status, told = knock(method, f"{path.removeprefix('/_mock')}?acount=pk_test_auto_a")
    names = ", ".join(sorted(each["name"] for each in described if each["in"] == "query")) or "none"

    assert (status, told["error"]["message"]) == (400, f"acount: is no parameter of this call; it has {names}")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/reset"),
        ("POST", "/snapshots"),
        ("POST", "/snapshots/a/restore"),
        ("DELETE", "/workspaces"),
        ("DELETE", "/faults"),
        ("DELETE", "/requests"),
    ],
)
def test_what_is_done_to_both_modes_is_not_done_when_one_is_named(knock, method, path):
    """Test mode is not emptied by whoever meant live mode."""
    status, told = knock(method, f"{path}?mode=live", {"name": "a"})

    assert (status, told["error"]["message"]) == (400, "mode: is no parameter of this call; it has account")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nowhere", 404),
        ("GET", "/", 404),
        ("GET", "//state", 404),
        ("PUT", "/state", 405),
        ("POST", "/snapshots/none/restore", 404),
        ("POST", "/snapshots/%00/restore", 404),
        ("GET", f"/requests/{'x' * 5000}", 404),
        ("GET", "/state?account=%ff%fe", 404),
        ("GET", "/state?account=pk_test_auto_%0a", 404),
    ],
)
def test_whatever_is_not_there_is_told_in_the_envelope(knock, method, path, status):
    """No request ends in a bare page or a traceback."""
    answered, told = knock(method, path)

    assert (answered, told["data"]) == (status, None)


@pytest.mark.parametrize(
    "body",
    [
        b"\xff",
        b'{"plan":"\\ud800"}',
        b'{"status":' + b"9" * 10_000 + b"}",
        b'{"status":NaN}',
        b'{"status":503,"a":' + b"[" * 100_000,
        b'{"status":503,"status":504,"hang":1}',
        b'{"field.a":{"b":[1]}}',
    ],
)
@pytest.mark.parametrize("path", ["/faults", "/clock/set", "/requests/find", "/snapshots", "/keys"])
def test_no_body_breaks_an_operation(knock, path, body):
    """Whatever is sent, the answer is a refusal in the envelope."""
    assert knock("POST", path, body)[0] == 400
