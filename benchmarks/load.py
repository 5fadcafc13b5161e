"""The load generator: keep-alive connections that each send the next request when an answer is complete.

A worker process (see `processes.Worker`) that is asked for a burst: port, connections, recipe, count, a tag that makes
its requests different from those of other bursts, and paths to take turns with instead of the recipe's own. The
requests are made and signed before the clock starts.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

import uvloop

from benchmarks.processes import LOOPBACK
from benchmarks.recipes import Recipe

_LENGTH: Final = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_PATIENCE: Final = 600.0


class _Run:
    """One burst of requests."""

    def __init__(self, requests: Iterator[bytes], port: int, connections: int) -> None:
        self.requests = requests
        self.nanoseconds: list[int] = []
        self.bad = ""
        self._port = port
        self._open = connections
        self._loop = asyncio.get_running_loop()
        self._over = self._loop.create_future()

    async def go(self) -> float:
        """Send everything; return the seconds it took."""
        started = time.perf_counter()
        for _ in range(self._open):
            await self.connect()
        await asyncio.wait_for(self._over, _PATIENCE)
        return time.perf_counter() - started

    async def connect(self) -> None:
        """Open one connection."""
        await self._loop.create_connection(lambda: _Connection(self), LOOPBACK, self._port)

    def finished(self) -> None:
        """Count one connection that has nothing left to send."""
        self._open -= 1
        if self._open == 0 and not self._over.done():
            self._over.set_result(None)

    def reconnect(self) -> None:
        """Replace a connection the server closed, as HTTP/1.0 servers do after each answer."""
        asyncio.ensure_future(self.connect()).add_done_callback(self._connected)

    def _connected(self, attempt: asyncio.Future[None]) -> None:
        if attempt.exception() is not None:
            self.bad = self.bad or f"cannot connect again: {attempt.exception()}"
            self.finished()


class _Connection(asyncio.Protocol):
    def __init__(self, run: _Run) -> None:
        self._run = run
        self._got = b""
        self._sent = 0
        self._over = False

    def connection_made(self, transport: Any) -> None:
        self._transport = transport
        self._next()

    def data_received(self, data: bytes) -> None:
        self._got = self._got + data if self._got else data
        if _complete(self._got):
            stays = self._got.startswith(b"HTTP/1.1") and b"onnection: close" not in self._got
            self._answered()
            if stays:
                self._next()
            else:
                self._transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        del exc
        if self._got:
            self._answered()
        if not self._over:
            self._run.reconnect()

    def _answered(self) -> None:
        self._run.nanoseconds.append(time.perf_counter_ns() - self._sent)
        if not self._got.startswith((b"HTTP/1.1 2", b"HTTP/1.0 2")):
            self._run.bad = self._run.bad or self._got.decode("utf-8", "replace")[:2000]
        self._got = b""

    def _next(self) -> None:
        request = next(self._run.requests, None)
        if request is None or self._run.bad:
            self._over = True
            self._transport.close()
            self._run.finished()
        else:
            self._sent = time.perf_counter_ns()
            self._transport.write(request)


def _complete(got: bytes) -> bool:
    head = got.find(b"\r\n\r\n")
    if head < 0:
        return False
    length = _LENGTH.search(got, 0, head)
    if length is not None:
        return len(got) >= head + 4 + int(length[1])
    return b"chunked" in got[:head].lower() and got.endswith(b"0\r\n\r\n")


def _steady(spent: list[int], interval: float) -> Iterator[float]:
    """Yield answer times, and those of the calls that were not made while an answer was waited for.

    A connection sends nothing during a stall, so a second in which nobody is answered counts as sixteen slow calls.
    Callers who come at a steady rate, each connection's once in an interval, would all have waited. The correction is
    that of wrk, and known as the one for coordinated omission.
    """
    for each in spent:
        waited: float = each
        yield waited
        while each >= 2 * interval and (waited := waited - interval) > interval:
            yield waited


async def _burst(question: dict[str, Any]) -> dict[str, Any]:
    recipe = Recipe.of(question["recipe"])
    paths = question.get("paths") or [recipe.path]
    requests = [
        replace(recipe, path=paths[number % len(paths)]).raw(f"{question['tag']}-{number}")
        for number in range(question["count"])
    ]
    connections = min(question["connections"], len(requests))
    run = _Run(iter(requests), question["port"], connections)
    seconds = await run.go()
    spent = sorted(run.nanoseconds)
    steady = sorted(_steady(spent, seconds * 1e9 * connections / len(spent)))
    return {
        "bad": run.bad,
        "rate": len(spent) / seconds,
        "p50": spent[len(spent) // 2] / 1e3,
        "p99": spent[len(spent) * 99 // 100] / 1e3,
        "steady p99": steady[len(steady) * 99 // 100] / 1e3,
        "worst": spent[-1] / 1e3,
    }


def main() -> None:
    """Answer questions until standard input ends."""
    for line in sys.stdin:
        print(json.dumps(uvloop.run(_burst(json.loads(line)))), flush=True)


if __name__ == "__main__":
    main()
