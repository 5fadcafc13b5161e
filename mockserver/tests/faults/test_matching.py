"""Which requests a plan meets."""

import httpx
import pytest

from plugipay_mock.message import Inbound

from ..bodies import SMALL_SESSION

CUSTOMERS = "/api/v1/customers"


def fired(book):
    """How often the plans of a book acted, in order."""
    return [plan.fired for plan in book.plans]


@pytest.fixture
def faults(merchant):
    """The plans of the merchant's workspace."""
    return merchant.faults


@pytest.fixture
def customer(call):
    """A customer that is there."""
    return call("POST", CUSTOMERS, {"name": "Ada"}, key="ada").data["id"]


def test_without_conditions_the_next_request_fails(call, faults):
    """A bare plan meets whatever comes, once."""
    faults.add(status=503)

    assert [call("GET", CUSTOMERS).status for _ in range(3)] == [503, 200, 200]


@pytest.mark.parametrize(("method", "acts"), [("GET", True), ("get", True), ("POST", False), ("DELETE", False)])
def test_a_method_is_met(call, faults, method, acts):
    """Only requests of the method are met, in whatever case it is said."""
    faults.add(status=503, method=method)

    assert (call("GET", CUSTOMERS).status == 503) is acts


@pytest.mark.parametrize(
    ("route", "acts"),
    [
        ("/customers/{customer_id}", True),
        ("/api/v1/customers/{customer_id}", True),
        ("/customers/*", True),
        ("/api/v1/customers/*", True),
        ("*/customers/cus_*", True),
        ("*", True),
        ("/customers/{id}", True),
        ("/customers/{}", True),
        ("/customers", False),
        ("/api/v1/customers", False),
        ("/invoices/{invoice_id}", False),
        ("/invoices/*", False),
    ],
)
def test_a_route_is_met(call, faults, customer, route, acts):
    """A route is named by its template, whatever its parameters are called, or by a pattern for the path."""
    faults.add(status=503, route=route)

    assert (call("GET", f"{CUSTOMERS}/{customer}").status == 503) is acts


def test_a_path_is_met_as_it_is(call, faults, customer):
    """The path of one object is a route as well."""
    faults.add(status=503, route=f"/customers/{customer}")

    assert call("GET", f"{CUSTOMERS}/cus_other").status == 404
    assert call("GET", f"{CUSTOMERS}/{customer}").status == 503


def test_an_unknown_route_is_met_by_nothing(call, faults):
    """A request that names no route is refused before any plan."""
    faults.add(status=503)

    assert (call("GET", "/api/v1/nowhere").status, fired(faults)) == (404, [0])


@pytest.mark.parametrize(("mode", "acts"), [("test", True), ("live", False)])
def test_a_mode_is_met(call, faults, mode, acts):
    """The mode is that of the key."""
    faults.add(status=503, mode=mode)

    assert (call("GET", CUSTOMERS).status == 503) is acts


@pytest.mark.parametrize(
    ("condition", "acts"),
    [
        ({"header.X-Flow": "a"}, True),
        ({"header.x-flow": "a"}, True),
        ({"header.X-Flow": "b"}, False),
        ({"header.X-Other": "a"}, False),
        ({"header.X-Flow": "a", "header.X-Other": "a"}, False),
    ],
)
def test_a_header_is_met(call, faults, condition, acts):
    """Each header named must have its value; names in any case."""
    faults.add(status=503, **condition)
    answer = call("GET", CUSTOMERS, headers={"x-flow": "a"})

    assert (answer.status == 503) is acts


@pytest.mark.parametrize(
    ("condition", "acts"),
    [
        ({"field.name": "Ada"}, True),
        ({"field.name": "Bob"}, False),
        ({"field.email": "ada@example.com"}, False),
        ({"field.metadata": '{"vip":"yes"}'}, True),
        ({"field.name": "Ada", "field.phone": "1"}, False),
    ],
)
def test_a_field_is_met(call, faults, condition, acts):
    """Each field named must have its value."""
    faults.add(status=503, **condition)
    answer = call("POST", CUSTOMERS, {"name": "Ada", "metadata": {"vip": "yes"}}, key="1")

    assert (answer.status == 503) is acts


