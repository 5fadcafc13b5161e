import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugipay_mock.dispatch import Dispatch
from plugipay_mock.errors import ApiError, MethodNotAllowed, NotFound, NotMocked
from plugipay_mock.route import Routes

routes = Routes("/v1")


@routes.get("/things", scope="any key")
def browse(caller): ...


@routes.get("/things/{thing_id}", scope="any key")
def fetch(caller, thing_id): ...


@routes.get("/things/newest", scope="any key")
def newest(caller): ...


@routes.post("/things/{thing_id}/parts/{part_id}", scope="any key", key="accepted")
def attach(caller, thing_id, part_id): ...


@pytest.fixture(scope="module")
def dispatch():
    return Dispatch(routes.declared, [("GET", "/v1/plans/{plan_id}"), ("DELETE", "/v1/things")])


def outcome(dispatch, method, path):
    """The status of the route that was found, or of the refusal."""
    try:
        return dispatch.find(method, path)[0].status
    except ApiError as refused:
        return refused.status


@pytest.mark.parametrize(
    ("method", "path", "handler", "values"),
    [
        ("GET", b"/v1/things", browse, []),
        ("GET", b"/v1/things/t_1", fetch, ["t_1"]),
        ("HEAD", b"/v1/things", browse, []),
        ("HEAD", b"/v1/things/t_1", fetch, ["t_1"]),
        ("GET", b"/v1/things/newest", newest, []),
        ("POST", b"/v1/things/t_1/parts/p_2", attach, ["t_1", "p_2"]),
        ("GET", b"/v1/things/caf%C3%A9", fetch, ["café"]),
        ("GET", b"/v1/things/a%2Fb", fetch, ["a/b"]),
        ("GET", b"/v1/things/a+b", fetch, ["a+b"]),
        ("GET", b"/v1/things/..", fetch, [".."]),
        ("GET", b"/v1/things/%FF", fetch, ["\N{REPLACEMENT CHARACTER}"]),
    ],
)
def test_a_path_finds_its_handler(dispatch, method, path, handler, values):
    """Segments are matched as sent, literals before parameters, and parameters are decoded after the match."""
    route, found = dispatch.find(method, path)

    assert (route.handler, found) == (handler, values)


@pytest.mark.parametrize(
    "path", [b"", b"/", b"*", b"/v1", b"/v1/", b"/v1/things/", b"/v1//things", b"/V1/things", b"/v1/things/t_1/parts/"]
)
def test_an_unknown_path_is_not_found(dispatch, path):
    """A path is known to the letter; a slash more or less makes another one."""
    with pytest.raises(NotFound, match="No such route: GET"):
        dispatch.find("GET", path)


def test_a_wrong_method_tells_the_right_ones(dispatch):
    """On a known path, a method it lacks is refused with those it has."""
    with pytest.raises(MethodNotAllowed) as refused:
        dispatch.find("PUT", b"/v1/things")

    assert refused.value.headers == {"Allow": "DELETE, GET, HEAD"}


def test_a_head_needs_a_get(dispatch):
    """A path that only takes something in has no HEAD."""
    with pytest.raises(MethodNotAllowed) as refused:
        dispatch.find("HEAD", b"/v1/things/t_1/parts/p_2")

    assert refused.value.headers == {"Allow": "POST"}


def test_methods_are_matched_as_sent(dispatch):
    """HTTP methods are case-sensitive."""
    with pytest.raises(MethodNotAllowed):
        dispatch.find("get", b"/v1/things")


@pytest.mark.parametrize(
    ("method", "path"), [("GET", b"/v1/plans/p_1"), ("HEAD", b"/v1/plans/p_1"), ("DELETE", b"/v1/things")]
)
def test_what_is_not_served_yet_says_so(dispatch, method, path):
    """A route the service has and the mock lacks is 501, never a misleading 404."""
    with pytest.raises(NotMocked, match="this mock does not serve it yet"):
        dispatch.find(method, path)


def test_what_is_served_is_served():
    """A room that arrives wins over the list of what is missing."""
    dispatch = Dispatch(routes.declared, [("GET", "/v1/things")])

    assert dispatch.find("GET", b"/v1/things")[0].handler is browse
    assert dispatch.find("HEAD", b"/v1/things")[0].handler is browse


@given(st.text(), st.binary())
def test_any_path_finds_a_route_or_a_refusal(dispatch, method, path):
    """Whatever bytes stand for a path, the outcome is a route or a refusal."""
    assert outcome(dispatch, method, path) in {200, 404, 405, 501}
