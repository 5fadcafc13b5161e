"""Every method of every namespace is called against the server, and what comes of it is looked at."""

from collections.abc import Callable
from typing import Any

import pytest

from plugipay_contract import facts
from plugipay_contract.caller import Caller
from plugipay_contract.client.recorder import Make
from plugipay_contract.pair.line import Line
from plugipay_contract.pair.methods import methods_of
from plugipay_contract.pair.uses import USES, method_of
from plugipay_contract.pair.uses.performing import Hands, performed, usable
from plugipay_contract.pair.uses.use import Scene, Use
from plugipay_contract.provoking import spare_given
from plugipay_contract.subjects import Ability, ClientSubject, skip_without

every_use = pytest.mark.parametrize("name", [name for name, use in USES.items() if not use.refused])
every_refusal = pytest.mark.parametrize("name", [name for name, use in USES.items() if use.refused])

PERSONAL = {
    "account": "/api/v1/account",
    "test_clocks": "/api/v1/test/clocks",
    "workspaces": "/api/v1/workspaces/",
}
"""Where the namespaces lead to whose calls a workspace that was given may have to be spared."""


@pytest.fixture(params=["sync", "async"])
def hands(request: pytest.FixtureRequest, connect: Make) -> Hands:
    """How a client of either kind is made for a key."""
    if request.param == "async":
        made: Hands = request.getfixturevalue("connect_async")
        return made
    return lambda key, called: Line(connect(key_id=key.key_id, secret=key.secret), lambda answer: answer, called)


@pytest.fixture
def use(name: str, plugipay_client_subject: ClientSubject, client: Any, someone: Caller) -> Use:
    """A use of a method the client has."""
    spare_given(someone, PERSONAL.get(name.partition(".")[0], ""))
    return usable(name, plugipay_client_subject, client, someone.subject)


@pytest.fixture
def perform(name: str, use: Use, hands: Hands, someone: Caller) -> Callable[[], Scene]:
    """Makes the call, on what must be there first."""
    thing = use.given(someone)
    return lambda: performed(name, thing, hands, someone)


@every_use
def test_a_method_works(use: Use, perform: Callable[[], Scene]) -> None:
    """The server does what was asked, and the client tells what came of it."""
    assert use.shows
    seen, wanted = use.shows(perform())

    assert seen == wanted


@every_refusal
def test_what_no_key_may_do_is_told(use: Use, perform: Callable[[], Scene], error_class: type[Exception]) -> None:
    """The refusal reaches the caller as it was written."""
    with pytest.raises(error_class) as caught:
        perform()

    assert (getattr(caught.value, "status", None), getattr(caught.value, "code", None)) == use.refused


def test_every_method_of_the_client_is_used(client: Any, plugipay_client_subject: ClientSubject) -> None:
    """No method is forgotten: each has a use whose arguments this client takes; and none of ours is made up."""
    extras = Ability.EXTRAS in plugipay_client_subject.abilities
    used = {method_of(name) for name, use in USES.items() if extras or not use.extras}
    methods = methods_of(client)

    assert methods - used == set()
    assert not extras or used - methods == set()


def test_the_client_has_the_official_methods(client: Any) -> None:
    """All 102 of the official Python package."""
    assert facts.METHODS["python 0.1.0"] - methods_of(client) == set()


def test_the_client_has_what_other_languages_have(client: Any, plugipay_client_subject: ClientSubject) -> None:
    """What the Node and Go packages have beyond the Python one, for a client with the kit's extras."""
    skip_without(plugipay_client_subject, Ability.EXTRAS)

    assert facts.METHODS["node and go"] - methods_of(client) == set()


def test_both_clients_have_the_same_methods(client: Any, plugipay_client_subject: ClientSubject) -> None:
    """What can be called can be awaited."""
    if plugipay_client_subject.async_class is None:
        pytest.skip("the client has no asynchronous twin")
    twin = plugipay_client_subject.async_class(key_id="pk_test_twin", secret="sk_test_twin")

    assert methods_of(twin) == methods_of(client)
