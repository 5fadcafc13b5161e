"""Nothing of a client is left out of the tables: every method of every namespace is called by some row."""

from typing import Any

import pytest

from plugipay_contract.client.more_calls import ALL_CALLS
from plugipay_contract.client.upload_calls import SENDS
from plugipay_contract.subjects import Ability, ClientSubject


class Probe:
    """Stands in for a client, and keeps the names by which a call reached its method."""

    def __init__(self, *path: str) -> None:
        self._path = path

    def __getattr__(self, name: str) -> "Probe":
        return Probe(*self._path, name)

    def __call__(self, *_: Any, **__: Any) -> str:
        """The way here: `invoices.void`."""
        return ".".join(self._path)


def methods(client: Any, package: str) -> set[str]:
    """Every public method of every namespace a client has."""
    spaces = {name: getattr(client, name) for name in public(client)}
    own = {name: space for name, space in spaces.items() if is_space(space, package)}
    return {f"{name}.{method}" for name, space in own.items() for method in public(space)}


def public(thing: Any) -> list[str]:
    """The names that are no secret."""
    return [name for name in dir(thing) if not name.startswith("_")]


def is_space(thing: Any, package: str) -> bool:
    """Whether it is an object of the client's own package that holds methods."""
    return not callable(thing) and type(thing).__module__.partition(".")[0] == package


@pytest.mark.needs(Ability.EXTRAS)
def test_every_method_is_called(client: Any, subject: ClientSubject) -> None:
    """What a client offers, and what the tables call, are the same methods."""
    probe: Any = Probe()
    called = {call.method(probe)() for call in ALL_CALLS}

    uploads = {send(probe) for _, send in SENDS.values()}
    assert methods(client, subject.client_class.__module__.partition(".")[0]) == called | uploads
