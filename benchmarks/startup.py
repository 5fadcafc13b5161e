"""What has to be waited for before anything happens: servers, imports, new clients."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack

from benchmarks import peers, servers
from benchmarks.processes import CLIENT_CORE, Worker, python
from benchmarks.rounds import Absent, Bench, BrokenMeasurementError, Contender, Row, Settings, at_most
from benchmarks.servers import Served

OURS, FASTAPI = "plugipay-mock", "one-route FastAPI"
_PEERS = (peers.PRISM, peers.MOCKOON, peers.WIREMOCK, peers.MOTO, peers.STATEFUL, peers.LOCALSTRIPE)
NEW, NEW_TLS, NEW_LOCAL = "PlugipayClient for http", "PlugipayClient for https", "PlugipayClient in process"
MERCHANT, HTTPX = "for_merchant", "httpx.Client()"
_MADE = {
    NEW: "new_client",
    NEW_TLS: "new_tls_client",
    NEW_LOCAL: "new_local_client",
    MERCHANT: "for_merchant",
    HTTPX: "new_httpx",
}


def _start_servers(stack: ExitStack, settings: Settings) -> Mapping[str, Contender]:
    del stack, settings
    contenders: dict[str, Contender] = {
        OURS: lambda: _launched(servers.ours),
        FASTAPI: lambda: _launched(lambda inner: servers.floor(inner, "fastapi")),
        "bare ASGI": lambda: _launched(lambda inner: servers.floor(inner, "bare")),
    }
    for peer in _PEERS:
        contenders[peer.name] = _relaunched(peer)
    return contenders


def _relaunched(peer: peers.Peer) -> Contender:
    with ExitStack() as trial:
        served = peers.start(trial, peer)
    return served if isinstance(served, Absent) else lambda: _launched(lambda inner: peers.start(inner, peer))


def _launched(start: Callable[[ExitStack], Served | Absent]) -> float:
    with ExitStack() as inner:
        served = start(inner)
        if isinstance(served, Absent):
            raise BrokenMeasurementError(served.reason)
        return served.ready * 1e3


def _start_imports(stack: ExitStack, settings: Settings) -> Mapping[str, Contender]:
    del stack, settings
    return {f"import {name}": lambda name=name: _import(name) for name in ("plugipay", "httpx")}


def _import(name: str) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", f"import {name}"], check=True)  # noqa: S603  this interpreter
    return (time.perf_counter() - began) * 1e3


def _start_clients(stack: ExitStack, settings: Settings) -> Mapping[str, Contender]:
    workers = {name: Worker(stack, python("benchmarks.calls", made), CLIENT_CORE) for name, made in _MADE.items()}
    count = settings.sized(100)
    return {name: lambda worker=worker: worker.median(count=count) for name, worker in workers.items()}


BENCHES = (
    Bench(
        "startup.server",
        "launch to the first answer",
        "ms",
        (
            Row(OURS, FASTAPI, at_most(1.3)),
            Row(OURS, "Prism", at_most(1)),
            Row(OURS, "Mockoon", at_most(1)),
            Row(OURS, "WireMock", at_most(1)),
            Row(OURS, "moto"),
            Row(OURS, "stripe-stateful-mock"),
            Row(OURS, "localstripe"),
            Row(OURS, "bare ASGI"),
        ),
        _start_servers,
    ),
    Bench(
        "startup.import",
        "whole process",
        "ms",
        (Row("import plugipay", "import httpx", at_most(1.1)),),
        _start_imports,
    ),
    Bench(
        "startup.client",
        "making a client, p50",
        "µs",
        (
            Row(NEW, HTTPX, at_most(0.05)),
            Row(NEW_LOCAL, HTTPX, at_most(0.05)),
            Row(MERCHANT, HTTPX, at_most(0.05)),
            Row(NEW_TLS, HTTPX),
        ),
        _start_clients,
    ),
)
