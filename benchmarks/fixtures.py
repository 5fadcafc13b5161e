"""What a test pays for the fixtures."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from benchmarks.peers import home_of
from benchmarks.processes import CLIENT_CORE, caller, complaints, python, spawn
from benchmarks.rounds import Absent, Bench, BrokenMeasurementError, Contender, Row, Settings, at_most

CLIENT, HTTPX, RESPX, HTTPSERVER = "plugipay_client", "pytest-httpx", "respx", "pytest-httpserver"
TEST_CLIENT = "Starlette's TestClient"
SERVER, RUNNING, UVICORN = (
    "plugipay_server (all tests, one listener)",
    "running() with its url",
    "a uvicorn of a test's own",
)
TENANT = "a new tenant"
_UNUSED, _PER_TEST = "pytest start-up, over without it", "a test with plugipay_client, over its calls"
_TESTS: Final = 1000
_STARTS: Final = 10
"""Starts of pytest, of which the quickest counts: they differ by more than is measured here."""

_SLOW_TESTS: Final = 10
"""Tests that wait for a server to start and to stop."""

_EMPTY: Final = "def test_nothing():\n    pass\n"
_WITH_FIXTURE: Final = """
import pytest

@pytest.mark.parametrize("number", range({tests}))
def test_call(plugipay_client, number):
    plugipay_client.account.get()
"""
_CALLS_ALONE: Final = """
import httpx
import pytest
from plugipay import PlugipayClient
from plugipay_mock import Transport, World

HTTP = httpx.Client(transport=Transport(World()))
CLIENT = PlugipayClient(key_id="pk_test_auto_b", secret="sk_test_auto_b", base_url="http://plugipay.mock", http=HTTP)

@pytest.mark.parametrize("number", range({tests}))
def test_call(number):
    CLIENT.account.get()
"""


def _start_calls(stack: ExitStack, settings: Settings) -> Mapping[str, Contender]:
    del stack
    tests = settings.sized(_TESTS // 2)
    peers = {name: _elsewhere(name, tests) for name in (HTTPX, RESPX, HTTPSERVER)}
    return {
        CLIENT: lambda: _over_empty(sys.executable, "plugipay_client", tests),
        TEST_CLIENT: lambda: _over_empty(sys.executable, "test_client", tests, "-p", "no:plugipay"),
        **peers,
    }


def _elsewhere(name: str, tests: int) -> Contender:
    """Return the contender of a plugin for pytest, in an environment of its own."""
    home = home_of(f"per-test-{name}", ("pytest", name, "httpx"))
    if isinstance(home, Absent):
        return home
    return lambda: _over_empty(str(home / "bin" / "python"), name.replace("-", "_"), tests)


def _start_servers(stack: ExitStack, settings: Settings) -> Mapping[str, Contender]:
    del stack
    tests, few = settings.sized(_TESTS // 2), settings.sized(_SLOW_TESTS)
    return {
        SERVER: lambda: _over_empty(sys.executable, "plugipay_server", tests),
        RUNNING: lambda: _over_empty(sys.executable, "running", few, "-p", "no:plugipay"),
        UVICORN: lambda: _over_empty(sys.executable, "uvicorn", few, "-p", "no:plugipay"),
    }


def _start_tenant(stack: ExitStack, settings: Settings) -> Mapping[str, Contender]:
    return {TENANT: caller(stack, python("benchmarks.calls", "new_tenant"), CLIENT_CORE, settings.sized(2000))}


def _over_empty(interpreter: str, name: str, tests: int, *options: str) -> float:
    """Return what a test takes, setup and teardown included, over an empty one in the same run; medians, in µs."""
    file = f"benchmarks/per_test/test_{name}.py"
    told = _told([interpreter, "-m", "pytest", "-q", "-p", "no:cacheprovider", *options, file, "--tests", str(tests)])
    empty = float(told.pop("test_nothing"))
    return float(*told.values()) - empty


def _told(command: Sequence[str]) -> dict[str, float]:
    with ExitStack() as stack:
        process = spawn(stack, command, CLIENT_CORE, stdout=subprocess.PIPE)
        output, _ = process.communicate()
        if process.returncode:
            raise BrokenMeasurementError(f"{' '.join(command)}: {output[-2000:]}{complaints(process)}")
    medians: dict[str, float] = json.loads(output.splitlines()[-1])
    return medians


def _start_plugin(stack: ExitStack, settings: Settings) -> Mapping[str, Contender]:
    starts = settings.sized(_STARTS)
    empty = _written(stack, "empty", _EMPTY)
    _run(empty)  # compiles what is not compiled yet, as every run after the first finds it

    def least_over_least() -> float:
        pairs = [(_run(empty), _run(empty, "-p", "no:plugipay")) for _ in range(starts)]
        return min(with_it for with_it, _ in pairs) - min(without for _, without in pairs)

    return {_UNUSED: least_over_least}


def _start_per_test(stack: ExitStack, settings: Settings) -> Mapping[str, Contender]:
    tests = settings.sized(_TESTS)
    used = _written(stack, "used", _WITH_FIXTURE.format(tests=tests))
    alone = _written(stack, "alone", _CALLS_ALONE.format(tests=tests))
    return {_PER_TEST: lambda: (_run(used) - _run(alone)) / tests}


def _written(stack: ExitStack, name: str, text: str) -> Path:
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    file = folder / f"test_{name}.py"
    file.write_text(text, encoding="utf-8")
    return file


def _run(file: Path, *options: str) -> float:
    """Return how long a whole run of pytest takes, in milliseconds."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *options, file.name]
    began = time.perf_counter()
    subprocess.run(command, cwd=file.parent, check=True, capture_output=True)  # noqa: S603  this interpreter
    return (time.perf_counter() - began) * 1e3


BENCHES = (
    Bench(
        "fixtures.calls",
        "a test with two calls, over an empty one",
        "µs",
        (
            Row(CLIENT, HTTPX, at_most(0.6)),
            Row(CLIENT, HTTPSERVER, at_most(0.25)),
            Row(CLIENT, TEST_CLIENT, at_most(0.15)),
            Row(CLIENT, RESPX),
        ),
        _start_calls,
    ),
    Bench(
        "fixtures.server",
        "a test with a server on a real socket, over an empty one",
        "µs",
        (Row(SERVER, UVICORN, at_most(0.02)), Row(RUNNING, UVICORN)),
        _start_servers,
    ),
    Bench(
        "fixtures.tenant", "opening a workspace in process, p50", "µs", (Row(TENANT, "", at_most(100)),), _start_tenant
    ),
    Bench("fixtures.plugin", "plugin loaded and unused", "ms", (Row(_UNUSED, "", at_most(10)),), _start_plugin),
    Bench("fixtures.client", "what a fixture adds to a test", "ms", (Row(_PER_TEST, "", at_most(1)),), _start_per_test),
)
