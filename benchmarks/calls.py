"""One caller at a time: a worker process that makes the same call over and over and tells the median.

`python -m benchmarks.calls NAME [OPTIONS]`, OPTIONS being JSON. It runs in the peers' environments as well, so it
imports nothing but the standard library until the caller is made.
"""

# ruff: noqa: PLC0415

from __future__ import annotations

import asyncio
import itertools
import json
import sys
import time
import warnings
from collections.abc import Awaitable, Callable
from typing import Any

from benchmarks.recipes import CUSTOMER, KEY_ID, SECRET

ANSWER = json.dumps({"data": {"id": "cus_01", **CUSTOMER}, "error": None, "meta": {"requestId": "req_01"}}).encode()
URL = "http://plugipay.mock/api/v1/customers"
_numbers = itertools.count()


def _body() -> dict[str, Any]:
    number = next(_numbers)
    return CUSTOMER | {"email": f"budi-{number}@example.com", "externalId": f"crm-{number}"}


def _fields() -> dict[str, Any]:
    body = _body()
    return body | {"external_id": body.pop("externalId")}


def ours_sync() -> Callable[[], Any]:
    """`PlugipayClient` on the in-process server."""
    from plugipay import DirectClient, PlugipayClient
    from plugipay_mock.transport import Transport
    from plugipay_mock.world import World

    http = DirectClient(Transport(World()))
    client = PlugipayClient(key_id=KEY_ID, secret=SECRET, base_url="http://plugipay.mock", http=http)
    return lambda: client.customers.create(**_fields())


def ours_async() -> Callable[[], Awaitable[Any]]:
    """`AsyncPlugipayClient` on the in-process server."""
    from plugipay import AsyncDirectClient, AsyncPlugipayClient
    from plugipay_mock.transport import AsyncTransport
    from plugipay_mock.world import World

    http = AsyncDirectClient(AsyncTransport(World()))
    client = AsyncPlugipayClient(key_id=KEY_ID, secret=SECRET, base_url="http://plugipay.mock", http=http)
    return lambda: client.customers.create(**_fields())


def mock_sync() -> Callable[[], Any]:
    """Plain httpx on its MockTransport, unsigned."""
    import httpx

    client = httpx.Client(transport=httpx.MockTransport(lambda _: httpx.Response(201, content=ANSWER)))
    return lambda: client.post(URL, json=_body()).json()


def mock_async() -> Callable[[], Awaitable[Any]]:
    """The same, awaited."""
    import httpx

    client = httpx.AsyncClient(transport=httpx.MockTransport(lambda _: httpx.Response(201, content=ANSWER)))

    async def call() -> Any:
        return (await client.post(URL, json=_body())).json()

    return call


def test_client() -> Callable[[], Any]:
    """Starlette's TestClient on a one-route FastAPI application."""
    warnings.simplefilter("ignore")  # it asks for another httpx
    from starlette.testclient import TestClient

    from benchmarks.floor_fastapi import app

    client = TestClient(app)
    return lambda: client.post("/api/v1/customers", json=_body()).json()


def respx() -> Callable[[], Any]:
    """Plain httpx, answered by respx."""
    import httpx
    import respx

    router = respx.mock(assert_all_called=False)
    router.start()
    router.post(URL).mock(return_value=httpx.Response(201, content=ANSWER))
    client = httpx.Client()

    def call() -> Any:
        router.calls.clear()
        return client.post(URL, json=_body()).json()

    return call


def respx_async() -> Callable[[], Awaitable[Any]]:
    """The same, awaited."""
    import httpx
    import respx

    router = respx.mock(assert_all_called=False)
    router.start()
    router.post(URL).mock(return_value=httpx.Response(201, content=ANSWER))
    client = httpx.AsyncClient()

    async def call() -> Any:
        router.calls.clear()
        return (await client.post(URL, json=_body())).json()

    return call


def ours_http(port: int) -> Callable[[], Any]:
    """`PlugipayClient` over loopback."""
    from plugipay import PlugipayClient

    client = PlugipayClient(key_id=KEY_ID, secret=SECRET, base_url=f"http://127.0.0.1:{port}")
    return lambda: client.customers.create(**_fields())


