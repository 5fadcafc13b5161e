"""What is sent is kept: every field of a body that the answer has as well is as it was sent, at once and later."""

import pytest

from plugipay_contract import money, sent
from plugipay_contract.caller import Caller, own_or_given
from plugipay_contract.recipes import unique
from plugipay_contract.subjects import Ability

ALONE = {name: [pytest.mark.needs(Ability.AUTO_KEYS)] for name in sent.OF_ONE_WORKSPACE}
CALLS = [pytest.param(name, marks=ALONE.get(name, ()), id=name) for name in sent.SENT]
SHOWN_ONCE = {"POST /api/v1/portal-sessions"}


@pytest.fixture
def somebody(server: Caller) -> Caller:
    """Whoever has an empty workspace where there can be one, else the holder of the test key."""
    return own_or_given(server).test


def answered(caller: Caller, operation: str, call: sent.Sent) -> money.Thing:
    """What a call answers, by the key that may carry it out."""
    caller = caller if call.by is None else caller.using(call.by)
    return money.made(caller.call(operation.partition(" ")[0], call.target, call.body, idempotency_key=unique()))


@pytest.mark.parametrize("operation", CALLS)
def test_an_answer_has_what_was_sent(somebody: Caller, operation: str) -> None:
    """Nothing that was said is forgotten or altered."""
    call = sent.SENT[operation](somebody)

    assert sent.lost(answered(somebody, operation, call), call) == []


@pytest.mark.parametrize("operation", [call for call in CALLS if call.id not in SHOWN_ONCE])
def test_what_was_sent_is_read_later(somebody: Caller, operation: str) -> None:
    """Whoever looks afterwards finds all that was said."""
    call = sent.SENT[operation](somebody)
    answer = answered(somebody, operation, call)
    assert call.read is not None

    assert sent.lost(call.read(somebody, answer), call) == []
