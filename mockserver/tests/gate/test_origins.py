"""A page of another site, where the browser SDK runs, may call the public checkout and nothing else."""

import httpx
import pytest

from plugipay_mock.gate.origins import OPEN
from plugipay_mock.message import Inbound
from plugipay_mock.resources import ROOMS

from ..bodies import SMALL_SESSION

CUSTOMERS = "/api/v1/customers"
LEAVE = "Access-Control-Allow-Origin"
ASKING = {"origin": "https://shop.example", "access-control-request-headers": "content-type"}
ROUTES = [route for room in ROOMS for route in room.served]
PUBLIC = [route for route in ROUTES if route.path.startswith(OPEN)]
CLOSED = [route.path.replace("{", "").replace("}", "") for route in ROUTES if route not in PUBLIC]


@pytest.fixture
def session(call):
    """The path of a session on the public checkout."""
    return f"{OPEN}sessions/{call('POST', '/api/v1/checkout-sessions', SMALL_SESSION).data['id']}"


@pytest.fixture
def visit(call):
    """Sends what a page sends, which signs nothing."""

    def send(method, target, body=b"", **headers):
        return call.send(Inbound(method, target.encode(), {"origin": "https://shop.example"} | headers, body))

    return send


def listed(answer, name):
    """What a header lists, as browsers compare it."""
    return {each.strip() for each in answer.headers[name].lower().split(",")}


@pytest.mark.parametrize("route", PUBLIC, ids=lambda route: f"{route.method} {route.path.removeprefix(OPEN)}")
def test_a_browser_is_given_leave(visit, route):
    """A preflight of each public route is answered with its method, for any origin, and for a while."""
    asked = ASKING | {"access-control-request-method": route.method}
    answer = visit("OPTIONS", route.path.replace("{", "").replace("}", ""), **asked)

    assert (answer.status, answer.body, "Content-Type" in answer.headers) == (204, b"", False)
    assert answer.headers[LEAVE] == "*"
    assert route.method.lower() in listed(answer, "Access-Control-Allow-Methods")
    assert {"content-type", "idempotency-key"} <= listed(answer, "Access-Control-Allow-Headers")
    assert int(answer.headers["Access-Control-Max-Age"]) > 0


@pytest.mark.parametrize(
    ("path", "methods"), [("", "GET, HEAD"), ("/charge", "POST"), ("/buyer-claim", "POST"), ("/receipt", "GET, HEAD")]
)
def test_leave_is_given_for_the_methods_of_the_path(visit, session, path, methods):
    """No other method is promised."""
    answer = visit("OPTIONS", session + path)

    assert answer.headers["Access-Control-Allow-Methods"] == methods
    assert listed(answer, "Allow") == {*methods.lower().split(", "), "options"}


@pytest.mark.parametrize(
    ("asked", "body", "status"),
    [
        ("GET {}", b"", 200),
        ("HEAD {}", b"", 200),
        ("POST {}/charge", b'{"method": "va"}', 200),
        ("POST {}/charge", b"{}", 400),
        ("POST {}/charge", b" " * 2_000_000, 413),
        ("GET {}/receipt", b"", 404),
        ("DELETE {}", b"", 405),
        ("GET {}/nope", b"", 404),
    ],
)
def test_a_page_may_read_every_answer(visit, session, asked, body, status):
    """Refusals too, or the page would learn nothing of them; with the id and the rates."""
    answer = visit(*asked.format(session).split(), body)

    assert (answer.status, answer.headers[LEAVE]) == (status, "*")
    assert {"x-request-id", "x-ratelimit-reset", "retry-after"} <= listed(answer, "Access-Control-Expose-Headers")


@pytest.mark.parametrize("fault", ["status=503", "html", "code=rate_limited", "redirect=/"])
def test_a_page_may_read_what_a_fault_made(visit, session, fault):
    """A fault is told to the page it is meant for."""
    assert visit("GET", session, **{"x-plugipay-mock-fault": fault}).headers[LEAVE] == "*"


def test_a_preflight_costs_no_fault(visit, session, merchant):
    """A plan waits for the call that a page makes, not for the browser's question before it."""
    merchant.faults.add(status=503, route=f"{OPEN}*")

    assert [visit(method, session).status for method in ("OPTIONS", "GET", "GET")] == [204, 503, 200]


def test_a_preflight_is_in_the_journal(visit, session, merchant):
    """The merchant of the session sees that it was asked."""
    visit("OPTIONS", session)
    kept = [*merchant.journal][-1].show()

    assert (kept["method"], kept["route"], kept["status"]) == ("OPTIONS", f"{OPEN}sessions/{{session_id}}", 204)


def test_an_unknown_path_gives_no_leave(visit):
    """Where there is nothing, nothing is promised."""
    assert visit("OPTIONS", f"{OPEN}nope").status == 404


def test_no_other_route_gives_leave(call, visit):
    """Neither to ask nor to read; OPTIONS is refused as any method a path lacks."""
    asked = {path: visit("OPTIONS", path, **ASKING) for path in CLOSED}
    answers = [*asked.values(), call("GET", CUSTOMERS), *(visit("GET", path) for path in CLOSED)]

    assert {answer.status for answer in asked.values()} == {405}
    assert all("OPTIONS" not in answer.headers["Allow"] for answer in asked.values())
    assert [name for answer in answers for name in answer.headers if name.startswith("Access-Control")] == []


def test_control_gives_no_leave(server):
    """A page of another site gets nothing of control, and no leave to ask."""
    for method in ("OPTIONS", "GET"):
        answer = httpx.request(method, f"{server.url}/_mock/clock", headers=ASKING, trust_env=False)
        assert (answer.status_code, LEAVE in answer.headers) == (403, False)


def test_it_is_no_operation(call):
    """The description of the API has no preflight."""
    rows = call("GET", "/openapi.json").json["paths"].values()

    assert [row for row in rows if "options" in row] == []
