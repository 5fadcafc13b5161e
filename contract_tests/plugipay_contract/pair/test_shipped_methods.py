"""Every method at the service as the newest evidence has it: what works there, and how the rest is refused."""

from collections.abc import Callable
from typing import Any

import pytest

from plugipay_contract.caller import Caller, enrol
from plugipay_contract.client.recorder import Make
from plugipay_contract.pair.line import Line
from plugipay_contract.pair.uses import USES, method_of
from plugipay_contract.pair.uses.performing import Hands, performed, usable
from plugipay_contract.pair.uses.use import Scene, Use
from plugipay_contract.subjects import Ability, ClientSubject, skip_without

PERSON_ONLY = (403, "person_only")
PEOPLES = {"workspaces.create", "workspaces.update", "workspaces.delete"}
PEOPLES |= {method_of(name) for name in USES if name.startswith(("account.", "api_keys."))}
REFUSED = {
    **{name: use.refused for name, use in USES.items() if use.refused},
    **{name: PERSON_ONLY for name in USES if method_of(name) in PEOPLES},
    "adapters.start_managed_onboarding:kind": (400, "invalid_request"),
}
"""Status and code: people's own routes are not for keys, and some fields were never read (SDK facts section 7.1)."""

pytestmark = pytest.mark.thorough


@pytest.fixture
def merchant(shipped_referee: Caller) -> Caller:
    """The referee with the test key of an empty workspace of the test's own."""
    skip_without(shipped_referee.subject, Ability.AUTO_KEYS, Ability.SHIPPED)
    return enrol(shipped_referee).test


@pytest.fixture
def use(name: str, plugipay_client_subject: ClientSubject, connect_shipped: Make, merchant: Caller) -> Use:
    """A use of a method the client has."""
    return usable(name, plugipay_client_subject, connect_shipped(), merchant.subject)


@pytest.fixture
def hands(connect_shipped: Make) -> Hands:
    """How a client is made for a key."""

    def make(key: Any, called: list[str]) -> Line:
        return Line(connect_shipped(key_id=key.key_id, secret=key.secret), lambda answer: answer, called)

    return make


@pytest.fixture
def perform(name: str, use: Use, hands: Hands, merchant: Caller) -> Callable[[], Scene]:
    """Makes the call, on what must be there first."""
    thing = {"id": "x_1"} if REFUSED.get(name) == PERSON_ONLY else use.given(merchant)
    return lambda: performed(name, thing, hands, merchant)


@pytest.mark.parametrize("name", [name for name in USES if name not in REFUSED])
def test_a_method_works_when_shipped(use: Use, perform: Callable[[], Scene]) -> None:
    """What needs no person is done for a key that asks as the service wants to be asked."""
    assert use.shows
    seen, wanted = use.shows(perform())

    assert seen == wanted


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_for_keys_is_told(name: str, perform: Callable[[], Scene], error_class: type[Exception]) -> None:
    """The refusal reaches the caller as it was written."""
    with pytest.raises(error_class) as caught:
        perform()

    assert (getattr(caught.value, "status", None), getattr(caught.value, "code", None)) == REFUSED[name]
