"""What it costs to remember.

Each figure is taken in a fresh process; `python -m benchmarks.memory NAME COUNT` takes one.
"""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Mapping
from contextlib import ExitStack

from benchmarks.processes import told
from benchmarks.recipes import JSON, KEY_ID, Recipe
from benchmarks.rounds import Bench, Contender, Row, Settings, at_most

CUSTOMER, TEN_CAPS, AT_CAP = "customer + event + idempotency record", "after ten times the cap", "at the cap"
_CAP = 100_000
"""A server's own."""
_ASK = Recipe("POST", "/api/v1/account/email-change", '{"email":"<n>@example.com","password":"x"}', JSON, keyed=True)
"""A write that keeps nothing but its idempotency record."""


def _start_objects(stack: ExitStack, settings: Settings) -> Mapping[str, Contender]:
    del stack
    count = settings.sized(100_000)
    return {
        CUSTOMER: lambda: _told("ours", count),
        "dict of dicts, the same three": lambda: _told("dicts", count),
    }


def _start_records(stack: ExitStack, settings: Settings) -> Mapping[str, Contender]:
    del stack
    count = settings.sized(_CAP * 10)
    cap = count // 10
    return {AT_CAP: lambda: _told("records", cap, cap), TEN_CAPS: lambda: _told("records", count, cap)}


def _told(name: str, *numbers: int) -> float:
    return told("benchmarks.memory", name, *map(str, numbers))


def ours(count: int) -> float:
    """Return the bytes for each customer."""
    from benchmarks.filling import Filled, resident  # noqa: PLC0415  only the process that measures needs the server

    filled = Filled()
    deque(filled.create(100), maxlen=0)
    before = resident()
    deque(filled.create(count, first=100), maxlen=0)
    return (resident() - before) / count


def dicts(count: int) -> float:
    """Return the bytes for each customer of a store that keeps what JSON parsers give it."""
    from benchmarks.filling import resident  # noqa: PLC0415
    from benchmarks.floors import DictStore  # noqa: PLC0415
    from benchmarks.recipes import CREATE  # noqa: PLC0415

    store = DictStore()
    before = resident()
    for number in range(count):
        store.create(f"idem_{number}", CREATE.body.replace("<n>", str(number)).encode())
    return (resident() - before) / count


def records(count: int, cap: int) -> float:
    """Return the MiB that so many idempotency keys have left behind where so many are kept."""
    from benchmarks.filling import Filled, resident  # noqa: PLC0415
    from plugipay_mock.gate.idempotency import Replays  # noqa: PLC0415

    filled = Filled()
    deque(filled.send(_ASK, 1), maxlen=0)
    key = filled.world.keys[KEY_ID]
    filled.world.workspaces[key.account_id].tenants[key.mode].replays = Replays(cap)
    before = resident()
    deque(filled.send(_ASK, count, first=1), maxlen=0)
    return (resident() - before) / 2**20


BENCHES = (
    Bench(
        "memory.objects",
        "bytes for each of 100k",
        "bytes",
        (Row(CUSTOMER, "", at_most(2048)), Row(CUSTOMER, "dict of dicts, the same three")),
        _start_objects,
        rounds=3,
    ),
    Bench(
        "memory.records",
        "idempotency records",
        "MiB",
        (Row(TEN_CAPS, AT_CAP, at_most(1.15)),),
        _start_records,
        rounds=3,
    ),
)

if __name__ == "__main__":
    print({"ours": ours, "dicts": dicts, "records": records}[sys.argv[1]](*map(int, sys.argv[2:])))
