"""Calls over a real socket: sixteen connections at once, and one after the other."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import asdict
from typing import Any

from benchmarks import peers, servers
from benchmarks.processes import CLIENT_CORE, SERVER_CORE, Worker, caller, python
from benchmarks.rounds import Absent, Bench, Contender, Row, Settings, at_least, at_most
from benchmarks.servers import Served

OURS = "plugipay-mock"
SIGNED, BARE, FASTAPI, RAW = "bare ASGI + signature + idempotency", "bare ASGI", "one-route FastAPI", "raw protocol"
_FLOORS = {SIGNED: "signed", BARE: "bare", FASTAPI: "fastapi", RAW: "raw"}
_PEERS = (peers.MOTO, peers.STATEFUL, peers.PRISM, peers.MOCKOON, peers.HTTPSERVER, peers.LOCALSTRIPE)
_CONNECTIONS = 16
_TURNS = 2
_SECONDS = 0.8
"""How long one measurement takes, about: each contender gets as many requests as it answers in that time."""


def load(stack: ExitStack, settings: Settings, contenders: Mapping[str, Served | Absent]) -> dict[str, Contender]:
    """Return what measures the rate of each server, in requests a second."""
    generator = Worker(stack, python("benchmarks.load"), CLIENT_CORE)
    return {
        name: each if isinstance(each, Absent) else _Rate(generator, each, settings)
        for name, each in contenders.items()
    }


class _Rate:
    def __init__(self, generator: Worker, server: Served, settings: Settings) -> None:
        self._generator, self._server, self._bursts = generator, server, 0
        self._count = 64
        self._count = max(64, int(self() * _SECONDS * settings.scale))

    def __call__(self) -> float:
        self._bursts += 1
        answer = self._generator.ask(
            port=self._server.port,
            recipe=asdict(self._server.create),
            connections=_CONNECTIONS,
            count=self._count,
            tag=f"{self._bursts}",
        )
        return float(answer["rate"])


def _start_load(stack: ExitStack, settings: Settings) -> Mapping[str, Contender]:
    served: dict[str, Served | Absent] = {OURS: servers.ours(stack)}
    served |= {name: servers.floor(stack, floor) for name, floor in _FLOORS.items()}
    served |= {peer.name: peers.start(stack, peer) for peer in _PEERS}
    return load(stack, settings, served)


def _start_calls(stack: ExitStack, settings: Settings) -> Mapping[str, Contender]:
    count = settings.sized(800 // _TURNS)
    contenders: dict[str, Contender] = {
        OURS: _caller(stack, "ours_http", servers.ours(stack), count),
        BARE: _caller(stack, "naive_json", servers.floor(stack, "bare"), count),
    }
    for peer in (peers.MOTO, peers.STATEFUL):
        served = peers.start(stack, peer)
        contenders[peer.name] = served if isinstance(served, Absent) else _caller(stack, "naive_http", served, count)
    return contenders


def _caller(stack: ExitStack, name: str, served: Served, count: int) -> Contender:
    options: dict[str, Any] = {"port": served.port}
    if name == "naive_http":
        create = served.create
        options |= {"path": create.path, "headers": create.headers, "body": create.body}
    # Both ends on one core: waking an idle one makes single calls bimodal.
    return caller(stack, python("benchmarks.calls", name, json.dumps(options)), SERVER_CORE, count)


BENCHES = (
    Bench(
        "loopback.load",
        "POST /customers, signed, idempotent, 16 connections, one core",
        "requests/s",
        (
            Row(OURS, SIGNED, at_least(0.5)),
            Row(OURS, FASTAPI, at_least(2)),
            Row(OURS, BARE),
            Row(OURS, RAW),
            Row(OURS, "moto", at_least(15)),
            Row(OURS, "stripe-stateful-mock", at_least(2)),
            Row(OURS, "Prism", at_least(2.5)),
            Row(OURS, "pytest-httpserver", at_least(4)),
            Row(OURS, "Mockoon"),
            Row(OURS, "localstripe"),
        ),
        _start_load,
    ),
    Bench(
        "loopback.call",
        "POST /customers over loopback, one at a time, p50",
        "µs",
        (
            Row(OURS, BARE, at_most(1.3)),
            Row(OURS, "moto", at_most(0.3)),
            Row(OURS, "stripe-stateful-mock", at_most(0.6)),
        ),
        _start_calls,
        turns=_TURNS,
    ),
)
