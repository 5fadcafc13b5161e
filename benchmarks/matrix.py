"""Single calls on every loop, with every parser, to another process and to a thread: none may wait for Nagle."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from itertools import product
from typing import Final

from benchmarks import cells
from benchmarks.processes import SERVER_CORE, caller, free_port, python, serve
from benchmarks.rounds import Bench, Contender, Row, Settings, at_most

_CELLS: Final = tuple(product(cells.LOOPS, cells.PARSERS, ("process", "thread")))
_NAMES: Final = tuple(", ".join(cell) for cell in _CELLS)


def _start(stack: ExitStack, settings: Settings) -> Mapping[str, Contender]:
    count = settings.sized(300)
    return {name: _milliseconds(_cell(stack, *cell, count)) for name, cell in zip(_NAMES, _CELLS, strict=True)}


def _cell(stack: ExitStack, loop: str, parser: str, mode: str, count: int) -> Callable[[], float]:
    """Return what measures one cell; both ends are on one core, as in a test that waits for its answer."""
    port = free_port()
    if mode == "thread":
        options = json.dumps({"port": port, "loop": loop, "parser": parser})
        return caller(stack, python("benchmarks.calls", "ours_in_thread", options), SERVER_CORE, count)
    serve(stack, python("benchmarks.cells", loop, parser, str(port)), port, ready="/health")
    return caller(stack, python("benchmarks.calls", "ours_http", json.dumps({"port": port})), SERVER_CORE, count)


def _milliseconds(measure: Callable[[], float]) -> Contender:
    return lambda: measure() / 1e3


BENCHES = (
    Bench(
        "loopback.matrix",
        "POST /customers over loopback, one at a time, p50",
        "ms",
        (Row("the slowest of every loop, parser and mode", "", at_most(2), of=_NAMES),),
        _start,
    ),
)
