"""A call that never leaves the process."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack

from benchmarks.peers import home_of
from benchmarks.processes import CLIENT_CORE, caller, python
from benchmarks.rounds import Absent, Bench, Contender, Row, Settings, at_most

OURS, OURS_ASYNC = "signed PlugipayClient", "signed AsyncPlugipayClient"
MOCK, MOCK_ASYNC = "unsigned httpx MockTransport", "the same, async"
TEST_CLIENT, RESPX = "Starlette's TestClient", "respx"


def _start(stack: ExitStack, settings: Settings) -> Mapping[str, Contender]:
    count = settings.sized(2000)
    home = home_of("respx", ("respx", "httpx"))
    respx = home if isinstance(home, Absent) else [str(home / "bin" / "python"), "-m", "benchmarks.calls", "respx"]
    commands = {
        OURS: python("benchmarks.calls", "ours_sync"),
        MOCK: python("benchmarks.calls", "mock_sync"),
        OURS_ASYNC: python("benchmarks.calls", "ours_async"),
        MOCK_ASYNC: python("benchmarks.calls", "mock_async"),
        TEST_CLIENT: python("benchmarks.calls", "test_client"),
        RESPX: respx,
    }
    return {
        name: command
        if isinstance(command, Absent)
        else caller(stack, command, CLIENT_CORE, count // (5 * (name == TEST_CLIENT) or 1))
        for name, command in commands.items()
    }


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
        ),
        _start,
    ),
)
