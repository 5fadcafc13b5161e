"""Where a diagnosis is told: in the answer, on the console, from the journal; and where it is not."""

import asyncio
import logging
import threading
import time

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Mount

from plugipay_mock import doctor
from plugipay_mock.app import create_app
from plugipay_mock.doctor import console as console_module
from plugipay_mock.doctor.console import line
from plugipay_mock.world import World

CUSTOMERS = "/api/v1/customers"


@pytest.fixture
def world():
    return World(explain=True)


@pytest.fixture
def refused(world):
    """What a listener is told: entries."""
    heard = []
    world.on_refused = heard.append
    return heard


def unsigned_query(call):
    """A request whose query was added after it was signed."""
    return call.send(call.request("GET", CUSTOMERS), target=f"{CUSTOMERS}?limit=1".encode())


def last(world, merchant):
    """The newest request of the merchant."""
    return list(merchant.journal)[-1]


def test_a_refusal_explains_itself(call):
    """With explain, the 401 carries the diagnosis in its details."""
    details = unsigned_query(call).error["details"]

    assert details["mistakes"] == ["query-left-out"]
    assert details["difference"] == {"line": 2, "column": len(CUSTOMERS) + 1}


def test_a_refusal_is_otherwise_faithful(signed_calls):
    """Without explain, the 401 is what the service gives."""
    assert set(unsigned_query(signed_calls(World())).error) == {"code", "message"}


def test_an_explained_refusal_keeps_code_and_message(call):
    """Explaining adds details and changes nothing else."""
    answer = unsigned_query(call)

    assert answer.verdict == (401, "invalid_signature")
    assert answer.error["message"].startswith("The signature does not match")


def test_other_refusals_are_not_explained(call):
    """A 400 lists its fields as ever."""
    assert isinstance(call("POST", CUSTOMERS, {"email": 1}).error["details"], list)


def test_a_listener_is_told_of_each_refusal(call, refused):
    """Who listens gets the request."""
    answer = unsigned_query(call)
    (entry,) = refused

    assert entry.request_id == answer.headers["X-Request-Id"]


def test_nobody_is_told_of_a_success(call, refused):
    """A request that is let in is not examined."""
    assert call("GET", CUSTOMERS).status == 200
    assert refused == []


def test_nothing_is_examined_when_nobody_asks(signed_calls, monkeypatch):
    """Without explain and without a listener, a refusal costs no diagnosis."""
    monkeypatch.delattr(doctor, "diagnose_entry")

    assert unsigned_query(signed_calls(World())).status == 401


def test_a_planned_refusal_is_no_mistake(call):
    """A 401 that somebody asked for is told as such."""
    request = call.request("GET", CUSTOMERS, headers={"x-plugipay-mock-fault": "code=invalid_signature"})
    details = call.send(request).error["details"]

    assert details["mistakes"] == []
    assert details["sentence"] == "The fault header was asked for: the request itself is signed right"


def test_a_skewed_clock_is_no_mistake(call):
    """A clock that a fault put forward is not the client's."""
    request = call.request("GET", CUSTOMERS, headers={"x-plugipay-mock-fault": "skew=4000"})
    answer = call.send(request)

    assert answer.verdict == (401, "invalid_timestamp")
    assert "The fault header was asked for" in answer.error["details"]["sentence"]


def test_an_object_of_the_other_mode_is_no_mistake_in_signing(call, keys):
    """A refusal that signing has nothing to do with is told in its own words."""
    made = call("POST", CUSTOMERS, {"name": "Ada"}, by=keys["live"]).data["id"]
    error = call("GET", f"{CUSTOMERS}/{made}").error

    assert error["code"] == "mode_mismatch"
    assert error["details"]["sentence"] == f"The request is signed right: {error['message']}"


def test_a_request_is_judged_as_of_its_time(call, world, merchant):
    """Long after, the timestamp of a refused request is still not blamed."""
    unsigned_query(call)
    world.skew = 86_400.0

    assert doctor.diagnose_entry(last(world, merchant), world).mistakes == ("query-left-out",)


def test_a_skewed_server_is_remembered(call, world, merchant):
    """A request that met a server set off on purpose is told so when the server has been set right again."""
    world.skew = 7 * 3600.0
    call("GET", CUSTOMERS)
    world.skew = 0.0

    assert doctor.diagnose_entry(last(world, merchant), world).mistakes == ("server-skewed",)


def test_a_successful_request_is_right(call, world, merchant):
    """The journal's successes can be examined too."""
    call("GET", CUSTOMERS)

    assert doctor.diagnose_entry(last(world, merchant), world).sentence == "The request is signed right"


def test_the_console_has_one_line(call, world, merchant, keys):
    """The line names call, key and request, never the query, and says what to change."""
    answer = unsigned_query(call)
    entry = last(world, merchant)
    told = line(entry, doctor.diagnose_entry(entry, world))

    assert told == (
        f"401 invalid_signature GET {CUSTOMERS} by {keys['test'].id[:12]}… ({answer.headers['X-Request-Id']}): "
        "The query is left out of the signed path: sign the path and the query, exactly as they are sent"
    )


def test_the_console_is_the_standard_log(call, console, caplog):
    """The line is a warning of the logger `plugipay_mock`."""
    unsigned_query(call)
    console.close()

    assert [(record.name, record.levelno) for record in caplog.records] == [("plugipay_mock", logging.WARNING)]


def test_nobody_waits_for_the_console(call, console, monkeypatch):
    """A request is answered before an earlier refusal was examined."""
    examined = threading.Event()
    monkeypatch.setattr(
        console_module, "diagnose_entry", lambda *_: examined.wait(10) and doctor.Diagnosis(sentence="x")
    )
    unsigned_query(call)

    assert call("GET", CUSTOMERS).status == 200
    assert not examined.is_set()
    examined.set()


def test_too_many_refusals_at_once_are_counted(call, console, caplog, monkeypatch):
    """What nobody could read is not examined, and not forgotten either."""
    examined = threading.Event()
    monkeypatch.setattr(
        console_module, "diagnose_entry", lambda *_: examined.wait(10) and doctor.Diagnosis(sentence="x")
    )
    for _ in range(100):
        unsigned_query(call)
    examined.set()
    console.close()

    *each, last = [record.getMessage() for record in caplog.records]
    assert len(each) + int(last.split()[0]) == 100
    assert last.endswith("more were refused, too many at once to examine each")


def test_a_refusal_of_a_workspace_that_is_gone_is_told(call, console, world, merchant, caplog):
    """Whoever closes a workspace may be quicker than the console."""
    entry = last(world, merchant) if unsigned_query(call) else None
    console.close()
    world.release(merchant.account_id)

    assert console_module._diagnosis(entry, world).sentence


def test_a_world_says_nothing_of_its_own(call, caplog):
    """In process, refusals are silent."""
    unsigned_query(call)

    assert caplog.records == []


def test_a_base_path_that_was_signed_is_told(world, keys, sign):
    """Where the mock is mounted below a path, who signs that path too is told."""
    outer = Starlette(routes=[Mount("/pay", create_app(world))])

    async def ask():
        headers = sign(keys["test"], "GET", f"/pay{CUSTOMERS}", at=int(time.time()))
        async with httpx.AsyncClient(transport=httpx.ASGITransport(outer), base_url="http://x") as client:
            return await client.get(f"/pay{CUSTOMERS}", headers=headers)

    assert asyncio.run(ask()).json()["error"]["details"]["mistakes"] == ["base-address-added"]
