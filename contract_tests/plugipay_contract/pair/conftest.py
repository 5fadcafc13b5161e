"""The client under judgement at the server under judgement."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from plugipay_contract.client.recorder import Make
from plugipay_contract.subjects import ClientSubject, ServerSubject


@pytest.fixture(scope="session")
def connect(plugipay_client_subject: ClientSubject, plugipay_subject: ServerSubject) -> Iterator[Make]:
    """Construct a client of the server by the name of a key; skipped when the subject has no such key."""

    def connect_client(name: str = "test", **arguments: Any) -> Any:
        if name not in plugipay_subject.keys:
            pytest.skip(f"the subject has no {name} key")
        key = plugipay_subject.keys[name]
        usual = {"key_id": key.key_id, "secret": key.secret, "base_url": plugipay_subject.base_url, "http": pool}
        return plugipay_client_subject.client_class(**usual | arguments)

    with httpx.Client(transport=plugipay_subject.transport, trust_env=False) as pool:
        yield connect_client


@pytest.fixture(scope="session")
def client(connect: Make) -> Any:
    """A client with the test key."""
    return connect()


@pytest.fixture(scope="session")
def error_class(plugipay_client_subject: ClientSubject) -> type[Exception]:
    """The class every failure of the client belongs to."""
    base: type[Exception] = plugipay_client_subject.module.PlugipayError
    return base
