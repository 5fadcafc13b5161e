"""Webhook deliveries to a receiver on loopback: those of mode `async`, and what its HTTP client could do at best.

Each figure is taken in a fresh process; `python -m benchmarks.webhooks NAME PORT COUNT` takes one. What is delivered
waits already when the clock starts, to sixteen endpoints at the same receiver: each is given one delivery at a time.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from collections import deque
from collections.abc import Mapping
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, Final

from benchmarks import servers
from benchmarks.processes import CLIENT_CORE, LOOPBACK, complaints, python, spawn
from benchmarks.recipes import JSON, KEY_ID, Recipe, json_text
from benchmarks.rounds import Bench, BrokenMeasurementError, Contender, Row, Settings, at_least

if TYPE_CHECKING:
    from benchmarks.filling import Filled

OURS, HTTPX = "deliveries in async mode", "httpx's AsyncClient on the same receiver"
ENDPOINTS: Final = 16
_EVENTS: Final = 150
_LOOK: Final = 0.005
"""Seconds between two looks at whether everything is delivered; each look takes the world's lock."""


def _start(stack: ExitStack, settings: Settings) -> Mapping[str, Contender]:
    port, events = servers.floor(stack, "bare").port, settings.sized(_EVENTS)
    return {OURS: lambda: _told("ours", port, events), HTTPX: lambda: _told("httpx", port, events)}


def _told(name: str, port: int, events: int) -> float:
    with ExitStack() as stack:
        command = python("benchmarks.webhooks", name, str(port), str(events))
        process = spawn(stack, command, CLIENT_CORE, stdout=subprocess.PIPE)
        output, _ = process.communicate()
        if process.returncode:
            raise BrokenMeasurementError(complaints(process))
    return float(output)


def ours(port: int, events: int) -> float:
    """Return the deliveries a second of the mock's background."""
    from plugipay_mock.deliveries.background import Background  # noqa: PLC0415  the bench itself needs no server
    from plugipay_mock.deliveries.delivery import DELIVERIES  # noqa: PLC0415
    from plugipay_mock.deliveries.turns import is_owed  # noqa: PLC0415

    filled = _with_endpoints(port)
    deque(filled.create(events, first=ENDPOINTS), maxlen=0)
    key = filled.world.keys[KEY_ID]
    background = Background(filled.world)
    began = time.perf_counter()
    background.start()
    while is_owed(filled.world, (key.account_id, key.mode)):
        time.sleep(_LOOK)
    spent = time.perf_counter() - began
    background.stop()
    made = filled.world.workspaces[key.account_id].tenants[key.mode].collection(DELIVERIES)
    taken = sum(delivery.status == "succeeded" and delivery.attempts == 1 for delivery in made)
    assert taken == events * ENDPOINTS, f"{taken} of {len(made)} deliveries were taken at once"
    return taken / spent


def httpx(port: int, events: int) -> float:
    """Return the requests a second of plain httpx: as many at once, with the headers and the body of a delivery."""
    return asyncio.run(_posted(_delivery(port), events))


async def _posted(delivery: Any, each: int) -> float:
    from httpx import AsyncClient  # noqa: PLC0415

    async def post() -> None:
        for _ in range(each):
            answer = await client.post(delivery.url, content=delivery.body, headers=delivery.headers)
            assert answer.is_success, answer

    async with AsyncClient() as client:
        began = time.perf_counter()
        await asyncio.gather(*(post() for _ in range(ENDPOINTS)))
        return each * ENDPOINTS / (time.perf_counter() - began)


def _delivery(port: int) -> Any:
    from plugipay_mock.deliveries.turns import next_turn  # noqa: PLC0415

    filled = _with_endpoints(port)
    deque(filled.create(1, first=ENDPOINTS), maxlen=0)
    key = filled.world.keys[KEY_ID]
    turn = next_turn(filled.world, (key.account_id, key.mode))
    assert turn is not None
    return turn.outgoing


def _with_endpoints(port: int) -> Filled:
    from benchmarks.filling import Filled  # noqa: PLC0415
    from plugipay_mock.world import World  # noqa: PLC0415

    filled = Filled(World(webhooks="async"))
    body = json_text({"url": f"http://{LOOPBACK}:{port}/webhooks/<n>", "events": ["customer.created"]})
    opening = Recipe("POST", "/api/v1/webhooks", body, JSON, signed=True, keyed=True)
    deque(filled.send(opening, ENDPOINTS), maxlen=0)
    return filled


BENCHES = (
    Bench(
        "webhooks.deliveries",
        "webhooks to a receiver on loopback, 16 at once",
        "deliveries/s",
        (Row(OURS, HTTPX, at_least(0.5)),),
        _start,
    ),
)

if __name__ == "__main__":
    print({"ours": ours, "httpx": httpx}[sys.argv[1]](int(sys.argv[2]), int(sys.argv[3])))
