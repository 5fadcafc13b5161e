"""The tables of client calls are complete: every route a client may use is called by some row."""

import pytest

import plugipay
from plugipay_contract import facts, observations
from plugipay_contract.client.more_calls import ALL_CALLS
from plugipay_contract.client.upload_calls import SENDS
from plugipay_contract.subjects import ClientSubject

CALLED = {
    *(call.route for call in ALL_CALLS),
    *(observations.operation("POST", path) for path, _ in SENDS.values()),
}
PLAIN = {"page": (True, "envelope"), "nothing": (False, "empty"), "list": (False, "envelope")}
FILES = {"bytes": {"file"}, "text": {"file", "html"}}


def test_every_route_is_called():
    """Every route but the legacy ones, which only the first Python package used."""
    assert {route.operation for route in facts.ROUTES if route.source != "python 0.1.0"} == CALLED


def test_a_client_may_be_somebody_elses_subclass(judge):
    """A class that changes nothing, in a package of its own, has the methods of those it comes from."""
    mine = type("Mine", (plugipay.PlugipayClient,), {"__module__": "shop.payments"})
    passed, _, failed = judge("client.test_surface", plugipay_client_subject=ClientSubject(plugipay, mine))

    assert (len(passed), failed) == (1, [])


@pytest.mark.parametrize("call", ALL_CALLS, ids=str)
def test_a_call_is_answered_as_its_route_answers(call):
    """What a row says of its answer is what the route table says."""
    (route,) = [route for route in facts.ROUTES if route.operation == call.route]

    if call.kind in FILES:
        assert route.answer in FILES[call.kind]
    else:
        assert (route.paged, route.answer) == PLAIN.get(call.kind, (False, "envelope"))
