"""The server under judgement, as its callers see it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, NamedTuple

import pytest

from plugipay_contract import facts, money, recipes, wire
from plugipay_contract.caller import Answer, Caller, Workspace, enrol, is_given, workspace_for
from plugipay_contract.deliveries import telling, tells
from plugipay_contract.endpoints import take_down
from plugipay_contract.receiver import Receiver
from plugipay_contract.server.moments import MADE
from plugipay_contract.subjects import Ability, ServerSubject, needs_of, skip_without
from plugipay_contract.way import pool_to

SubjectWith = Callable[..., ServerSubject]


class Crowd(NamedTuple):
    """A caller whose workspace has more customers than fit on any page, and how the first of them was made."""

    caller: Caller
    key: str
    body: money.Thing
    first: Answer


def callers(subject: ServerSubject) -> Iterator[Caller]:
    """The holder of the subject's test key, for as long as it is needed; one who keeps its pace where it has one."""
    with pool_to(subject, timeout=30) as http:
        yield Caller(subject, http, subject.keys["test"])


@pytest.fixture(autouse=True)
def _abilities(request: pytest.FixtureRequest, plugipay_subject: ServerSubject) -> None:
    skip_without(plugipay_subject, *needs_of(request.node))


@pytest.fixture(scope="session")
def server(plugipay_subject: ServerSubject) -> Iterator[Caller]:
    """The subject, seen with its test key."""
    yield from callers(plugipay_subject)


@pytest.fixture(autouse=True, scope="module")
def _no_endpoint_stays(server: Caller) -> Iterator[None]:
    yield
    take_down(server)


@pytest.fixture(scope="session")
def limited_server(plugipay_subject_with: SubjectWith) -> Iterator[Caller]:
    """The subject with its rate limiter on."""
    yield from callers(replace(plugipay_subject_with(rate_limits=True), pace=None))


@pytest.fixture(scope="session")
def shipped_server(plugipay_subject_with: SubjectWith) -> Iterator[Caller]:
    """The subject speaking the dialect `shipped`."""
    yield from callers(plugipay_subject_with(dialect="shipped"))


@pytest.fixture(scope="session")
def document(server: Caller) -> dict[str, Any]:
    """What the server says it serves, fetched without a key."""
    skip_without(server.subject, Ability.DESCRIBES)
    return server.send(wire.Outgoing("GET", "/openapi.json")).envelope


@pytest.fixture(scope="session")
def operations(document: dict[str, Any]) -> facts.Operations:
    """Every operation described, by method and path."""
    paths = document["paths"]
    return {facts.operation(method, path): row for path, rows in paths.items() for method, row in rows.items()}


@pytest.fixture(scope="session")
def crowd(server: Caller) -> Crowd:
    """A customer that was made under a key, and a hundred and twenty after it."""
    key, body = recipes.unique(), {"name": "The first"}
    first = server.call("POST", "/api/v1/customers", body, idempotency_key=key)
    for _ in range(120):
        recipes.new_customer(server)
    return Crowd(server, key, body, first)


@pytest.fixture
def workspace(server: Caller) -> Workspace:
    """An empty workspace of the test's own."""
    skip_without(server.subject, Ability.AUTO_KEYS)
    return enrol(server)


@pytest.fixture
def merchant(workspace: Workspace) -> Caller:
    """The test key of an empty workspace of the test's own."""
    return workspace.test


@pytest.fixture
def somewhere(server: Caller) -> Workspace:
    """A workspace of the test's own, or else the given one; see `workspace_for`."""
    return workspace_for(server)


@pytest.fixture
def someone(somewhere: Workspace) -> Caller:
    """The test key of such a workspace."""
    return somewhere.test


@pytest.fixture
def elsewhere(server: Caller) -> Workspace:
    """A workspace of somebody else: an empty one, or else the platform's own, of which one key is known."""
    here = workspace_for(server)
    if not is_given(here.test):
        return here
    platform = server.using("platform")
    return Workspace(platform, platform)


@pytest.fixture
def january(merchant: Caller) -> Caller:
    """An empty workspace whose clock stands still at the end of a January."""
    merchant.control("clock/freeze", {"at": MADE})
    return merchant


@pytest.fixture(scope="session")
def _tells(server: Caller, receiver: Receiver) -> bool:
    return tells(server, receiver)


@pytest.fixture
def teller(somewhere: Workspace, _tells: bool) -> Iterator[Caller]:
    """A test key in whose workspace webhooks are delivered, in both modes: before the answer, or sooner or later."""
    with telling(somewhere, tells=_tells) as caller:
        yield caller