@pytest.mark.parametrize(
    ("said", "sent", "acts"),
    [
        (1000, b'{"x":1000}', True),
        ("1000", b'{"x":1000}', True),
        ("1000", b'{"x":"1000"}', True),
        (True, b'{"x":true}', True),
        ("false", b'{"x":false}', True),
        ("null", b'{"x":null}', True),
        ("null", b"{}", False),
        ("1", b"[1]", False),
        ("1", b'{"x":', False),
        ("1", b"", False),
        ("1", b'{"x":' + b"[" * 900 + b"]" * 900 + b"}", False),
    ],
)
def test_a_field_is_compared_as_json(faults, said, sent, acts):
    """What is no string is compared as JSON writes it; a body that is no object has no fields."""
    plan = faults.add(status=503, **{"field.x": said})

    assert plan.match.meets(Inbound("POST", b"/", {}, sent), "", "test") is acts


def test_every_condition_must_hold(call, faults):
    """Conditions narrow each other."""
    faults.add(
        status=503, method="POST", route="/customers", mode="test", **{"field.name": "Ada", "header.X-Flow": "a"}
    )

    assert call("POST", CUSTOMERS, {"name": "Ada"}, key="1").status == 201
    assert call("POST", CUSTOMERS, {"name": "Ada"}, key="2", headers={"x-flow": "a"}).status == 503


def test_the_first_plan_that_acts_wins(call, faults):
    """Plans are asked in the order in which they were made; one request is failed by one plan."""
    faults.add(status=500)
    faults.add(status=503)

    assert [call("GET", CUSTOMERS).status for _ in range(3)] == [500, 503, 200]


def test_a_header_comes_before_the_plans(call, faults):
    """The fault a request asks for itself acts; plans wait for the next."""
    faults.add(status=500)

    assert call("GET", CUSTOMERS, headers={"x-plugipay-mock-fault": "status=503"}).status == 503
    assert fired(faults) == [0]


@pytest.mark.parametrize(
    ("condition", "status"), [("method=GET", 503), ("method=POST", 200), ("mode=live", 200), ("route=/customers", 503)]
)
def test_a_header_may_have_conditions(call, condition, status):
    """A client that adds the header to everything it sends can say what it is for."""
    headers = {"x-plugipay-mock-fault": f"status=503; {condition}"}

    assert call("GET", CUSTOMERS, headers=headers).status == status


def test_a_workspace_never_touches_another(door, served_world, signing):
    """A plan fails requests of its own workspace only, and another's never count for it."""
    plan = door.faults.add(status=503, times=1000)
    world, url = served_world
    stranger = next(key for key in world.keys.values() if key.label == "test")
    with httpx.Client(base_url=url, auth=signing(stranger), trust_env=False) as other:
        assert other.get(CUSTOMERS).status_code == 200
    assert (plan.met, door.http.get(CUSTOMERS).status_code) == (0, 503)


def test_acting_for_another_is_the_caller_s_own_failure(call, faults, keys):
    """A platform's request meets the plans of the platform, not those of the merchant it acts for."""
    faults.add(status=503)
    answer = call("GET", CUSTOMERS, by=keys["platform"], headers={"x-plugipay-on-behalf-of": keys["test"].account_id})

    assert answer.status == 200


@pytest.mark.parametrize("route", ["/public/checkout/sessions/{session_id}", "/c/{session_id}"])
def test_a_buyer_meets_the_plans_of_the_merchant(call, faults, route):
    """A page without credentials belongs to the workspace of the object it shows."""
    session = call("POST", "/api/v1/checkout-sessions", SMALL_SESSION, key="1").data["id"]
    faults.add(status=503, route=route)
    prefix = "/api/v1" if route.startswith("/public") else ""
    target = prefix + route.replace("{session_id}", session)

    assert call.send(Inbound("GET", target.encode(), {}, b"")).status == 503


def test_plans_vanish_with_their_workspace(world, call, merchant):
    """A workspace that is opened again starts without plans."""
    merchant.faults.add(status=503)
    world.release(merchant.account_id)

    assert world.enrol(merchant.name).faults.plans == []
