"""Every answer is judged, also those that a test receives on its way to something else."""

import pytest

from plugipay_contract.subjects import Ability

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
