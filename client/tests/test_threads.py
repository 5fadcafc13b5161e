"""One client, many callers."""

import asyncio
import json
import sys
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from plugipay import AsyncPlugipayClient, PlugipayClient

CALLS = 640


def echo(request: httpx.Request) -> httpx.Response:
    """Answer with what was sent."""
    data = {**json.loads(request.content), "key": request.headers["Idempotency-Key"]}
    return httpx.Response(200, json={"data": data, "meta": {"requestId": data["name"]}})


@pytest.fixture
def impatient():
    """Switch threads as often as Python can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def is_each_its_own(answers):
    """Every answer belongs to its own call, and no two calls had the same key."""
    assert [answer["name"] for answer in answers] == [str(number) for number in range(CALLS)]
    assert all(answer.request_id == answer["name"] for answer in answers)
    assert all(answer.idempotency_key == answer["key"] for answer in answers)
    assert len({answer["key"] for answer in answers}) == CALLS


def test_32_threads_share_one_client(impatient):
    """Each thread gets its own answers, with its own keys."""
    client = PlugipayClient(key_id="pk", secret="sk", http=httpx.Client(transport=httpx.MockTransport(echo)))
    with ThreadPoolExecutor(32) as threads:
        answers = list(threads.map(lambda number: client.customers.create(name=str(number)), range(CALLS)))

    is_each_its_own(answers)


def test_many_tasks_share_one_async_client():
    """Each task gets its own answers, with its own keys."""

    async def run():
        http = httpx.AsyncClient(transport=httpx.MockTransport(echo))
        client = AsyncPlugipayClient(key_id="pk", secret="sk", http=http)
        return await asyncio.gather(*(client.customers.create(name=str(number)) for number in range(CALLS)))

    is_each_its_own(asyncio.run(run()))
