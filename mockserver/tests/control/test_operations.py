"""Each control operation, and what it says of input that makes no sense."""

import json

import pytest
from openapi_spec_validator import validate

from plugipay_mock.control.line import ControlError, segment
from plugipay_mock.control.operations import CONTROL

CUSTOMERS = "/api/v1/customers"
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


def test_a_workspace_is_shown(line, call, merchant):
    """What is in it, by kind, in the mode asked for."""
    call("POST", CUSTOMERS, {}, key="1")
    told = line.send("GET", "/state")

    assert (told["accountId"], told["mode"], told["requests"]) == (merchant.account_id, "test", 1)
    assert (told["objects"]["Customer"], told["idempotencyKeys"]) == (1, 1)
    assert line.send("GET", "/state", query={"mode": "live"})["objects"] == {}


def test_events_are_listed(line, call):
    """Every event, oldest first."""
    for name in ("Ada", "Bob"):
        call("POST", CUSTOMERS, {"name": name})

    assert [event["type"] for event in line.send("GET", "/events")] == ["plugipay.customer.created.v1"] * 2


@pytest.mark.parametrize("named", ["account id", "key id", "live key id"])
def test_a_workspace_is_named_by_its_id_or_a_key(line, merchant, keys, named):
    """Whoever has a key need not know the account."""
    account = {"account id": merchant.account_id, "key id": keys["test"].id, "live key id": keys["live"].id}[named]

    assert line.send("GET", "/state", query={"account": account})["accountId"] == merchant.account_id


def test_a_pair_that_enrols_itself_is_a_name_too(line):
    """Naming such a key opens its workspace."""
    told = line.send("GET", "/state", query={"account": "pk_test_auto_mine"})

    assert line.send("GET", "/keys", query={"account": told["accountId"]})[0]["keyId"] == "pk_test_auto_mine"


def test_an_unknown_workspace_is_named(line):
    """The refusal repeats what was asked for."""
    with pytest.raises(ControlError, match="No workspace has the account id or key id acc_none"):
        line.send("GET", "/state", query={"account": "acc_none"})


def test_workspaces_are_listed_with_their_keys(line):
    """The merchant and its partner are there from the start."""
    listed = line.send("GET", "/workspaces")

    assert [each["name"] for each in listed] == ["Kopi Kita", "Partner Platform"]
    assert all(key["secret"] or key["bearer"] for each in listed for key in each["keys"])


def test_a_workspace_is_opened_and_released(line, call, world):
    """It comes with a key for each mode, and goes with everything in it."""
    opened = line.send("POST", "/workspaces", {"name": "Toko"})
    key = world.keys[opened["keys"][0]["keyId"]]
    assert call("POST", CUSTOMERS, {}, by=key).status == 201
    line.send("POST", "/snapshots", {"name": "a"}, {"account": opened["accountId"]})
    line.send("DELETE", "/workspaces", query={"account": opened["accountId"]})

    assert call("GET", CUSTOMERS, by=key).verdict == (401, "invalid_key")
    assert opened["accountId"] not in [each["accountId"] for each in line.send("GET", "/workspaces")]


def test_a_workspace_is_opened_once(line):
    """A second of the same name is refused."""
    line.send("POST", "/workspaces", {"name": "Toko"})
    with pytest.raises(ControlError, match="workspace 'Toko' exists already"):
        line.send("POST", "/workspaces", {"name": "Toko"})


def test_a_workspace_without_a_name_is_numbered(line):
    """Two of them do not collide."""
    assert line.send("POST", "/workspaces", {})["accountId"] != line.send("POST", "/workspaces", {})["accountId"]


def test_a_key_is_minted_with_scopes(line, call, world):
    """It may do what it says, and nothing else."""
    key = world.keys[line.send("POST", "/keys", {"scopes": ["plugipay:read"]})["keyId"]]

    assert call("GET", CUSTOMERS, by=key).status == 200
    assert call("POST", CUSTOMERS, {}, by=key).verdict == (403, "insufficient_scope")


@pytest.mark.parametrize(("mode", "begins"), [("test", "pk_test_"), ("live", "pk_live_")])
def test_a_key_is_of_a_mode(line, mode, begins):
    """The mode can be read off the key."""
    assert line.send("POST", "/keys", {"mode": mode})["keyId"].startswith(begins)


def test_a_platform_key_acts_for_others(line, call, world, merchant):
    """Any workspace can be given one."""
    opened = line.send("POST", "/workspaces", {"name": "Toko"})["accountId"]
    minted = line.send("POST", "/keys", {"platform": True}, {"account": opened})
    headers = {"x-plugipay-on-behalf-of": merchant.account_id}

    assert call("GET", CUSTOMERS, by=world.keys[minted["keyId"]], headers=headers).status == 200


