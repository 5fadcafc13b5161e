"""The client under judgement at the server under judgement."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from plugipay_contract import judgement
from plugipay_contract.caller import Caller, workspace_for
from plugipay_contract.client.recorder import Make
from plugipay_contract.deliveries import telling, tells
from plugipay_contract.endpoints import take_down
from plugipay_contract.pair.line import Line, open_pool
from plugipay_contract.receiver import Receiver
from plugipay_contract.subjects import ClientSubject, KeyPair, ServerSubject
from plugipay_contract.way import pool_to, way_to

SubjectWith = Callable[..., ServerSubject]


@contextmanager
def connecting(client_class: Any, subject: ServerSubject) -> Iterator[Make]:
    """Construct clients of a server by the name of a key; the test is skipped when the subject has no such key."""

    def connect_client(name: str = "test", **arguments: Any) -> Any:
        if name not in subject.keys:
            pytest.skip(subject.lacking(name))
        key = subject.keys[name]
        usual = {"key_id": key.key_id, "secret": key.secret, "base_url": subject.base_url, "http": pool}
        return client_class(**usual | arguments)

    with pool_to(subject) as pool:
        judgement.listen(pool, subject)
        yield connect_client


@contextmanager
def refereeing(subject: ServerSubject) -> Iterator[Caller]:
    """Who prepares things at a server, and looks at them afterwards."""
    with pool_to(subject, timeout=30) as http:
        yield Caller(subject, http, subject.keys["test"])


@pytest.fixture(scope="session")
def connect(plugipay_client_subject: ClientSubject, plugipay_subject: ServerSubject) -> Iterator[Make]:
    """Construct clients of the server."""
    with connecting(plugipay_client_subject.client_class, plugipay_subject) as make:
        yield make


@pytest.fixture(scope="session")
def shipped(plugipay_subject_with: SubjectWith) -> ServerSubject:
    """The server speaking the dialect `shipped`."""
    return plugipay_subject_with(dialect="shipped")


@pytest.fixture(scope="session")
def connect_shipped(plugipay_client_subject: ClientSubject, shipped: ServerSubject) -> Iterator[Make]:
    """Construct clients of the server that speaks the dialect `shipped`."""
    with connecting(plugipay_client_subject.client_class, shipped) as make:
        yield make


@pytest.fixture(scope="session")
def client(connect: Make) -> Any:
    """A client with the test key."""
    return connect()


@pytest.fixture(scope="session")
def error_class(plugipay_client_subject: ClientSubject) -> type[Exception]:
    """The class every failure of the client belongs to."""
    base: type[Exception] = plugipay_client_subject.module.PlugipayError
    return base


@pytest.fixture(scope="session")
def referee(plugipay_subject: ServerSubject) -> Iterator[Caller]:
    """The referee at the server."""
    with refereeing(plugipay_subject) as caller:
        yield caller


@pytest.fixture(autouse=True, scope="module")
def _no_endpoint_stays(referee: Caller) -> Iterator[None]:
    yield
    take_down(referee)


@pytest.fixture(scope="session")
def shipped_referee(shipped: ServerSubject) -> Iterator[Caller]:
    """The referee at the server that speaks the dialect `shipped`."""
    with refereeing(shipped) as caller:
        yield caller


@pytest.fixture
def someone(referee: Caller) -> Caller:
    """The referee with the test key of a workspace of the test's own, or else of the given one."""
    return workspace_for(referee).test


@pytest.fixture(scope="session")
def _tells(referee: Caller, receiver: Receiver) -> bool:
    return tells(referee, receiver)


@pytest.fixture
def teller(referee: Caller, _tells: bool) -> Iterator[Caller]:
    """The referee with a test key in whose workspace webhooks are delivered."""
    with telling(workspace_for(referee), tells=_tells) as caller:
        yield caller


@pytest.fixture(scope="session")
def connect_async(
    plugipay_client_subject: ClientSubject, plugipay_subject: ServerSubject
) -> Iterator[Callable[[KeyPair, list[str]], Any]]:
    """Construct an asynchronous client whose calls are run to their end; skipped when there is no such client."""
    client_class = plugipay_client_subject.async_class
    if client_class is None:
        pytest.skip("the client has no asynchronous twin")

    def connect_client(key: KeyPair, called: list[str]) -> Line:
        client = client_class(key_id=key.key_id, secret=key.secret, base_url=plugipay_subject.base_url, http=http)
        return Line(client, runner.run, called)

    with way_to(plugipay_subject) as way, open_pool(way) as (http, runner):
        yield connect_client
