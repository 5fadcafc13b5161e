"""The table of shapes, judged from both sides: made-up values that fit it, and everything our server answers."""

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugipay_contract import facts, operations, shapes
from plugipay_contract.caller import Caller
from plugipay_contract.more_operations import MORE
from plugipay_contract.remote.drift import Drift
from plugipay_contract.remote.guard import operation_of
from plugipay_contract.shapes import difference
from plugipay_contract.subjects import ServerSubject
from plugipay_mock import Transport, World, ready_card

URL = "http://service.invalid"
PREPARE = operations.OPERATIONS | MORE
TIMES = st.datetimes().map(lambda moment: f"{moment.replace(microsecond=0).isoformat()}Z")
PLAIN = {
    "text": st.text(),
    "integer": st.integers(-(2**63), 2**63 - 1),
    "number": st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False, allow_infinity=False),
    "flag": st.booleans(),
    "map": st.dictionaries(st.text(), st.none()),
    "texts": st.dictionaries(st.text(), st.text()),
    "time": TIMES,
    "any": st.none() | st.text() | st.lists(st.integers()),
}


def values(shape):
    """Values of a shape."""
    if shape.endswith("?"):
        return st.none() | values(shape[:-1])
    if shape.startswith("["):
        return st.lists(values(shape[1:-1]), max_size=2)
    if shape.startswith("{"):
        return st.dictionaries(st.text(), values(shape[1:-1]), max_size=2)
    if "|" in shape:
        return st.one_of(*map(values, shape.split("|")))
    if shape in shapes.ENUMS:
        return st.sampled_from(shapes.ENUMS[shape])
    return PLAIN[shape] if shape in PLAIN else st.deferred(lambda: objects(shape))


def objects(name):
    """Objects of a type, with and without what may be absent, and with more."""
    needed = {field: values(shape) for field, shape in shapes.TYPES[name].items() if not field.endswith("?")}
    may_be = {field[:-1]: values(shape) for field, shape in shapes.TYPES[name].items() if field.endswith("?")}
    return st.fixed_dictionaries(needed, optional=may_be | {"further": st.none()})


@pytest.mark.parametrize("name", shapes.TYPES)
@given(data=st.data())
@settings(max_examples=5, deadline=None)
def test_an_object_of_a_type_does_not_differ(name, data):
    """Whatever its values are."""
    assert difference(data.draw(objects(name)), name) is None


@pytest.mark.parametrize("name", shapes.TYPES)
@given(data=st.data())
@settings(max_examples=5, deadline=None)
def test_one_wrong_field_is_named(name, data):
    """Of an object that is right but for one field, that field's path is told."""
    right = data.draw(objects(name))
    judged = {field: shape for field, shape in shapes.TYPES[name].items() if shape.removesuffix("?") != "any"}
    field = data.draw(st.sampled_from(sorted(judged)))
    # A list may hold anything, and is itself no number; no other field is a list of lists.
    wrong = 0 if judged[field].startswith("[") else [[0]]
    field = field.removesuffix("?")

    found = difference(right | {field: wrong}, name)

    assert found is not None
    assert found.path.removesuffix("[]").partition("[]")[0] == f"data.{field}"


class Watched(httpx.BaseTransport):
    """Our server, every answer of which is compared with the contract."""

    def __init__(self):
        self.drift, self.world = Drift(), World()
        self._inner = Transport(self.world)

    def handle_request(self, request):
        """Answer one request."""
        answer = self._inner.handle_request(request)
        answer.read()
        self.drift.saw(operation_of(request), request, answer)
        return answer


@pytest.fixture(name="watched", scope="module")
def _watched():
    server = Watched()
    subject = ServerSubject.from_card(ready_card(server.world, URL), ())
    with httpx.Client(transport=server, trust_env=False) as http:
        yield Caller(subject, http, subject.keys["test"])


def drift_of(caller):
    """Where answers differed so far."""
    return caller.http._transport.drift.differing


@pytest.mark.parametrize("name", sorted(PREPARE))
def test_a_write_answers_as_the_table_says(watched, name):
    """Every write that can be tried, everything made on the way, and the list it shows up in."""
    call = PREPARE[name](watched)
    operations.send(watched, name, call)
    if call.counted:
        watched.call("GET", f"/api/v1/{call.counted}")

    assert drift_of(watched) == {}


@pytest.mark.parametrize(
    "route", [route for route in facts.ROUTES if route.method == "GET" and "{" not in route.path], ids=str
)
def test_a_read_answers_as_the_table_says(watched, route):
    """Every list, report and setting of the test key, the platform's and the live one."""
    for key in ("test", "platform", "live"):
        watched.using(key).call("GET", f"{route.path}?from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z")
        watched.using(key).call("GET", route.path)

    assert drift_of(watched) == {}