def test_a_bearer_key_has_no_secret(line):
    """It is sent whole."""
    minted = line.send("POST", "/keys", {"bearer": True})

    assert (minted["bearer"], minted["secret"]) == (True, "")


def test_a_revoked_key_is_refused(line, call, keys):
    """From the next request on."""
    assert line.send("POST", f"/keys/{keys['test'].id}/revoke")["revoked"] is True
    assert call("GET", CUSTOMERS).verdict == (401, "invalid_key")


def test_a_rotated_key_has_a_successor(line, call, world, keys):
    """The new key may do what the old one could; the old one nothing."""
    successor = world.keys[line.send("POST", f"/keys/{keys['read_only'].id}/rotate")["keyId"]]

    assert successor.scopes.granted == keys["read_only"].scopes.granted
    assert call("GET", CUSTOMERS, by=successor).status == 200
    assert call("GET", CUSTOMERS, by=keys["read_only"]).verdict == (401, "invalid_key")


@pytest.mark.parametrize("action", ["revoke", "rotate"])
def test_an_unknown_key_is_named(line, action):
    """The refusal repeats what was asked for."""
    with pytest.raises(ControlError, match="Key pk_none not found"):
        line.send("POST", f"/keys/pk_none/{action}")


def test_a_clock_is_frozen_set_advanced_and_let_run(line, call):
    """Each move tells the time it leads to."""
    assert line.send("POST", "/clock/freeze", {"at": "2026-05-12T10:00:00Z"})["now"] == "2026-05-12T10:00:00.000Z"
    assert line.send("POST", "/clock/advance", {"days": 1, "hours": 1})["now"] == "2026-05-13T11:00:00.000Z"
    assert line.send("POST", "/clock/set", {"at": "2027-01-01T00:00:00+01:00"})["now"] == "2026-12-31T23:00:00.000Z"
    assert line.send("GET", "/clock")["frozen"] is True
    assert line.send("POST", "/clock/tick", {"seconds": 60})["frozen"] is True
    assert call("POST", CUSTOMERS, {}).data["createdAt"] == "2026-12-31T23:01:00.000Z"
    assert line.send("POST", "/clock/run")["frozen"] is False


def test_what_falls_due_is_told(line, call):
    """Moving the clock answers with the events of the way."""
    asked = {"amount": 1, "currency": "IDR", "methods": ["va"], "successUrl": "https://a.b", "cancelUrl": "https://a.b"}
    call("POST", "/api/v1/checkout-sessions", asked)

    assert [event["type"] for event in line.send("POST", "/clock/advance", {"days": 2})["happened"]] == [
        "plugipay.checkout_session.expired.v1"
    ]


@pytest.mark.parametrize("at", ["1969-12-31T23:59:59Z", "9000-01-01T00:00:01Z", "0001-01-01T00:00:00Z"])
@pytest.mark.parametrize("how", ["set", "freeze"])
def test_the_world_has_a_beginning_and_an_end(line, call, how, at):
    """A time that could not be written later is refused, and the clock stays where it was."""
    with pytest.raises(ControlError, match="at: leads out of the times a world can have, from 1970 to the year 9000"):
        line.send("POST", f"/clock/{how}", {"at": at})

    assert call("POST", CUSTOMERS, {}).status == 201


@pytest.mark.parametrize("frozen", [True, False])
def test_no_number_of_steps_leads_out_of_the_world(line, call, tenant, frozen):
    """Neither by a last step nor by ticking."""
    line.send("POST", "/clock/set", {"at": "8999-12-31T23:59:00Z"})
    if frozen:
        line.send("POST", "/clock/freeze", {})
    with pytest.raises(ControlError, match="leads out of the times"):
        line.send("POST", "/clock/advance", {"days": 1})
    line.send("POST", "/clock/tick", {"seconds": 1000})

    assert [call("POST", CUSTOMERS, {}).status for _ in range(3)] == [201] * 3


def test_faults_are_planned_listed_and_cleared(line, call):
    """A plan tells how often it met a request and acted."""
    line.send("POST", "/faults", {"status": 503, "times": 2, "route": "/customers"})
    line.send("POST", "/faults", {"plan": "hang; nth=9"})
    call("GET", CUSTOMERS)
    listed = line.send("GET", "/faults")

    assert [(each["id"], each["met"], each["fired"]) for each in listed] == [("flt_1", 1, 1), ("flt_2", 0, 0)]
    assert [each["id"] for each in line.send("GET", "/faults", query={"unfired": "true"})] == ["flt_2"]
    line.send("DELETE", "/faults")
    assert line.send("GET", "/faults") == []


