"""One client, many threads: asynchronous programs are told to call it by `asyncio.to_thread`."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from plugipay_contract import wire
from plugipay_contract.client.recorder import KEY_ID, SECRET, Make, envelope

THREADS, CALLS = 8, 20


def echo(request: httpx.Request) -> httpx.Response:
    """Say which path was asked for, or that it was not signed, after a moment in which others are answered."""
    time.sleep(0.0005)
    target = request.url.raw_path.decode()
    proper = wire.verify(wire.Outgoing(request.method, target, dict(request.headers), request.content), KEY_ID, SECRET)
    return httpx.Response(200, content=envelope({"path": target if proper else "not signed"}))


@pytest.fixture
def echoing() -> Iterator[httpx.Client]:
    """A pool to who says what was asked."""
    with httpx.Client(transport=httpx.MockTransport(echo)) as pool:
        yield pool


def test_threads_share_a_client(make: Make, echoing: httpx.Client) -> None:
    """Whatever other threads call at the same time, each gets the answer to its own call."""
    client = make(http=echoing)
    paths = [f"/api/v1/customers/cus_{number}" for number in range(THREADS * CALLS)]
    with ThreadPoolExecutor(THREADS) as threads:
        answers = threads.map(lambda path: client.request(method="GET", path=path), paths)

    assert [answer["path"] for answer in answers] == paths
