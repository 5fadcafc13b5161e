"""Time that is moved: everything due in between happens.

Each figure is taken in a fresh process; `python -m benchmarks.clock COUNT` takes one.
"""

from __future__ import annotations

import json
import sys
import time
from collections import deque
from collections.abc import Mapping
from contextlib import ExitStack
from functools import partial
from typing import Any

from benchmarks.processes import told
from benchmarks.recipes import CREATE, JSON, KEY_ID, Recipe, json_text
from benchmarks.rounds import Bench, Contender, Row, Settings, at_least

MANY, FEW = "100k subscriptions", "10k subscriptions"
_PLAN = {"name": "Pro", "currency": "IDR", "amount": 5000, "interval": "month"}


def _start(stack: ExitStack, settings: Settings) -> Mapping[str, Contender]:
    del stack
    many, few = settings.sized(100_000), settings.sized(10_000)
    return {name: partial(told, "benchmarks.clock", str(count)) for name, count in ((MANY, many), (FEW, few))}


def main(count: int) -> None:
    """Tell the renewals a second of so many monthly subscriptions, when 35 days pass."""
    from benchmarks.filling import Filled  # noqa: PLC0415
    from plugipay_mock import timeline  # noqa: PLC0415  only the process that measures needs the server

    filled = Filled()
    customer = _made(filled, CREATE)
    plan = _made(filled, _post("/api/v1/plans", _PLAN))
    ids = {"customerId": customer["id"], "planId": plan["id"], "priceId": plan["prices"][0]["id"]}
    deque(filled.send(_post("/api/v1/subscriptions", ids), count), maxlen=0)
    key = filled.world.keys[KEY_ID]
    tenant = filled.world.workspaces[key.account_id].tenants[key.mode]
    began = time.perf_counter()
    happened = timeline.advance(filled.world, tenant, days=35)
    spent = time.perf_counter() - began
    renewed = sum(event.type.startswith("plugipay.subscription.renewed") for event in happened)
    assert renewed == count, renewed
    print(renewed / spent)


def _post(path: str, body: Any) -> Recipe:
    return Recipe("POST", path, json_text(body), JSON, signed=True)


def _made(filled: Any, recipe: Recipe) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(next(filled.send(recipe, 1)).body)["data"]
    return made


BENCHES = (
    Bench(
        "clock.advance",
        "advance by 35 days",
        "renewals/s",
        (Row(MANY, "", at_least(20_000)), Row(MANY, FEW, at_least(0.8))),
        _start,
        rounds=3,
    ),
)

if __name__ == "__main__":
    main(int(sys.argv[1]))
