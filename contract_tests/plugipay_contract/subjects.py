"""Who is judged: a server anywhere, or a client class by name; and what each can do beyond the contract."""

import importlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import ModuleType
from typing import TYPE_CHECKING, Any, Self

import httpx
import pytest

from plugipay_contract.remote.pace import Pace

if TYPE_CHECKING:
    from plugipay_contract.endpoints import Endpoints


class Ability(StrEnum):
    """What some subjects can do and others cannot; a test that needs more than its subject has is skipped."""

    AUTO_KEYS = "auto_keys"
    """A pair `pk_test_auto_<name>` / `sk_test_auto_<name>`, or its live twin, enrols a workspace of its own."""

    CLOCK = "clock"
    """`/_mock/clock` freezes, sets and advances the world clock of a workspace, and what falls due happens at once."""

    DELIVERS = "delivers"
    """The server delivers webhooks to a URL on loopback; `/_mock/webhooks/manner` makes it do so before it answers."""

    DESCRIBES = "describes"
    """`GET /openapi.json` says what the server serves."""

    FAULTS = "faults"
    """The server obeys the request header `X-Plugipay-Mock-Fault`."""

    RATE_LIMITS = "rate_limits"
    """The server's limiter is on, or a twin of the server can be started with the limiter on."""

    SAME_CLOCK = "same_clock"
    """The server reads the wall clock this suite reads, so that one second more or less can be judged."""

    SETTLES = "settles"
    """`/_mock/settle` ends a checkout session or an invoice as a buyer and the provider would."""

    SHIPPED = "shipped"
    """The server speaks the dialect `shipped`, or a twin that does can be started."""

    WAITS = "waits"
    """A server told to wait by a fault really waits; where time is simulated it does not."""

    WEBHOOKS = "webhooks"
    """The server delivers webhooks to a URL on loopback by itself, within ten seconds; tried out where nobody says."""

    EXTRAS = "extras"
    """The client has what this kit adds: Bearer keys, keys per write, errors by field, next pages, all routes."""


def needs_of(item: pytest.Item) -> set[Ability]:
    """The abilities a test asks for by its `needs(…)` markers."""
    return {Ability(need) for mark in item.iter_markers("needs") for need in mark.args}


def skip_without(subject: "ServerSubject | ClientSubject", *needs: Ability) -> None:
    """Skip the running test when its subject lacks one of these abilities, and say which."""
    if missing := set(needs) - subject.abilities:
        pytest.skip(f"the subject lacks: {', '.join(sorted(missing))}")


@dataclass(frozen=True)
class KeyPair:
    """A key id and its secret; the id says which mode it belongs to."""

    key_id: str
    secret: str = field(repr=False)

    @property
    def mode(self) -> str:
        """`live` or `test`, read off the id."""
        return "live" if "_live_" in self.key_id else "test"


@dataclass(frozen=True)
class ServerSubject:
    """A server to judge: where it is, the keys it was told of, and what it can do.

    `keys` may hold `test`, `live`, `read_only`, `platform` and `revoked`; tests that want an absent one are skipped.
    With a `transport` the server is reached through it, without a socket. With a `mark` it is a service that others
    use as well: the mark goes into what is made there. With a `pace` it may have limits, which are kept unless they are
    what is judged. With `endpoints` it goes on after the run, and its webhook endpoints are taken down.
    """

    base_url: str
    keys: Mapping[str, KeyPair]
    account_id: str | None = None
    bearer: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    abilities: frozenset[Ability] = frozenset()
    transport: httpx.BaseTransport | None = None
    mark: str | None = None
    pace: Pace | None = None
    endpoints: "Endpoints | None" = None

    def lacking(self, name: str) -> str:
        """Why tests that need a key by this name are skipped."""
        if self.mark and name.partition(" ")[0] in {"live", "platform"}:
            return f"a remote run uses no {name} key"
        return f"the subject has no {name} key"

    @classmethod
    def from_card(
        cls, card: Mapping[str, Any], abilities: Iterable[Ability], transport: httpx.BaseTransport | None = None
    ) -> Self:
        """A subject described by the JSON document a mock writes once it is ready."""
        keys = {name: KeyPair(**pair) for name, pair in card["keys"].items()}
        bearer = card.get("bearer", {})
        return cls(card["base_url"], keys, card["account_id"], bearer, frozenset(abilities), transport)


@dataclass(frozen=True)
class ClientSubject:
    """A client class to judge, and the module it was found in, where its errors and its verifier live."""

    module: ModuleType
    client_class: Any

    @classmethod
    def named(cls, name: str) -> Self:
        """The class that `module:Class` names, imported now and not before."""
        module_name, _, class_name = name.partition(":")
        module = importlib.import_module(module_name)
        return cls(module, getattr(module, class_name))

    @property
    def async_class(self) -> Any:
        """The class's asynchronous twin, by its name with `Async` before it; None when there is none."""
        return getattr(self.module, f"Async{self.client_class.__name__}", None)

    @property
    def abilities(self) -> frozenset[Ability]:
        """The kit's extras come together, and `from_api_key` is the one that shows on the class."""
        return frozenset({Ability.EXTRAS} if hasattr(self.client_class, "from_api_key") else ())
