"""Every answer is judged, also those that a test receives on its way to something else."""

from types import SimpleNamespace

import httpx
import pytest

from plugipay_contract import judgement
from plugipay_contract.subjects import Ability, KeyPair, ServerSubject

from .broken_answers import undeclared_field
from .test_teeth import servers

DESCRIBING = frozenset({Ability.DESCRIBES})


@pytest.mark.parametrize(
    "test",
    [
        "server.test_idempotency::test_a_replay_creates_nothing",
        "pair.test_round_trip::test_what_is_created_can_be_read",
    ],
)
def test_an_answer_in_passing_is_judged(judge, test):
    """A test that asks for something else fails with a sentence about the answer."""
    *_, failed = judge(test, plugipay_subject_with=servers(undeclared_field, DESCRIBING))

    assert "answered 201: $.data: Additional properties are not allowed ('passwordHash' was unexpected)" in str(
        failed[0].longrepr
    )


def test_a_subject_that_describes_nothing_is_not_held_to_a_description(judge):
    """Without the ability there is nothing to hold an answer against."""
    _, _, failed = judge(
        "server.test_idempotency::test_a_replay_creates_nothing", plugipay_subject_with=servers(undeclared_field)
    )

    assert failed == []


def test_a_server_may_take_its_time_to_describe_itself():
    """A client's own pool is asked with patience of the suite's, however little it has itself."""
    allowed = []

    def describe(request: httpx.Request) -> httpx.Response:
        allowed.append(request.extensions["timeout"]["read"])
        return httpx.Response(200, json={"openapi": "3.1.0", "paths": {}, "components": {"schemas": {}}})

    keys = {"test": KeyPair("pk_test_1", "sk_test_1")}
    answer = SimpleNamespace(status=404, headers={}, body=b"")
    subject = ServerSubject(base_url="http://slow.example", keys=keys, abilities=DESCRIBING)
    with httpx.Client(transport=httpx.MockTransport(describe), timeout=1) as pool:
        judgement.complaints(subject, pool, "GET", "/health", answer)

    assert allowed == [60]
