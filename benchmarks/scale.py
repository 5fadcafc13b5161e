"""What a second core brings: to one server process, and to a second one with a world of its own.

This needs two cores and says no more than two can say. Each core has a load generator as well as a server, so that one
core with both is compared with two cores with both.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import asdict
from typing import Final

from benchmarks import servers
from benchmarks.processes import CLIENT_CORE, SERVER_CORE, Worker, python
from benchmarks.rounds import Absent, Bench, Contender, Row, Settings
from benchmarks.servers import Served

ONE, WIDE, TWO = "one server, one core", "one server, two cores", "two servers, a core each"
_CORES: Final = 2
_CONNECTIONS: Final = 16
_REQUESTS: Final = 4000
"""What each generator sends for one figure."""


class _Load:
    """Generators that send at the same time, each to a server."""

    def __init__(self, pairs: Sequence[tuple[Worker, Served]], count: int) -> None:
        self._pairs = pairs
        self._count = count
        self._bursts = 0
        self()  # warms up

    def __call__(self) -> float:
        """Return the requests a second of all together."""
        self._bursts += 1
        with ThreadPoolExecutor(len(self._pairs)) as pool:
            return sum(pool.map(self._rate, range(len(self._pairs))))

    def _rate(self, place: int) -> float:
        generator, server = self._pairs[place]
        answer = generator.ask(
            port=server.port,
            recipe=asdict(server.create),
            connections=_CONNECTIONS,
            count=self._count,
            tag=f"{self._bursts}-{place}",
        )
        return float(answer["rate"])


def _start(stack: ExitStack, settings: Settings) -> Mapping[str, Contender]:
    if (os.cpu_count() or 1) < _CORES:
        return {name: Absent("this machine has one core") for name in (ONE, WIDE, TWO)}
    count = settings.sized(_REQUESTS)
    here, there = (Worker(stack, python("benchmarks.load"), core) for core in (SERVER_CORE, CLIENT_CORE))
    alone, wide = servers.ours(stack, SERVER_CORE), servers.ours(stack, None)
    pair = [(here, servers.ours(stack, SERVER_CORE)), (there, servers.ours(stack, CLIENT_CORE))]
    return {
        ONE: _Load([(here, alone)], count),
        WIDE: _Load([(here, wide), (there, wide)], count),
        TWO: _Load(pair, count),
    }


BENCHES = (
    Bench(
        "processes.scale",
        "POST /customers, signed, 16 connections for each core",
        "requests/s",
        (Row(TWO, ONE), Row(WIDE, ONE), Row(TWO, WIDE)),
        _start,
    ),
)