def ours_in_thread(port: int, loop: str, parser: str) -> Callable[[], Any]:
    """The same to a server in a thread of this process."""
    import threading

    from benchmarks.cells import server

    served = server(loop, parser, port)
    threading.Thread(target=served.run, daemon=True).start()
    while not served.started:
        time.sleep(0.001)
    return ours_http(port)


def naive_http(port: int, path: str, headers: dict[str, str], body: str) -> Callable[[], Any]:
    """Plain httpx over loopback, unsigned."""
    import httpx

    client = httpx.Client(base_url=f"http://127.0.0.1:{port}", headers=headers)

    def call() -> None:
        number = str(next(_numbers))
        answer = client.post(path, content=body.replace("<n>", number), headers={"Idempotency-Key": f"n{number}"})
        answer.raise_for_status().json()

    return call


def naive_json(port: int) -> Callable[[], Any]:
    """`httpx.Client.post(json=)` over loopback, unsigned."""
    import httpx

    client = httpx.Client(base_url=f"http://127.0.0.1:{port}")
    return lambda: client.post("/api/v1/customers", json=_body()).raise_for_status().json()


def new_client() -> Callable[[], Any]:
    """A client of its own for `http://`."""
    from plugipay import PlugipayClient

    return lambda: PlugipayClient(key_id=KEY_ID, secret=SECRET, base_url="http://127.0.0.1:8750").close()


def new_tls_client() -> Callable[[], Any]:
    """A client of its own for `https://`, from the second on."""
    from plugipay import PlugipayClient

    return lambda: PlugipayClient(key_id=KEY_ID, secret=SECRET).close()


def for_merchant() -> Callable[[], Any]:
    """A client that acts for a merchant."""
    from plugipay import PlugipayClient

    platform = PlugipayClient(key_id=KEY_ID, secret=SECRET)
    return lambda: platform.for_merchant("acc_01").close()


def new_local_client() -> Callable[[], Any]:
    """A client of its own for the in-process server."""
    import httpx

    from plugipay import PlugipayClient
    from plugipay_mock.transport import Transport
    from plugipay_mock.world import World

    transport = Transport(World())

    def call() -> None:
        with httpx.Client(transport=transport) as http:
            PlugipayClient(key_id=KEY_ID, secret=SECRET, base_url="http://plugipay.mock", http=http)

    return call


def new_tenant() -> Callable[[], Any]:
    """A workspace of its own in a world in this process, opened as the fixtures do it."""
    from plugipay_mock.app import create_control
    from plugipay_mock.control.local import LocalLine
    from plugipay_mock.world import World

    line = LocalLine(create_control(World()))
    return lambda: line.send("POST", "/workspaces", {"name": f"test_{next(_numbers)}"})


def new_httpx() -> Callable[[], Any]:
    """A plain httpx client."""
    import httpx

    return lambda: httpx.Client().close()


_CALLERS: dict[str, Callable[..., Callable[[], Any]]] = {
    made.__name__: made
    for made in (
        ours_sync,
        ours_async,
        mock_sync,
        mock_async,
        test_client,
        respx,
        respx_async,
        ours_http,
        ours_in_thread,
        naive_http,
        naive_json,
        new_client,
        new_tls_client,
        new_local_client,
        new_tenant,
        for_merchant,
        new_httpx,
    )
}


def _sync(call: Callable[[], Any], count: int) -> list[int]:
    spent = []
    for _ in range(count):
        began = time.perf_counter_ns()
        call()
        spent.append(time.perf_counter_ns() - began)
    return spent


async def _async(call: Callable[[], Awaitable[Any]], count: int) -> list[int]:
    spent = []
    for _ in range(count):
        began = time.perf_counter_ns()
        await call()
        spent.append(time.perf_counter_ns() - began)
    return spent


def main(name: str, options: str = "{}") -> None:
    """Answer questions until standard input ends."""
    call = _CALLERS[name](**json.loads(options))
    loop = asyncio.new_event_loop()
    for line in sys.stdin:
        count = json.loads(line)["count"]
        spent = sorted(loop.run_until_complete(_async(call, count)) if name.endswith("_async") else _sync(call, count))
        told = {"p50": spent[count // 2] / 1e3, "p99": spent[count * 99 // 100] / 1e3, "worst": spent[-1] / 1e3}
        print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
