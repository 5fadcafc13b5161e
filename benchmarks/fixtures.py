"""What a test pays for the fixtures."""

from __future__ import annotations

from benchmarks.later import not_yet
from benchmarks.rounds import at_most

_TEST, _SOCKET = "a test with two calls, over an empty one", "a server of a test's own, on a real socket"
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
    not_yet("fixtures.plugin", "plugin loaded and unused", "ms", ("pytest start-up, over without it", "", at_most(10))),
)
