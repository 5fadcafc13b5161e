"""How a use is carried out with a client."""

from collections.abc import Callable
from typing import Any

import pytest

from plugipay_contract.caller import Caller
from plugipay_contract.pair.methods import methods_of
from plugipay_contract.pair.uses import USES, method_of
from plugipay_contract.pair.uses.use import Scene, Thing, Use, plain
from plugipay_contract.subjects import Ability, ClientSubject, KeyPair, ServerSubject, skip_without

Hands = Callable[[KeyPair, list[str]], Any]
"""Makes a client for a key, which puts the names of the methods that are called into a list."""


def usable(name: str, client_subject: ClientSubject, client: Any, server: ServerSubject) -> Use:
    """A use; the test is skipped when the client has no such method or arguments, or the server lacks an ability."""
    use = USES[name]
    if method_of(name) not in methods_of(client):
        pytest.skip(f"the client has no {method_of(name)}")
    if use.extras:
        skip_without(client_subject, Ability.EXTRAS)
    skip_without(server, *use.needs)
    return use


def performed(name: str, thing: Thing, hands: Hands, merchant: Caller) -> Scene:
    """The call on what was there first, and what was answered; the call must be the one the use is named for."""
    use, called = USES[name], list[str]()
    holder = merchant.using(use.key) if use.key else merchant
    try:
        return Scene(merchant, thing, plain(use.call(hands(holder.key, called), thing)))
    finally:
        assert called == [method_of(name)]