def test_a_fault_is_of_one_workspace(line, call, keys):
    """A plan made for a workspace does not touch the default one."""
    line.send("POST", "/faults", {"status": 503}, {"account": keys["platform"].id})

    assert (call("GET", CUSTOMERS).status, call("GET", CUSTOMERS, by=keys["platform"]).status) == (200, 503)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, 4),
        ({"method": "POST"}, 2),
        ({"path": "/customers/{id}"}, 1),
        ({"path": "/customers/*"}, 1),
        ({"status": 404}, 1),
        ({"code": "not_found"}, 1),
        ({"fault": "flt_1"}, 1),
        ({"keyId": "pk_none"}, 0),
        ({"limit": 3}, 3),
        ({"method": "POST", "status": 503}, 1),
        ({"unclaimed": "true"}, 0),
    ],
)
def test_requests_are_filtered(line, call, query, found):
    """By what was asked and what came of it; the newest of them."""
    call("GET", CUSTOMERS)
    call("POST", CUSTOMERS, {})
    line.send("POST", "/faults", {"status": 503})
    call("POST", CUSTOMERS, {})
    call("GET", f"{CUSTOMERS}/cus_none")

    assert len(line.send("GET", "/requests", query=query)) == found


def test_requests_after_a_known_one_are_listed(line, call):
    """Whoever follows asks for what is new."""
    known = call("GET", CUSTOMERS).meta["requestId"]
    newer = call("GET", CUSTOMERS).meta["requestId"]

    assert [each["requestId"] for each in line.send("GET", "/requests", query={"since": known})] == [newer]


@pytest.mark.parametrize("number", [0, 1, 3])
def test_requests_are_exported_as_json_lines(line, call, number):
    """One object a line, each ended."""
    for _ in range(number):
        call("GET", CUSTOMERS)
    exported = line.send("GET", "/requests/export.jsonl") or ""

    assert [json.loads(row)["path"] for row in exported.splitlines()] == [CUSTOMERS] * number
    assert exported == "" or exported.endswith("}\n")


def test_one_request_is_shown(line, call):
    """By the id its answer told."""
    request_id = call("GET", CUSTOMERS).meta["requestId"]

    assert line.send("GET", f"/requests/{request_id}")["requestId"] == request_id
    with pytest.raises(ControlError, match="Request req_none is not in the journal"):
        line.send("GET", "/requests/req_none")


def test_requests_are_looked_for(line, call):
    """Found, or the nearest and what differed."""
    request_id = call("POST", CUSTOMERS, {"name": "Ada"}).meta["requestId"]
    found = line.send("POST", "/requests/find", {"method": "POST", "body": {"name": "Ada"}})
    missed = line.send("POST", "/requests/find", {"method": "POST", "body": {"name": "Bob"}})

    assert (found["count"], found["requests"]) == (1, [request_id])
    assert (missed["count"], missed["nearest"], missed["differences"]) == (
        0,
        request_id,
        ["body name: wanted 'Bob', got 'Ada'"],
    )


def test_requests_are_looked_for_in_order(line, call):
    """Nothing when all came, else the first that did not."""
    call("POST", CUSTOMERS, {})
    call("GET", CUSTOMERS)

    assert line.send("POST", "/requests/find-in-order", {"requests": [{"method": "POST"}, {"method": "GET"}]}) is None
    missing = line.send("POST", "/requests/find-in-order", {"requests": [{"method": "GET"}, {"method": "POST"}]})
    assert missing["count"] == 0


def test_the_journal_is_cleared(line, call):
    """Afterwards nothing was asked."""
    call("GET", CUSTOMERS)
    line.send("DELETE", "/requests")

    assert line.send("GET", "/requests") == []


@pytest.mark.parametrize("name", ["before", "a/b", "..", "ü ?#%", "x" * 100])
def test_a_snapshot_is_taken_and_restored(line, call, name):
    """By any name a person may think of."""
    line.send("POST", "/snapshots", {"name": name})
    call("POST", CUSTOMERS, {})
    line.send("POST", f"/snapshots/{segment(name)}/restore")

    assert call("GET", CUSTOMERS).data == []
    assert line.send("GET", "/state")["snapshots"] == [name]


def test_a_workspace_is_reset(line, call):
    """Nothing is left but its keys."""
    line.send("POST", "/faults", {"status": 503, "nth": 9})
    line.send("POST", "/clock/freeze", {})
    call("POST", CUSTOMERS, {}, key="1")
    line.send("POST", "/reset")
    told = line.send("GET", "/state")

    assert (told["objects"], told["requests"], told["faults"], told["idempotencyKeys"]) == ({}, 0, 0, 0)
    assert line.send("GET", "/clock")["frozen"] is False
    assert call("GET", CUSTOMERS).data == []


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
    ],
)
def test_a_refusal_names_the_field(knock, method, path, body, field):
    """What makes no sense is told by its name."""
    status, told = knock(method, path, body)

    assert (status, told["error"]["code"], told["error"]["field"]) == (400, "invalid_request", field)


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
