"""`python -m benchmarks`: measure, print a table, and fail only when a measurement is broken."""

from __future__ import annotations

import argparse
import fnmatch
import json
import os
import sys
import traceback
from pathlib import Path

from benchmarks import (
    clock,
    crowd,
    fixtures,
    growth,
    in_process,
    loopback,
    matrix,
    memory,
    scale,
    startup,
    table,
    webhooks,
)
from benchmarks.rounds import Bench, Outcome, Settings, run

BENCHES: tuple[Bench, ...] = (
    *in_process.BENCHES,
    *loopback.BENCHES,
    *matrix.BENCHES,
    *scale.BENCHES,
    *startup.BENCHES,
    *fixtures.BENCHES,
    *growth.BENCHES,
    *crowd.BENCHES,
    *memory.BENCHES,
    *clock.BENCHES,
    *webhooks.BENCHES,
)
_FULL, _QUICK = Settings(), Settings(rounds=3, scale=0.1)


def main() -> int:
    """Run the benches that were asked for; return the exit code."""
    asked = _arguments()
    if asked.list:
        print("\n".join(f"{bench.name:24} {bench.about}" for bench in BENCHES))
        return 0
    # A server in use has been compiled; told not to store that, Python would do it anew at every launch.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    settings = _QUICK if asked.quick else _FULL
    outcomes = [_told(bench, settings) for bench in BENCHES if _chosen(bench.name, asked.only)]
    print(table.markdown(outcomes))
    if asked.json is not None:
        report = {"machine": table.machine(), "rounds": settings.rounds, "benches": table.data(outcomes)}
        asked.json.write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 1 if not outcomes or any(outcome.broken for outcome in outcomes) else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", metavar="PATTERN", help="benches whose name has this in it, or matches it (*, ?)")
    parser.add_argument("--quick", action="store_true", help="three rounds of a tenth of the size: a look, no evidence")
    parser.add_argument("--json", metavar="FILE", type=Path, help="write everything that was measured")
    parser.add_argument("--list", action="store_true", help="name the benches and stop")
    return parser.parse_args()


def _chosen(name: str, pattern: str | None) -> bool:
    return pattern is None or pattern in name or fnmatch.fnmatch(name, pattern)


def _told(bench: Bench, settings: Settings) -> Outcome:
    print(f"{bench.name}: {bench.about} …", file=sys.stderr, flush=True)
    try:
        return run(bench, settings)
    except Exception as error:  # noqa: BLE001  the other benches still run; the exit code tells
        traceback.print_exc()
        return Outcome(bench, broken=f"broken: {error}")


if __name__ == "__main__":
    sys.exit(main())
