"""Where the core's time goes: `python -m benchmarks.profile [create|get|list|account]`."""

from __future__ import annotations

import cProfile
import json
import pstats
import sys
import time
from collections.abc import Callable

from benchmarks.filling import Filled, inbound
from benchmarks.recipes import CREATE, Recipe
from plugipay_mock.message import Inbound

_COUNT, _AHEAD, _REPEATS, _SHOWN = 5000, 50, 7, 45


def _recipes(filled: Filled) -> dict[str, Recipe]:
    first = json.loads(next(filled.create(1)).body)["data"]["id"]
    root = "/api/v1/customers"
    return {
        "create": CREATE,
        "get": Recipe("GET", f"{root}/{first}", signed=True),
        "list": Recipe("GET", f"{root}?limit=20", signed=True),
        "account": Recipe("GET", "/api/v1/account", signed=True),
    }


def _spent(filled: Filled, recipe: Recipe, tag: str) -> float:
    """Return the µs of processor time of a request. Few are made ahead: a server's are fresh in the cache, too."""
    spent = 0.0
    for start in range(0, _COUNT, _AHEAD):
        requests = [inbound(recipe, f"{tag}-{start + number}") for number in range(_AHEAD)]
        spent += _handled(filled, requests)
    return spent / _COUNT * 1e6


def _handled(filled: Filled, requests: list[Inbound]) -> float:
    handle: Callable[[Inbound], object] = filled.core.handle
    began = time.process_time()
    for request in requests:
        handle(request)
    return time.process_time() - began


def main(chosen: str = "") -> None:
    """Tell the cost of each kind of request, or where it goes for one."""
    filled = Filled()
    for name, recipe in _recipes(filled).items():
        if chosen in {"", name}:
            best = min(_spent(filled, recipe, str(turn)) for turn in range(_REPEATS))
            print(f"{name:10} {best:6.1f} µs at best of {_REPEATS}")
        if chosen == name:
            requests = [inbound(recipe, f"profiled-{number}") for number in range(_COUNT)]
            with cProfile.Profile() as profile:
                _handled(filled, requests)
            pstats.Stats(profile).strip_dirs().sort_stats("tottime").print_stats(_SHOWN)


if __name__ == "__main__":
    main(*sys.argv[1:])
