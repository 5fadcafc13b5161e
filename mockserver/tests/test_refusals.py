import pytest

from plugipay_mock.errors import CATALOGUE, Conflict, InvalidTransition
from plugipay_mock.refusals import described, refusals_of
from plugipay_mock.resources import ROOMS
from plugipay_mock.route import PUBLIC, Routes

ROUTES = [route for room in ROOMS for route in room.served]


def declared(method, path="", **details):
    """One route as a room declares it, whose handler takes nothing."""
    routes = Routes("/api/v1/teas")
    getattr(routes, method)(path, **details)(lambda caller: None)
    return routes.declared[0]


def codes(route):
    """The codes of a route's errors."""
    return [kind.code for kind in refusals_of(route)]


def test_a_public_page_about_nobody_refuses_nothing():
    """Nobody has to say who they are, and nothing can be absent."""
    assert codes(declared("get", scope=PUBLIC)) == []


def test_what_is_about_one_may_be_absent():
    """A parameter in the path may name nobody."""
    assert codes(declared("get", "/{tea_id}", scope=PUBLIC)) == ["not_found"]


def test_whoever_needs_a_key_may_lack_it():
    """Everything the gate can say follows from the scope."""
    assert codes(declared("get", scope="plugipay:tea:read")) == [
        "invalid_key",
        "invalid_signature",
        "invalid_timestamp",
        "mode_mismatch",
        "timestamp_skew",
        "insufficient_scope",
        "not_found",
        "rate_limited",
    ]


def test_a_key_may_be_used_already():
    """What takes an idempotency key may meet it again, or a malformed one."""
    route = declared("post", scope=PUBLIC, key="accepted")

    assert codes(route) == ["invalid_request", "idempotency_conflict", "idempotency_in_progress", "payload_too_large"]


def test_a_declaration_adds_its_own():
    """What follows from nothing else is said beside the route."""
    route = declared("get", scope=PUBLIC, refuses=(InvalidTransition, Conflict))

    assert codes(route) == ["conflict", "invalid_transition"]


def test_a_status_is_described_with_its_codes():
    """One status may have several reasons."""
    route = declared("get", "/{tea_id}", scope=PUBLIC, refuses=(InvalidTransition, Conflict))

    assert described(refusals_of(route)) == {404: "Not Found: not_found", 409: "Conflict: conflict, invalid_transition"}


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.method} {route.path}")
def test_nothing_is_declared_that_follows_anyway(route):
    """A declaration says only what the rest of it does not."""
    plain = declared(route.method.lower(), scope=route.scope, **({} if route.method == "GET" else {"key": route.key}))

    assert not {kind.code for kind in route.refuses} & set(codes(plain))


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.method} {route.path}")
def test_every_error_is_of_the_catalogue(route):
    """No route has a code nobody knows."""
    assert set(codes(route)) <= set(CATALOGUE)
