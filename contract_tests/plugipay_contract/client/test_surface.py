"""Nothing of a client is left out of the tables: every method of every namespace is called by some row."""

from typing import Any

import pytest

from plugipay_contract.client.more_calls import ALL_CALLS
from plugipay_contract.client.upload_calls import SENDS
from plugipay_contract.pair.methods import package_of
from plugipay_contract.subjects import Ability


class Probe:
    """Stands in for a client, and keeps the names by which a call reached its method."""

    def __init__(self, *path: str) -> None:
        self._path = path

    def __getattr__(self, name: str) -> "Probe":
        return Probe(*self._path, name)

    def __call__(self, *_: Any, **__: Any) -> str:
        """The way here: `invoices.void`."""
        return ".".join(self._path)


def methods(client: Any) -> set[str]:
    """Every public method of every namespace a client has."""
    packages = {package_of(kind) for kind in type(client).__mro__ if kind is not object}
    spaces = {name: getattr(client, name) for name in public(client)}
    own = {name: space for name, space in spaces.items() if is_space(space, packages)}
    return {f"{name}.{method}" for name, space in own.items() for method in public(space)}


def public(thing: Any) -> list[str]:
    """The names that are no secret."""
    return [name for name in dir(thing) if not name.startswith("_")]


def is_space(thing: Any, packages: set[str]) -> bool:
    """Whether it is an object of a package the client's classes come from, and holds methods."""
    return not callable(thing) and package_of(type(thing)) in packages


@pytest.mark.needs(Ability.EXTRAS)
def test_every_method_is_called(client: Any) -> None:
    """What a client offers, and what the tables call, are the same methods."""
    probe: Any = Probe()
    called = {call.method(probe)() for call in ALL_CALLS}

    uploads = {send(probe) for _, send in SENDS.values()}
    assert methods(client) == called | uploads
