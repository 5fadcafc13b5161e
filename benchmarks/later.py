"""Rows for what the repository does not have yet, so that nobody forgets them."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack

from benchmarks.rounds import Absent, Bench, Contender, Row, Settings, Target


def not_yet(name: str, about: str, unit: str, *rows: tuple[str, str, Target]) -> Bench:
    """Return a bench that only says what will be measured."""

    def start(stack: ExitStack, settings: Settings) -> Mapping[str, Contender]:
        del stack, settings
        return {ours: Absent("not there yet") for ours, _, _ in rows}

    return Bench(name, about, unit, tuple(Row(*row) for row in rows), start)
