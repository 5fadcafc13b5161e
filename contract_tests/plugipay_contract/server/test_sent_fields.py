"""What is sent is kept: every field of a body that the answer has as well is as it was sent, at once and later."""

import pytest

from plugipay_contract import every_route, money, sent
from plugipay_contract.caller import Caller, own_or_given
from plugipay_contract.closed import skip_closed
from plugipay_contract.operations import send
from plugipay_contract.provoking import spare_given
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


DONE: dict[str, money.Thing] = {
    "DELETE /api/v1/account/linked-accounts/{}": {"removed": True, "provider": "google"},
    "DELETE /api/v1/workspaces/{}": {"scheduled": True},
    "POST /api/v1/account/email-change": {"pending": True, "newEmail": "ada@example.com"},
    "POST /api/v1/account/password-change": {"changed": True},
    "POST /api/v1/account/sessions/{}/revoke": {"revoked": True},
    "POST /api/v1/billing/tiers/refresh": {"refreshed": True},
    "POST /api/v1/checkout-sessions/{}/receipt/email": {"sent": True, "to": "ada@example.com"},
    "POST /api/v1/receipts/{}/email": {"sent": True, "to": "ada@example.com"},
    "POST /api/v1/invoices/{}/send-email": {"sent": True, "to": "ada@example.com"},
}
"""What acts answer that have nothing else to show (SDK facts section 1.1)."""


@pytest.mark.parametrize("operation", DONE)
def test_an_act_says_that_it_is_done(someone: Caller, operation: str) -> None:
    """A success is told as one, with whom it was about."""
    skip_closed(someone, operation)
    spare_given(someone, operation.partition(" ")[2])
    call = every_route.CALLS[operation](someone)
    answer = money.made(send(someone, operation, call))

    assert {name: answer[name] for name in DONE[operation]} == DONE[operation]
