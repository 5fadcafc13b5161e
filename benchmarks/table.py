"""Shows outcomes: a Markdown table for people, plain data for programs."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path
from typing import Any

from benchmarks.rounds import Outcome, Row, Spread

_SHOWN = ("httpx", "uvicorn", "uvloop", "httptools", "orjson", "pydantic", "fastapi", "starlette", "python-ulid")


def machine() -> dict[str, Any]:
    """Return what the figures depend on, and nothing that names this machine."""
    return {
        "cpu": _cpu(),
        "cores": os.cpu_count(),
        "system": platform.system(),
        "python": platform.python_version(),
        "versions": {name: metadata.version(name) for name in _SHOWN},
    }


def markdown(outcomes: Iterable[Outcome]) -> str:
    """Return the ratios as a table, and below it the figures they were made of."""
    outcomes = list(outcomes)
    lines = ["| what | median | least | most | target | |", "|---|---:|---:|---:|---:|---|"]
    lines += [_line(outcome, row) for outcome in outcomes for row in outcome.bench.rows]
    lines += ["", "| contender | median | least | most | unit |", "|---|---:|---:|---:|---|"]
    lines += [line for outcome in outcomes for line in _figures(outcome)]
    return "\n".join(lines)


def data(outcomes: Iterable[Outcome]) -> list[dict[str, Any]]:
    """Return everything that was measured."""
    return [_data(outcome) for outcome in outcomes]


def _line(outcome: Outcome, row: Row) -> str:
    what = f"{outcome.bench.about}: {_what(row)}"
    target = "" if row.target is None else str(row.target)
    values = outcome.values(row)
    if not values:
        return f"| {what} | | | | {target} | {_one_line(outcome.reason(row))} |"
    spread = Spread.of(values)
    verdict = "" if row.target is None else "met" if row.target.met(spread.median) else "**missed**"
    cells = " | ".join(_number(each) for each in (spread.median, spread.least, spread.most))
    return f"| {what} | {cells} | {target} | {verdict} |"


def _what(row: Row) -> str:
    return f"{row.ours} / {row.other}" if row.other else row.ours


def _figures(outcome: Outcome) -> list[str]:
    lines = []
    for name, values in outcome.figures.items():
        spread = Spread.of(values)
        cells = " | ".join(_number(each) for each in (spread.median, spread.least, spread.most))
        lines.append(f"| {outcome.bench.name}: {name} | {cells} | {outcome.bench.unit} |")
    return lines


def _data(outcome: Outcome) -> dict[str, Any]:
    rows = []
    for row in outcome.bench.rows:
        values = outcome.values(row)
        spread = Spread.of(values) if values else None
        rows.append(
            {
                "ours": row.ours,
                "other": row.other,
                "target": None if row.target is None else str(row.target),
                "median": spread and spread.median,
                "least": spread and spread.least,
                "most": spread and spread.most,
                "met": None if spread is None or row.target is None else row.target.met(spread.median),
            }
        )
    return {
        "bench": outcome.bench.name,
        "about": outcome.bench.about,
        "unit": outcome.bench.unit,
        "rows": rows,
        "figures": outcome.figures,
        "absent": outcome.absent,
        "broken": outcome.broken,
    }


def _one_line(text: str) -> str:
    lines = text.strip().splitlines()
    return lines[0] if len(lines) < 2 else f"{lines[0]} … {lines[-1]}"  # noqa: PLR2004


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"  # noqa: PLR2004  three digits either way


def _cpu() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())
