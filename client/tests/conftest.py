"""A wire to tie a client to, and another hand to check signatures with."""

import asyncio
import shutil
import subprocess
from collections.abc import Callable
from inspect import isawaitable
from typing import Any

import httpx
import pytest

from plugipay import AsyncDirectClient, AsyncPlugipayClient, DirectClient, PlugipayClient, PlugipayError

KEYS = {"key_id": "pk_test_wire", "secret": "sk_test_wire"}


class Wire:
    """Stands where the network would be. It keeps what was sent; of its answers the last one stays.

    Args:
        direct: whether clients come here the short way, unless they want an http client with settings.
    """

    def __init__(self, *, direct: bool = False) -> None:
        self.direct = direct
        self.requests: list[httpx.Request] = []
        self._answers: list[Callable[[], httpx.Response]] = []
        self.answers({"id": "cus_1"})

    def answers(self, data: Any, *, status: int = 200, **meta: Any) -> None:
        """Answer `data` in an envelope."""
        self.sends(status, json={"data": data, "error": None, "meta": {"requestId": "req_1", **meta}})

    def refuses(self, status: int, headers: dict[str, str] | None = None, **error: Any) -> None:
        """Answer an error in an envelope."""
        self.sends(status, headers=headers, json={"data": None, "error": error, "meta": {"requestId": "req_1"}})

    def sends(self, status: int, **response: Any) -> None:
        """Answer anything."""
        self._answers = [lambda: httpx.Response(status, **response)]

    def then(self, data: Any, **meta: Any) -> None:
        """Answer `data` in an envelope after the answers so far."""
        envelope = {"data": data, "error": None, "meta": meta}
        self._answers.append(lambda: httpx.Response(200, json=envelope))

    def fails(self, exc: Exception) -> None:
        """Raise instead of answering."""

        def fail():
            raise exc

        self._answers = [fail]

    def __call__(self, request: httpx.Request) -> httpx.Response:
        """Keep the request, and answer or fail; a client that asks for ever is stopped."""
        self.requests.append(request)
        if len(self.requests) > 100:
            raise RuntimeError("The client asks for ever")
        return self._answers.pop(0)() if len(self._answers) > 1 else self._answers[0]()

    @property
    def request(self) -> httpx.Request:
        """The one request that was sent."""
        (request,) = self.requests
        return request

    def http(self, **settings: Any) -> httpx.Client:
        """Make an http client that ends here."""
        if self.direct and not settings:
            return DirectClient(httpx.MockTransport(self))
        return httpx.Client(transport=httpx.MockTransport(self), **settings)

    def async_http(self, **settings: Any) -> httpx.AsyncClient:
        """Make an async http client that ends here."""
        if self.direct and not settings:
            return AsyncDirectClient(httpx.MockTransport(self))
        return httpx.AsyncClient(transport=httpx.MockTransport(self), **settings)

    def client(self, **settings: Any) -> PlugipayClient:
        """Make a client that ends here."""
        return PlugipayClient(**{**KEYS, "http": self.http(), **settings})

    def async_client(self, **settings: Any) -> AsyncPlugipayClient:
        """Make an async client that ends here."""
        return AsyncPlugipayClient(**{**KEYS, "http": self.async_http(), **settings})


BOTH_WAYS = {"test_documents", "test_envelope", "test_errors", "test_exchange", "test_pages", "test_signing"}
"""The modules whose tests of the wire run for both ways to a transport."""


def pytest_generate_tests(metafunc):
    """Let clients come to the wire through an httpx client, and directly."""
    if "wire" in metafunc.fixturenames and metafunc.module.__name__.rpartition(".")[2] in BOTH_WAYS:
        metafunc.parametrize("wire", ["httpx", "direct"], indirect=True)


@pytest.fixture
def wire(request: pytest.FixtureRequest) -> Wire:
    return Wire(direct=getattr(request, "param", "") == "direct")


@pytest.fixture
def client(wire: Wire) -> PlugipayClient:
    return wire.client()


@pytest.fixture
def async_client(wire: Wire) -> AsyncPlugipayClient:
    return wire.async_client()


@pytest.fixture
def caught() -> Callable[..., PlugipayError]:
    """Run something that must raise a PlugipayError, awaiting it if need be, and return the error."""

    async def awaited(action: Callable[[], Any]) -> None:
        result = action()
        if isawaitable(result):
            await result

    def run(action: Callable[[], Any]) -> PlugipayError:
        with pytest.raises(PlugipayError) as raised:
            asyncio.run(awaited(action))
        return raised.value

    return run


@pytest.fixture(scope="session")
def openssl() -> Callable[..., str]:
    """Hash bytes, or sign them when given a key, and return hex."""
    if not (program := shutil.which("openssl")):
        pytest.skip("openssl is not installed")

    def digest(data: bytes, key: str | None = None) -> str:
        command = [program, "dgst", "-sha256", "-r", *([] if key is None else ["-hmac", key])]
        out = subprocess.run(command, input=data, capture_output=True, check=True).stdout
        return out.decode().split()[0]

    return digest
