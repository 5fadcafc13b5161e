"""The figures of a workspace in which others may be at work: they grow by what is booked meanwhile, whoever did it."""

from collections import Counter
from collections.abc import Callable, Hashable
from functools import partial
from typing import Any, TypeAlias

import pytest

from plugipay_contract import money
from plugipay_contract.caller import Caller
from plugipay_contract.quiet import at_once, tries
from plugipay_contract.server.test_booked import METHODS, WAYS, Way, told_balances
from plugipay_contract.server.test_ledger import ALWAYS, entries, report, signed

Figures: TypeAlias = dict[Hashable, int]
Entries: TypeAlias = list[dict[str, Any]]

PAGE = 100
"""Entries that one look shows; when as many are new, there may be more."""


def taxed(caller: Caller, currency: str) -> money.Thing:
    """An invoice of which a part is owed on."""
    return money.paid_invoice(caller, currency=currency, lines=[money.line(9_000)], tax=990)


MOVES: dict[str, Way] = {name: way for name, (way, _, needs) in WAYS.items() if not needs} | {"taxed-invoice": taxed}
"""What moves money wherever there is a key."""


def sum_of(rows: Entries, code: str, currency: str) -> int:
    """What entries come to on one code, credits being negative."""
    return sum(signed(row) for row in rows if (row["code"], row["currency"]) == (code, currency))


def balances_by(rows: Entries, currency: str) -> Figures:
    """What entries come to on every code in every currency: balances are told all at once."""
    del currency
    totals: Counter[Hashable] = Counter()
    for row in rows:
        totals[row["code"], row["currency"]] += signed(row)
    return totals


def profit(caller: Caller, currency: str) -> Figures:
    """What came in, what went back, what is owed on, and what is left."""
    pnl = report(caller, "pnl", f"{ALWAYS}&currency={currency}")
    return {name: pnl[name] for name in ("revenue", "refunds", "tax", "net")}


def profit_by(rows: Entries, currency: str) -> Figures:
    """The same by the entries."""
    revenue, refunds, tax = (sum_of(rows, code, currency) for code in ("revenue", "refunds", "tax"))
    return {"revenue": -revenue, "refunds": refunds, "tax": tax, "net": -revenue - refunds - tax}


def flow(caller: Caller, currency: str) -> Figures:
    """What cash came in, what went out, and what is left."""
    told = report(caller, "cash-flow", f"{ALWAYS}&currency={currency}")
    return {name: told[name] for name in ("totalInflow", "totalOutflow", "net")}


def flow_by(rows: Entries, currency: str) -> Figures:
    """The same by the entries."""
    came, went = ([row for row in rows if row["direction"] == side] for side in ("debit", "credit"))
    inflow, outflow = sum_of(came, "cash", currency), -sum_of(went, "cash", currency)
    return {"totalInflow": inflow, "totalOutflow": outflow, "net": inflow - outflow}


def funds(caller: Caller, currency: str) -> Figures:
    """What the books have to be paid out: rupiah, whatever is moved."""
    del currency
    return {"ledgerBalance": money.balance(caller)["ledgerBalance"]}


def funds_by(rows: Entries, currency: str) -> Figures:
    """The same by the entries."""
    del currency
    return {"ledgerBalance": sum_of(rows, "cash", "IDR")}


VIEWS: dict[str, tuple[Callable[[Caller, str], Any], Callable[[Entries, str], Figures]]] = {
    "balances": (lambda caller, _: told_balances(caller), balances_by),
    "pnl": (profit, profit_by),
    "cash-flow": (flow, flow_by),
    "payouts": (funds, funds_by),
}


def growth(before: Figures, after: Figures) -> Figures:
    """By how much figures are more than they were, for those that are."""
    return {name: more for name, figure in after.items() if (more := figure - before.get(name, 0))}


@pytest.mark.parametrize(("look", "by"), VIEWS.values(), ids=VIEWS)
@pytest.mark.parametrize("currency", METHODS)
@pytest.mark.parametrize("way", MOVES.values(), ids=MOVES)
def test_figures_grow_by_what_is_booked(
    someone: Caller,
    way: Way,
    currency: str,
    look: Callable[[Caller, str], Figures],
    by: Callable[[Entries, str], Figures],
) -> None:
    """Balances, profit, cash flow and what can be paid out grow by the entries that are new."""
    look_now = partial(at_once, someone, partial(look, someone, currency), partial(entries, someone))
    before, after, new = Figures(), Figures(), Entries()
    for _ in tries(someone):
        before, old = look_now()
        way(someone, currency)
        after, now = look_now()
        new = [row for row in now if row not in old]
        if len(new) < PAGE:
            break

    assert 0 < len(new) < PAGE
    assert growth(before, after) == growth({}, by(new, currency))
