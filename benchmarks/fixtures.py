"""What a test pays for the fixtures."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from benchmarks.later import not_yet
from benchmarks.rounds import Bench, Contender, Row, Settings, at_most

_TEST, _SOCKET = "a test with two calls, over an empty one", "a server of a test's own, on a real socket"
_UNUSED, _PER_TEST = "pytest start-up, over without it", "a test with plugipay_client, over its calls"
_TESTS: Final = 1000

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


def _start_plugin(stack: ExitStack, settings: Settings) -> Mapping[str, Contender]:
    del settings
    empty = _written(stack, "empty", _EMPTY)
    _run(empty)  # compiles what is not compiled yet, as every run after the first finds it
    return {_UNUSED: lambda: _run(empty) - _run(empty, "-p", "no:plugipay")}


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
    subprocess.run(command, cwd=file.parent, env=_compiled(), check=True, capture_output=True)  # noqa: S603  this interpreter
    return (time.perf_counter() - began) * 1e3


def _compiled() -> dict[str, str]:
    """Return this environment, but for the switch that keeps Python from storing what it has compiled."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


BENCHES = (
    not_yet(
        "fixtures.calls",
        "time per test",
        "µs",
        (_TEST, "pytest-httpx", at_most(0.6)),
        (_TEST, "pytest-httpserver", at_most(0.25)),
        (_TEST, "Starlette's TestClient", at_most(0.15)),
        (_SOCKET, "a uvicorn of a test's own", at_most(0.02)),
        ("a new tenant", "", at_most(100)),
    ),
    Bench("fixtures.plugin", "plugin loaded and unused", "ms", (Row(_UNUSED, "", at_most(10)),), _start_plugin),
    Bench("fixtures.client", "what a fixture adds to a test", "ms", (Row(_PER_TEST, "", at_most(1)),), _start_per_test),
)
