"""The onboarding at the managed provider, where a staging server lets one play the provider."""

from typing import Any

import pytest

from plugipay_contract import money
from plugipay_contract.caller import Caller
from plugipay_contract.other_operations import LIVE
from plugipay_contract.quiet import agree

ONBOARDING = "/api/v1/adapters/managed/onboarding"
WAITING = {"kybStatus": "invited", "capabilitiesStatus": "pending", "payoutsReady": False}


@pytest.fixture
def begun(someone: Caller) -> Caller:
    """Whoever asked for a managed account, at a server that is no production."""
    money.made(money.post(someone, ONBOARDING, {"email": "ada@example.com"}))
    if money.post(someone, f"{ONBOARDING}/_simulate", WAITING).status == 404:
        pytest.skip("a production does not simulate its provider")
    return someone


def told(caller: Caller, *said: dict[str, Any]) -> dict[str, Any]:
    """How far the onboarding has come, once the provider has said this and that."""
    for body in said:
        money.made(money.post(caller, f"{ONBOARDING}/_simulate", body))
    seen = money.made(caller.call("GET", ONBOARDING))
    return {name: seen[name] for name in WAITING}


SAID = [
    pytest.param({}, id="nothing"),
    pytest.param(LIVE, id="everything"),
    *(pytest.param({"kybStatus": word}, id=word, marks=pytest.mark.guess) for word in ("registered", "live")),
]


@pytest.mark.parametrize("said", SAID)
def test_the_provider_s_word_holds(begun: Caller, said: dict[str, Any]) -> None:
    """What was said is shown, and nothing more is granted; to say nothing is to say that all is well (SDK tests)."""
    agree(begun, lambda: (told(begun, WAITING, said), WAITING | (said or LIVE)))
