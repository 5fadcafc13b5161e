"""The tables of client calls are complete: every route a client may use is called by some row."""

import pytest

from plugipay_contract import facts, observations
from plugipay_contract.client.more_calls import ALL_CALLS
from plugipay_contract.client.upload_calls import SENDS

CALLED = {
    *(call.route for call in ALL_CALLS),
    *(observations.operation("POST", path) for path, _ in SENDS.values()),
}
PLAIN = {"page": (True, "envelope"), "nothing": (False, "empty"), "list": (False, "envelope")}
FILES = {"bytes": {"file"}, "text": {"file", "html"}}


def test_every_route_is_called():
    """Every route but the legacy ones, which only the first Python package used."""
    assert {route.operation for route in facts.ROUTES if route.source != "python 0.1.0"} == CALLED


@pytest.mark.parametrize("call", ALL_CALLS, ids=str)
def test_a_call_is_answered_as_its_route_answers(call):
    """What a row says of its answer is what the route table says."""
    (route,) = [route for route in facts.ROUTES if route.operation == call.route]

    if call.kind in FILES:
        assert route.answer in FILES[call.kind]
    else:
        assert (route.paged, route.answer) == PLAIN.get(call.kind, (False, "envelope"))
