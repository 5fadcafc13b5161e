"""A call that never leaves the process."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from benchmarks.peers import home_of
from benchmarks.processes import CLIENT_CORE, caller, python
from benchmarks.rounds import Absent, Bench, Contender, Row, Settings, at_most

OURS, OURS_ASYNC = "signed PlugipayClient", "signed AsyncPlugipayClient"
MOCK, MOCK_ASYNC = "unsigned httpx MockTransport", "the same, async"
_TURNS = 4
TEST_CLIENT, RESPX, RESPX_ASYNC = "Starlette's TestClient", "respx", "respx, async"


def _start(stack: ExitStack, settings: Settings) -> Mapping[str, Contender]:
    count = settings.sized(2000 // _TURNS)
    home = home_of("respx", ("respx", "httpx"))
    commands: dict[str, Sequence[str] | Absent] = {
        OURS: python("benchmarks.calls", "ours_sync"),
        MOCK: python("benchmarks.calls", "mock_sync"),
        OURS_ASYNC: python("benchmarks.calls", "ours_async"),
        MOCK_ASYNC: python("benchmarks.calls", "mock_async"),
        TEST_CLIENT: python("benchmarks.calls", "test_client"),
        RESPX: _in_its(home, "respx"),
        RESPX_ASYNC: _in_its(home, "respx_async"),
    }
    return {
        name: command
        if isinstance(command, Absent)
        else caller(stack, command, CLIENT_CORE, count // (5 * (name == TEST_CLIENT) or 1))
        for name, command in commands.items()
    }


def _in_its(home: Path | Absent, name: str) -> Sequence[str] | Absent:
    return home if isinstance(home, Absent) else [str(home / "bin" / "python"), "-m", "benchmarks.calls", name]


BENCHES = (
    Bench(
        "in_process.call",
        "POST /customers in process, p50",
        "µs",
        (
            Row(OURS, MOCK, at_most(1.5)),
            Row(OURS, RESPX, at_most(0.9)),
            Row(OURS, TEST_CLIENT, at_most(0.1)),
            Row(OURS_ASYNC, MOCK_ASYNC, at_most(1.5)),
            Row(OURS_ASYNC, RESPX_ASYNC, at_most(0.9)),
            Row(OURS_ASYNC, TEST_CLIENT, at_most(0.1)),
        ),
        _start,
        turns=_TURNS,
    ),
)
