"""When an endpoint is switched off: after twenty failures in a row, over a day at least, and not before."""

import pytest

from plugipay_contract import money, recipes
from plugipay_contract.caller import Caller
from plugipay_contract.deliveries import Thing, opened, switched
from plugipay_contract.receiver import Inbox
from plugipay_contract.subjects import Ability

pytestmark = pytest.mark.needs(Ability.DELIVERS, Ability.AUTO_KEYS, Ability.CLOCK)

TOO_MANY = 20
"""Failures in a row."""


@pytest.fixture
def endpoint(teller: Caller, inbox: Inbox) -> Thing:
    """An endpoint in a workspace whose clock stands still."""
    teller.control("clock/freeze", {"at": "2026-01-31T10:00:00Z"})
    return opened(teller, inbox, events=["customer.created"])


def told(teller: Caller, times: int) -> None:
    """Let so many deliveries be attempted."""
    for _ in range(times):
        recipes.new_customer(teller)


def is_active(teller: Caller) -> bool:
    """Whether the only endpoint is still told of anything."""
    (row,) = money.listed(teller, "webhooks")
    active: bool = row["active"]
    return active


@pytest.mark.usefixtures("endpoint")
def test_a_bad_hour_is_forgiven(teller: Caller, inbox: Inbox) -> None:
    """However many failures there are, they are not enough within a day."""
    inbox.answers(500)
    told(teller, TOO_MANY + 5)

    assert is_active(teller)


@pytest.mark.usefixtures("endpoint")
def test_a_success_ends_the_row(teller: Caller, inbox: Inbox) -> None:
    """Failures before and after a success are not added up."""
    for _ in range(2):
        inbox.answers(500)
        told(teller, TOO_MANY // 2)
        inbox.answers(200)
        told(teller, 1)
        teller.control("clock/advance", {"hours": 13})
    inbox.answers(500)
    told(teller, TOO_MANY // 2 - 1)

    assert is_active(teller)


def test_switching_on_begins_anew(teller: Caller, inbox: Inbox, endpoint: Thing) -> None:
    """An endpoint its owner switched on again is not switched off by the next failure."""
    inbox.answers(500)
    told(teller, 4)
    teller.control("clock/advance", {"days": 2})
    before = is_active(teller)
    switched(teller, endpoint, active=True)
    told(teller, 1)

    assert (before, is_active(teller)) == (False, True)
