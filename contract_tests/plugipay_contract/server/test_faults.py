"""Planned faults: one call fails as its header says, in every way of running, and no other call does."""

import json
from typing import Any

import httpx
import pytest

from plugipay_contract import facts, recipes
from plugipay_contract.caller import Answer, Caller
from plugipay_contract.subjects import Ability

pytestmark = pytest.mark.needs(Ability.FAULTS)

SERVER_CODES = [row for row in facts.CODES if row.side == "server" and row.status]
BREAKS = ["drop", "reset", "reset=body", "truncate", "reset; position=after"]


def fault(server: Caller, said: str, method: str = "GET", target: str = "/api/v1/account") -> Answer:
    """A call that carries its own fault."""
    body: dict[str, Any] | None = None if method == "GET" else {}
    return server.call(method, target, body, x_plugipay_mock_fault=said, idempotency_key=recipes.unique())


@pytest.mark.parametrize("row", SERVER_CODES, ids=lambda row: row.code)
def test_every_code_can_be_planned(server: Caller, row: facts.Code) -> None:
    """Each code of the catalogue comes in its natural form."""
    assert fault(server, f"code={row.code}").verdict == (row.status, row.code)


@pytest.mark.parametrize("row", SERVER_CODES, ids=lambda row: row.code)
def test_a_planned_code_is_in_the_envelope(server: Caller, row: facts.Code) -> None:
    """With a message, like any other refusal."""
    answer = fault(server, f"code={row.code}")

    assert (set(answer.envelope), bool(answer.error["message"])) == ({"data", "error", "meta"}, True)


@pytest.mark.guess
@pytest.mark.parametrize("row", SERVER_CODES, ids=lambda row: row.code)
def test_a_planned_code_can_be_named(server: Caller, row: facts.Code) -> None:
    """With a request id in header and body, like any other refusal."""
    answer = fault(server, f"code={row.code}")

    assert answer.headers.get("X-Request-Id") == answer.meta["requestId"]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 418, 422, 429, 500, 502, 503, 504])
def test_every_status_can_be_planned(server: Caller, status: int) -> None:
    """Any error status at all."""
    assert fault(server, f"status={status}").status == status


def test_a_planned_limit_says_when(server: Caller) -> None:
    """429 comes with `Retry-After`."""
    assert int(fault(server, "code=rate_limited; retry_after=7").headers["Retry-After"]) == 7


@pytest.mark.parametrize("position", ["before", "during", "after"])
def test_the_position_decides_what_was_done(server: Caller, position: str) -> None:
    """Before: nothing. During and after: all of it, and only the answer is lost."""
    email = recipes.address()
    said = f"status=503; position={position}"
    server.call("POST", "/api/v1/customers", {"email": email}, x_plugipay_mock_fault=said)

    assert len(server.call("GET", f"/api/v1/customers?email={email}").data) == (position != "before")


@pytest.mark.parametrize("said", BREAKS)
def test_a_broken_connection_breaks(server: Caller, said: str) -> None:
    """The caller has no whole answer."""
    with pytest.raises(httpx.TransportError):
        fault(server, said)


def test_a_proxys_page_is_no_envelope(server: Caller) -> None:
    """`html` is what a gateway says."""
    answer = fault(server, "html")

    assert (answer.status, answer.headers["Content-Type"].partition(";")[0]) == (502, "text/html")


def test_an_answer_may_be_empty(server: Caller) -> None:
    """`empty` has no body."""
    assert fault(server, "empty").body == b""


def test_an_answer_may_lie_about_itself(server: Caller) -> None:
    """`content_type=` is all that changes."""
    answer = fault(server, "content_type=text/plain")

    assert (answer.headers["Content-Type"].partition(";")[0], "data" in json.loads(answer.body)) == ("text/plain", True)


def test_an_answer_may_lead_elsewhere(server: Caller) -> None:
    """`redirect=` has a location."""
    answer = fault(server, "redirect=https://elsewhere.example.com/")

    assert (answer.status, answer.headers["Location"]) == (302, "https://elsewhere.example.com/")


@pytest.mark.parametrize("seconds", [-600, 600])
def test_a_skewed_clock_refuses_what_is_in_time(server: Caller, seconds: int) -> None:
    """The clock the server believes in is off, and so the caller's seems to be."""
    assert fault(server, f"skew={seconds}").verdict == (401, "invalid_timestamp")


@pytest.mark.parametrize("said", ["", "explode", "status=200", "status=503; html", "status=503; position=never"])
def test_a_fault_nobody_understands_is_refused(server: Caller, said: str) -> None:
    """A slip in a plan is told, not passed over."""
    answer = fault(server, said or "=")

    assert (answer.verdict, answer.error.get("field")) == ((400, "invalid_request"), "X-Plugipay-Mock-Fault")


def test_a_fault_is_one_calls(server: Caller) -> None:
    """The next call is answered as ever."""
    fault(server, "status=503")

    assert server.call("GET", "/api/v1/account").verdict == (200, None)


@pytest.mark.needs(Ability.AUTO_KEYS)
def test_a_plan_is_one_workspaces(server: Caller, merchant: Caller) -> None:
    """A plan made for one workspace leaves all others alone."""
    merchant.control("faults", {"status": 503, "times": 1})

    verdicts: list[Any] = [caller.call("GET", "/api/v1/account").status for caller in (server, merchant, merchant)]
    assert verdicts == [200, 503, 200]
