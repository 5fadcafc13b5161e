"""The client under judgement, talking to a recorder instead of a server."""

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from plugipay_contract import observations
from plugipay_contract.client.recorder import BASE_URL, KEY_ID, SECRET, Fail, Make, Recorder
from plugipay_contract.pair.line import Line
from plugipay_contract.subjects import ClientSubject, needs_of, skip_without


@pytest.fixture(autouse=True)
def _abilities(request: pytest.FixtureRequest, plugipay_client_subject: ClientSubject) -> None:
    skip_without(plugipay_client_subject, *needs_of(request.node))


@pytest.fixture
def subject(plugipay_client_subject: ClientSubject) -> ClientSubject:
    """The client class, and the module its errors live in."""
    return plugipay_client_subject


@pytest.fixture
def recorder() -> Recorder:
    """What the client talks to."""
    return Recorder()


@pytest.fixture
def pool(recorder: Recorder) -> Iterator[httpx.Client]:
    """A connection pool whose every connection leads to the recorder."""
    with httpx.Client(transport=httpx.MockTransport(recorder)) as pool:
        yield pool


@pytest.fixture
def make(subject: ClientSubject, pool: httpx.Client) -> Make:
    """Construct a client that talks to the recorder; arguments replace the usual ones."""
    usual = {"key_id": KEY_ID, "secret": SECRET, "base_url": BASE_URL, "http": pool}
    return lambda **arguments: subject.client_class(**usual | arguments)


@pytest.fixture
def client(make: Make) -> Any:
    """A client that talks to the recorder."""
    return make()


@pytest.fixture
def runner() -> Iterator[asyncio.Runner]:
    """The loop of what is awaited."""
    with asyncio.Runner() as runner:
        yield runner


@pytest.fixture
def awaited_pool(recorder: Recorder, runner: asyncio.Runner) -> Iterator[httpx.AsyncClient]:
    """The pool's asynchronous twin."""
    pool = httpx.AsyncClient(transport=httpx.MockTransport(recorder))
    yield pool
    runner.run(pool.aclose())


@pytest.fixture
def awaited_class(subject: ClientSubject) -> Any:
    """The client class's asynchronous twin; the test is skipped when there is none."""
    if subject.async_class is None:
        pytest.skip("the client has no asynchronous twin")
    return subject.async_class


@pytest.fixture
def make_awaited(awaited_class: Any, awaited_pool: httpx.AsyncClient, runner: asyncio.Runner) -> Make:
    """Construct clients whose calls are awaited, and run those to their end."""
    usual = {"key_id": KEY_ID, "secret": SECRET, "base_url": BASE_URL, "http": awaited_pool}
    return lambda **arguments: Line(awaited_class(**usual | arguments), runner.run, [])


@pytest.fixture
def error_class(subject: ClientSubject) -> type[Exception]:
    """The class every failure of the client belongs to."""
    base: type[Exception] = subject.module.PlugipayError
    return base


@pytest.fixture
def failure(client: Any, recorder: Recorder, error_class: type[Exception]) -> Fail:
    """Make a call that must fail, and return the error it raised."""

    def fail(call: Callable[[Any], Any] = lambda client: client.account.get()) -> Any:
        with pytest.raises(error_class) as caught:
            call(client)
        if str(getattr(caught.value, "code", None)).encode() not in (recorder.content or b""):
            observations.saw_error(caught.value, "recorder")
        return caught.value

    return fail
