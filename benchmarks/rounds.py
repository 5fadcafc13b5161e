"""The round-robin runner: absolute figures drift within minutes, ratios taken within one round hardly do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from statistics import median
from typing import TypeAlias

Measure: TypeAlias = Callable[[], float]
"""Takes one measurement; what it costs, or how much it does, is up to the bench's unit."""


class BrokenMeasurementError(RuntimeError):
    """A contender did not do what is measured: the figure would mean nothing."""


@dataclass(frozen=True, slots=True)
class Absent:
    """A contender that is not there, and why; its rows are shown all the same."""

    reason: str


Contender: TypeAlias = Measure | Absent


@dataclass(frozen=True, slots=True)
class Target:
    """What a figure or a ratio ought to be; missing it is told, and is no failure."""

    limit: float
    at_least: bool

    def __str__(self) -> str:
        return f"{'≥' if self.at_least else '≤'} {self.limit:,.4g}"

    def met(self, value: float) -> bool:
        """Say whether a value is within the target."""
        return value >= self.limit if self.at_least else value <= self.limit


def at_most(limit: float) -> Target:
    """Return a target for costs."""
    return Target(limit, at_least=False)


def at_least(limit: float) -> Target:
    """Return a target for rates."""
    return Target(limit, at_least=True)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: the ratio of two contenders, or the figure of one when `other` is empty.

    Attributes:
        of: contenders whose largest figure is meant by `ours`, which is then just a name for it.
    """

    ours: str
    other: str
    target: Target | None = None
    of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """How long and how often to measure.

    Attributes:
        rounds: of every bench.
        scale: 1 for the full size, less for a quick look.
    """

    rounds: int = 9
    scale: float = 1.0

    def sized(self, full: int) -> int:
        """Return a count, scaled; never nothing."""
        return max(1, int(full * self.scale))


@dataclass(frozen=True, slots=True)
class Bench:
    """Contenders that do the same, measured by turns.

    Attributes:
        name: what `--only` is compared with: `family.what`.
        about: what is measured, for the table.
        start: sets the contenders up, and leaves on the stack what takes them down again.
        rounds: the most rounds that make sense, for what takes minutes; None for no limit.
        turns: short rounds in the place of each, for what takes less than a second: a shared machine changes its pace
            so quickly that one contender can meet another machine than the next.
    """

    name: str
    about: str
    unit: str
    rows: tuple[Row, ...]
    start: Callable[[ExitStack, Settings], Mapping[str, Contender]]
    rounds: int | None = None
    turns: int = 1


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a bench: one figure for each contender and round."""

    bench: Bench
    figures: dict[str, list[float]] = field(default_factory=dict)
    absent: dict[str, str] = field(default_factory=dict)
    broken: str = ""

    def values(self, row: Row) -> list[float]:
        """Return the row's ratio (or figure) in each round; nothing when a contender is absent."""
        ours = self._worst(row.of) if row.of else self.figures.get(row.ours, [])
        if not row.other:
            return ours
        return [mine / theirs for mine, theirs in zip(ours, self.figures.get(row.other, []), strict=False)]

    def reason(self, row: Row) -> str:
        """Return why a row has no values."""
        missing = [name for name in (*(row.of or [row.ours]), row.other) if name and name not in self.figures]
        return self.broken or "; ".join(self.absent.get(name, f"{name}: not measured") for name in missing)

    def _worst(self, names: tuple[str, ...]) -> list[float]:
        return [max(each) for each in zip(*(self.figures.get(name, []) for name in names), strict=False)]


@dataclass(frozen=True, slots=True)
class Spread:
    """Median, least and most of some values."""

    median: float
    least: float
    most: float

    @classmethod
    def of(cls, values: list[float]) -> Spread:
        """Gather values; there must be one."""
        return cls(median(values), min(values), max(values))


def run(bench: Bench, settings: Settings) -> Outcome:
    """Measure a bench; what goes wrong is told in the outcome."""
    outcome = Outcome(bench)
    with ExitStack() as stack:
        contenders = bench.start(stack, settings)
        outcome.absent.update({name: each.reason for name, each in contenders.items() if isinstance(each, Absent)})
        present = {name: each for name, each in contenders.items() if not isinstance(each, Absent)}
        for number in range(min(settings.rounds, bench.rounds or settings.rounds) * bench.turns):
            for name in _turned(list(present), number):
                outcome.figures.setdefault(name, []).append(present[name]())
    return outcome


def _turned(names: list[str], number: int) -> list[str]:
    """Let another contender begin each round, so that none always has the same neighbour's heat."""
    at = number % len(names) if names else 0
    return names[at:] + names[:at]
