"""Where one may call: every route answers as the table says, and nothing answers outside the envelope."""

import re

import pytest

from plugipay_contract import facts, money, pictures, recipes, wire
from plugipay_contract.caller import Answer, Caller


def knock(server: Caller, route: facts.Route) -> Answer:
    """An unsigned call of a route with a made-up id: enough to see whether anybody is in, and nothing is done."""
    return server.send(wire.Outgoing(route.method, re.sub(r"{[^}]*}", "made_up", route.path)))


def test_a_known_route_is_served_or_says_so(server: Caller, operations: facts.Operations) -> None:
    """Every route Plugipay has is either described, or honestly 501, never a bare 404."""
    unserved = {str(route) for route in facts.ROUTES if knock(server, route).verdict == (501, "not_mocked")}

    assert unserved == {str(route) for route in facts.ROUTES if route.operation not in operations}


def test_an_unserved_route_is_named(server: Caller) -> None:
    """A 501 says which route is meant."""
    refusals = ((route, knock(server, route)) for route in facts.ROUTES if "{" not in route.path)
    unserved = next(((route, refusal) for route, refusal in refusals if refusal.status == 501), None)
    if unserved is None:
        pytest.skip("every known route is served")

    assert str(unserved[0]) in unserved[1].error["message"]


@pytest.mark.guess
@pytest.mark.parametrize("target", ["/api/v1/nope", "/api/v1/customers/cus_1/nope", "/nope", "/"])
def test_an_unknown_route_is_not_found(server: Caller, target: str) -> None:
    """A path nobody has is 404, and named."""
    answer = server.call("GET", target)

    assert (answer.verdict, answer.error.get("message")) == ((404, "not_found"), f"No such route: GET {target}")


@pytest.mark.guess
def test_an_unknown_route_is_not_found_unsigned(server: Caller) -> None:
    """Whether a route exists is no secret."""
    assert server.send(wire.Outgoing("GET", "/api/v1/nope")).verdict == (404, "not_found")


@pytest.mark.guess
def test_a_trailing_slash_is_another_path(server: Caller) -> None:
    """No redirect mends a path, for a redirect would break the signature."""
    assert server.call("GET", "/api/v1/customers/").verdict == (404, "not_found")


@pytest.mark.guess
def test_a_wrong_method_names_the_right_ones(server: Caller) -> None:
    """405 comes with `Allow`."""
    answer = recipes.wrong_method(server)

    assert answer.verdict == (405, "method_not_allowed")
    assert {"GET", "POST"} <= {method.strip() for method in answer.headers["Allow"].split(",")}


@pytest.mark.guess
@pytest.mark.parametrize("method", ["OPTIONS", "TRACE"])
def test_an_odd_method_is_not_allowed(server: Caller, method: str) -> None:
    """A method no route has is refused, not answered by the framework."""
    answer = server.call(method, "/api/v1/customers")

    assert (answer.status, "Allow" in answer.headers, "X-Request-Id" in answer.headers) == (405, True, True)


@pytest.mark.parametrize("target", ["/health", "/api/v1/customers?limit=1", "/api/v1/customers/cus_made_up"])
def test_a_head_is_a_get_without_a_body(server: Caller, target: str) -> None:
    """Where `HEAD` is served, it has the status of a `GET`, and no body (RFC 9110, 9.3.2)."""
    head, get = server.call("HEAD", target), server.call("GET", target)
    if head.status in {405, 501}:
        pytest.skip("no HEAD is served")

    assert (head.status, head.body) == (get.status, b"")


@pytest.mark.parametrize("target", ["/health", "/api/v1/health"])
def test_health_needs_no_key(server: Caller, target: str) -> None:
    """Health is told to anybody."""
    assert server.send(wire.Outgoing("GET", target)).status == 200


@pytest.mark.guess
def test_a_picture_needs_no_key(someone: Caller) -> None:
    """A picture that was taken in is shown to anybody who knows its address: a buyer's browser has no key."""
    taken = money.post(someone, "/api/v1/uploads/image", pictures.form(), content_type=pictures.FORM)
    url: str = money.made(taken)["url"]
    answer = someone.send(wire.Outgoing("GET", url[url.index("/api/v1") :]))

    assert (answer.status, answer.headers["Content-Type"], answer.body) == (200, "image/png", pictures.PNG)


@pytest.mark.guess
def test_a_body_of_one_mebibyte_is_accepted(server: Caller) -> None:
    """The limit belongs to what is allowed."""
    answer = server.call(
        "POST", "/api/v1/customers", recipes.padded(recipes.MEBIBYTE), idempotency_key=recipes.unique()
    )

    assert answer.verdict == (201, None)


@pytest.mark.guess
def test_a_body_over_one_mebibyte_is_refused(server: Caller) -> None:
    """One byte more is too much."""
    assert recipes.huge_body(server).verdict == (413, "payload_too_large")
