"""Whether the cost of a request depends on how much there is.

A cost that grows by less than 1.5 while the objects grow from 1k to 1M has a log-log slope below 0.06.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks import servers
from benchmarks.processes import CLIENT_CORE, SERVER_CORE, Worker, free_port, python, serve
from benchmarks.recipes import CREATE, Recipe
from benchmarks.rounds import Bench, Contender, Row, Settings, at_most
from benchmarks.servers import Served

SMALL, LARGE = 1_000, 1_000_000
_ONE, _LIST = 1.25, 1.5
_OPERATIONS = {
    "get": _ONE,
    "create": _ONE,
    "replay": _ONE,
    "first page": _LIST,
    "deep page": _LIST,
    "filter by email": _LIST,
    "filter by externalId": _LIST,
}
OURS, DICTS = "plugipay-mock", "dict of dicts"
_UNCORRECTED = ", calls made only"
_ALL, _FEW = 300, 60
"""Requests of one measurement; of those that make the small server grow, few."""
_AT_ONCE = 50_000
"""Creates of one burst on the way to a million."""


class _Grown:
    """A server that is full already, and what it is asked."""

    def __init__(self, stack: ExitStack, count: int) -> None:
        self._generator = Worker(stack, python("benchmarks.load"), SERVER_CORE)
        self._bursts = 0
        facts = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "facts.json"
        self._port = free_port()
        command = python("benchmarks.growth_server", str(self._port), str(count), str(facts))
        serve(stack, command, self._port, ready="/health", patience=60 + count / 2000)
        self._facts: dict[str, Any] = json.loads(facts.read_text(encoding="utf-8"))

    def measure(self, operation: str) -> float:
        """Return the median time of an operation, in µs."""
        self._bursts += 1
        keyed = operation in {"create", "replay"}
        recipe = CREATE if keyed else Recipe("GET", "", signed=True)
        # A replay sends what the server was filled with; everything else is new.
        tag = "fill" if operation == "replay" else f"grown-{self._bursts}"
        return self._generator.median(
            port=self._port,
            recipe=asdict(recipe),
            connections=1,
            count=_FEW if keyed else _ALL,
            tag=tag,
            paths=self._facts.get(operation),
        )


def _start_operations(stack: ExitStack, settings: Settings) -> Mapping[str, Contender]:
    small, large = _Grown(stack, SMALL), _Grown(stack, settings.sized(LARGE))
    contenders: dict[str, Contender] = {}
    for operation in _OPERATIONS:
        contenders[f"{operation} at 1M"] = lambda operation=operation: large.measure(operation)
        contenders[f"{operation} at 1k"] = lambda operation=operation: small.measure(operation)
    return contenders


class _Filling:
    """Fills a fresh server from sixteen connections."""

    def __init__(self, generator: Worker, start: Callable[[ExitStack], Served]) -> None:
        self._generator = generator
        self._start = start
        self._untold: dict[str, float] = {}

    def measure(self, count: int, what: str) -> float:
        """Return what was asked for of the answer times, in µs; one filling tells each of its figures once."""
        if what not in self._untold:
            with ExitStack() as stack:
                self._untold = self._burst(self._start(stack), count, "grow")
        return self._untold.pop(what)

    def worst(self, count: int) -> float:
        """Return the longest answer time, in ms. What was signed for all at once would be stale before it is sent."""
        with ExitStack() as stack:
            served = self._start(stack)
            sizes = [min(_AT_ONCE, count - start) for start in range(0, count, _AT_ONCE)]
            return max(self._burst(served, size, f"grow-{turn}")["worst"] for turn, size in enumerate(sizes)) / 1e3

    def _burst(self, served: Served, count: int, tag: str) -> dict[str, float]:
        recipe = asdict(served.create)
        return self._generator.ask(port=served.port, recipe=recipe, connections=16, count=count, tag=tag)


def _fillings(stack: ExitStack) -> dict[str, _Filling]:
    generator = Worker(stack, python("benchmarks.load"), CLIENT_CORE)
    return {
        OURS: _Filling(generator, servers.ours),
        DICTS: _Filling(generator, lambda inner: servers.floor(inner, "dicts")),
    }


def _start_filling(stack: ExitStack, settings: Settings) -> Mapping[str, Contender]:
    count = settings.sized(200_000)
    fillings = _fillings(stack)
    steady = {name: partial(each.measure, count, "steady p99") for name, each in fillings.items()}
    return steady | {name + _UNCORRECTED: partial(each.measure, count, "p99") for name, each in fillings.items()}


def _start_worst(stack: ExitStack, settings: Settings) -> Mapping[str, Contender]:
    count = settings.sized(LARGE)
    return {name: partial(each.worst, count) for name, each in _fillings(stack).items()}


BENCHES = (
    Bench(
        "growth.operations",
        "over HTTP, p50",
        "µs",
        tuple(Row(f"{name} at 1M", f"{name} at 1k", at_most(limit)) for name, limit in _OPERATIONS.items()),
        _start_operations,
    ),
    Bench(
        "growth.filling",
        "99th percentile while growing to 200k",
        "µs",
        (Row(OURS, DICTS, at_most(0.1)), Row(OURS + _UNCORRECTED, DICTS + _UNCORRECTED)),
        _start_filling,
        rounds=3,
    ),
    Bench(
        "growth.worst",
        "slowest create on the way to 1M, over HTTP, 16 connections",
        "ms",
        (Row(OURS, DICTS, at_most(0.15)),),
        _start_worst,
        rounds=3,
    ),
)
