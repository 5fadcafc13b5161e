"""Whether the cost of a request depends on how many workspaces there are: a long run has one for each of its tests.

Each figure is taken in a fresh process; `python -m benchmarks.crowd WHAT COUNT` takes one.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Mapping
from contextlib import ExitStack
from functools import partial
from statistics import median
from typing import Any

from benchmarks.processes import told
from benchmarks.recipes import CREATE, JSON, Recipe, json_text
from benchmarks.rounds import Bench, Contender, Row, Settings, at_most

_SIZES = {"one of 5k": 5_000, "one of 10": 10}
_WHAT = ("page", "create")
_CALLS = 300
_SESSION = {
    "amount": 50_000,
    "currency": "IDR",
    "methods": ["qris"],
    "successUrl": "https://shop.example/thanks",
    "cancelUrl": "https://shop.example/cart",
}


def _start(stack: ExitStack, settings: Settings) -> Mapping[str, Contender]:
    del stack, settings
    return {
        f"{what}, {name}": partial(told, "benchmarks.crowd", what, str(count))
        for name, count in _SIZES.items()
        for what in _WHAT
    }


def main(what: str, count: int) -> None:
    """Tell the median time in µs of what the last of so many workspaces is asked, in the core."""
    from benchmarks.filling import Filled, inbound  # noqa: PLC0415
    from plugipay_mock.world import World  # noqa: PLC0415  only the process that measures needs the server

    world = World()
    for number in range(count - 1):
        world.enrol(f"merchant {number}")
    filled = Filled(world)
    opening = Recipe("POST", "/api/v1/checkout-sessions", json_text(_SESSION), JSON, signed=True)
    session: dict[str, Any] = json.loads(next(filled.send(opening, 1)).body)["data"]
    recipe = CREATE if what == "create" else Recipe("GET", f"/api/v1/public/checkout/sessions/{session['id']}")
    requests = [inbound(recipe, f"{what}-{number}") for number in range(_CALLS)]
    print(median(map(partial(_timed, filled.core.handle), requests)) * 1e6)


def _timed(handle: Any, request: Any) -> float:
    began = time.perf_counter()
    answer = handle(request)
    spent = time.perf_counter() - began
    assert answer.status < 300, answer.body  # noqa: PLR2004
    return spent


BENCHES = (
    Bench(
        "growth.workspaces",
        "in the core, p50",
        "µs",
        tuple(Row(f"{what}, one of 5k", f"{what}, one of 10", at_most(1.25)) for what in _WHAT),
        _start,
    ),
)

if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
