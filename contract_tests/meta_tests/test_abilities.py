"""A server given by its address: a mock on this machine is asked what it can do, and its limits are kept."""

import json

import httpx
import pytest

from plugipay_contract.abilities import judged, told
from plugipay_contract.subjects import Ability
from plugipay_mock import DIALECTS, ThreadServer, World
from pytest_plugipay._own_process import own_process
from pytest_plugipay._subjects import OURS

from .elsewhere import Elsewhere
from .test_suite import STRICT

TWINS = {Ability.RATE_LIMITS, Ability.SHIPPED}
"""What our server can do only if it was started so."""

OF_ITS_OWN = "plugipay_contract.server.test_paging::test_a_new_workspace_lists_nothing"
MANY_WRITES = "plugipay_contract.server.test_validation"


def able(world):
    """What a world says it can do, once it is served."""
    with ThreadServer(world) as server:
        return told(server.url)


def test_a_mock_tells_what_it_can_do():
    """That is all the suite judges of the server it starts by itself, but for faults, which no proxy lets through."""
    assert able(World()) == OURS - TWINS - {Ability.FAULTS, Ability.WAITS}


def test_a_mock_tells_how_it_was_started():
    """What it was told to leave out is not said, and what it was told to do is."""
    assert able(World()) ^ able(World(auto_keys=False, rate_limits=True)) == {
        *(Ability.AUTO_KEYS, Ability.RATE_LIMITS, Ability.CLOCK)
    }


def test_a_mock_with_another_clock_says_so():
    """One second more or less cannot be judged there."""
    world = World()
    world.skew = 20

    assert Ability.SAME_CLOCK not in able(world)


def test_the_other_dialect_is_judged_with_the_keys_given():
    """A workspace of its own is for tests that suppose the specification."""
    assert able(World(dialect=DIALECTS["shipped"])) == {Ability.SHIPPED, Ability.SAME_CLOCK}


def test_a_server_that_is_no_mock_tells_nothing():
    """Nor does an address where nobody answers."""
    with Elsewhere() as service:
        assert told(service.url) == told("http://127.0.0.1:9") == frozenset()


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"[]", b"{}", b'{"data": null}', b'{"data": {"abilities": 5}}', b'{"data": []}']
)
def test_an_odd_answer_tells_nothing(monkeypatch, body):
    """Whatever stands at `/_mock` of somebody's server."""
    monkeypatch.setattr(httpx, "get", lambda *_, **__: httpx.Response(200, content=body))

    assert told("http://localhost") == frozenset()


def test_an_ability_of_a_later_mock_is_passed_over():
    """There is no test for it here."""
    assert judged(["clock", "flies", ["clock"]]) == {Ability.CLOCK}


@pytest.mark.parametrize(("named", "outcome"), [((), "passed"), (("--plugipay-abilities", "none"), "skipped")])
def test_a_mock_is_asked_unless_somebody_says(pytester, named, outcome):
    """Given by its ready file alone it is judged in workspaces of the tests' own."""
    with own_process(dialect="seed", rate_limits=False) as card:
        ready = pytester.makefile(".json", ready=json.dumps(card))
        result = pytester.runpytest_subprocess(*STRICT, OF_ITS_OWN, "--plugipay-ready-file", str(ready), *named)

    result.assert_outcomes(**{outcome: 1})


def test_a_server_may_have_limits(pytester):
    """More writes than it takes in a second are no mistake of it: the suite waits."""
    with own_process(dialect="seed", rate_limits=True) as card:
        ready = pytester.makefile(".json", ready=json.dumps(card))
        able = ("--plugipay-ready-file", str(ready), "--plugipay-abilities", "none")
        result = pytester.runpytest_subprocess(*STRICT, MANY_WRITES, *able)

    outcomes = result.parseoutcomes()
    assert (result.ret, outcomes["passed"] > 20) == (0, True)
