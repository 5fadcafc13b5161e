"""The arithmetic of the reports: from what was booked to the figures.

Source of the figures' names: SDK facts section 2.3. Guesses: `from` is inclusive and `to` exclusive, days are UTC days,
a profit and loss report names its four codes even when nothing was booked on them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from plugipay_mock.errors import FieldProblem, InvalidRequest
from plugipay_mock.resources.ledger.model import CASH, PLATFORM_FEE, REFUNDS, REVENUE, TAX, Total

_DAY: Final = 24 * 3600


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time in epoch seconds: `start` inclusive, `end` exclusive.

    Raises:
        InvalidRequest: it ends before it starts.
    """

    start: float
    end: float

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise InvalidRequest(FieldProblem("to", "must not be before from"))

    @property
    def whole_days(self) -> tuple[float, float]:
        """The first midnight within, and the last one; the later is first when the period has no midnight."""
        return -(-self.start // _DAY) * _DAY, self.end // _DAY * _DAY

    @property
    def edges(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """What lies before the first whole day, and what lies after the last; each may be empty."""
        first, last = self.whole_days
        return (self.start, min(first, self.end)), (max(first, last), self.end)


@dataclass(frozen=True, slots=True)
class Profit:
    """What was earned, and what of it was given away again."""

    revenue: int
    refunds: int
    platform_fees: int
    tax: int

    @property
    def net(self) -> int:
        """What is left."""
        return self.revenue - self.refunds - self.platform_fees - self.tax

    @property
    def lines(self) -> tuple[tuple[str, int], ...]:
        """Every figure by the code it is booked on."""
        return (
            (REVENUE, self.revenue),
            (REFUNDS, self.refunds),
            (PLATFORM_FEE, self.platform_fees),
            (TAX, self.tax),
        )


@dataclass(frozen=True, slots=True)
class Flow:
    """Cash that came in and went out on one UTC day, or in all."""

    day: str
    inflow: int
    outflow: int

    @property
    def net(self) -> int:
        """What stayed."""
        return self.inflow - self.outflow


@dataclass(frozen=True, slots=True)
class Sales:
    """How often something was sold, and for how much in all."""

    count: int = 0
    volume: int = 0


def sales(movements: Iterable[Total]) -> Sales:
    """Count the sales among what was booked, refunded or not; each is one entry of revenue."""
    sold = [movement for movement in movements if movement.code == REVENUE]
    return Sales(sum(movement.entries for movement in sold), sum(movement.credits for movement in sold))


def profit(movements: Iterable[Total]) -> Profit:
    """Sum what was booked on the codes of profit and loss."""
    balances: defaultdict[str, int] = defaultdict(int)
    for movement in movements:
        balances[movement.code] += movement.balance
    return Profit(
        revenue=-balances[REVENUE],
        refunds=balances[REFUNDS],
        platform_fees=balances[PLATFORM_FEE],
        tax=balances[TAX],
    )


def flows(movements: Iterable[Total]) -> list[Flow]:
    """Return the cash of every day on which some moved, oldest first."""
    days: defaultdict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for movement in movements:
        if movement.code == CASH:
            day = movement.created_at[: len("2026-05-12")]
            inflow, outflow = days[day]
            days[day] = inflow + movement.debits, outflow + movement.credits
    return [Flow(day, *days[day]) for day in sorted(days)]
