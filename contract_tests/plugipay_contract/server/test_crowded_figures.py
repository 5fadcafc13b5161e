"""The figures of a workspace in which others may be at work: they grow by what is booked meanwhile, whoever did it."""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeAlias

import pytest

from plugipay_contract import money
from plugipay_contract.caller import Caller, Workspace, in_mode
from plugipay_contract.quiet import at_once, tries
from plugipay_contract.server.test_booked import METHODS, WAYS, Way, told_balances
from plugipay_contract.server.test_ledger import ALWAYS, entries, report, totals
from plugipay_contract.server.test_modes import OTHER

Figures: TypeAlias = dict[Any, int]
Entries: TypeAlias = list[dict[str, Any]]

Look: TypeAlias = Callable[[], Figures]
View: TypeAlias = Callable[[Caller, str], Any]
Sum: TypeAlias = Callable[[Entries, str], Figures]

PAGE = 100
"""Entries that one look shows; when as many are new, there may be more."""


def taxed(caller: Caller, currency: str) -> money.Thing:
    """An invoice of which a part is owed on."""
    return money.paid_invoice(caller, currency=currency, lines=[money.line(9_000)], tax=990)


MOVES: dict[str, Way] = {name: way for name, (way, _, needs) in WAYS.items() if not needs} | {"taxed-invoice": taxed}
"""What moves money wherever there is a key."""


def balances_by(rows: Entries, currency: str) -> Figures:
    """What entries come to on every code in every currency: balances are told all at once."""
    del currency
    return dict(totals(rows))


def profit(caller: Caller, currency: str) -> Figures:
    """What came in, what went back, what is owed on, and what is left."""
    pnl = report(caller, "pnl", f"{ALWAYS}&currency={currency}")
    return {name: pnl[name] for name in ("revenue", "refunds", "tax", "net")}


def profit_by(rows: Entries, currency: str) -> Figures:
    """The same by the entries."""
    revenue, refunds, tax = (totals(rows)[code, currency] for code in ("revenue", "refunds", "tax"))
    return {"revenue": -revenue, "refunds": refunds, "tax": tax, "net": -revenue - refunds - tax}


def flow(caller: Caller, currency: str) -> Figures:
    """What cash came in, what went out, and what is left."""
    told = report(caller, "cash-flow", f"{ALWAYS}&currency={currency}")
    return {name: told[name] for name in ("totalInflow", "totalOutflow", "net")}


def flow_by(rows: Entries, currency: str) -> Figures:
    """The same by the entries."""
    came, went = ([row for row in rows if row["direction"] == side] for side in ("debit", "credit"))
    inflow, outflow = totals(came)["cash", currency], -totals(went)["cash", currency]
    return {"totalInflow": inflow, "totalOutflow": outflow, "net": inflow - outflow}


def funds(caller: Caller, currency: str) -> Figures:
    """What the books have to be paid out: rupiah, whatever is moved."""
    del currency
    return {"ledgerBalance": money.balance(caller)["ledgerBalance"]}


def funds_by(rows: Entries, currency: str) -> Figures:
    """The same by the entries."""
    del currency
    return {"ledgerBalance": totals(rows)["cash", "IDR"]}


VIEWS: dict[str, tuple[View, Sum]] = {
    "balances": (lambda caller, _: told_balances(caller), balances_by),
    "pnl": (profit, profit_by),
    "cash-flow": (flow, flow_by),
    "payouts": (funds, funds_by),
}


def growth(before: Figures, after: Figures) -> Figures:
    """By how much figures are more than they were, or less, for those that are; what is not told is nothing."""
    grown = {name: after.get(name, 0) - before.get(name, 0) for name in {**before, **after}}
    return {name: more for name, more in grown.items() if more}


each_view = pytest.mark.parametrize(("look", "by"), VIEWS.values(), ids=VIEWS)


def seen_around(caller: Caller, look: Look, act: Callable[[], object]) -> tuple[Figures, Figures, Entries]:
    """Figures before and after an act, and the entries in between; one act more if a look may not show all of them."""
    before, after, new = Figures(), Figures(), Entries()
    for _ in tries(caller):
        before, old = at_once(caller, look, partial(entries, caller))
        act()
        after, now = at_once(caller, look, partial(entries, caller))
        new = [row for row in now if row not in old]
        if len(new) < PAGE:
            break
    return before, after, new


@each_view
@pytest.mark.parametrize("currency", METHODS)
@pytest.mark.parametrize("way", MOVES.values(), ids=MOVES)
def test_figures_grow_by_what_is_booked(someone: Caller, way: Way, currency: str, look: View, by: Sum) -> None:
    """Balances, profit, cash flow and what can be paid out grow by the entries that are new."""
    act = partial(way, someone, currency)
    before, after, new = seen_around(someone, partial(look, someone, currency), act)

    assert 0 < len(new) < PAGE
    assert growth(before, after) == growth({}, by(new, currency))


@each_view
@pytest.mark.parametrize("mode", ["test", "live"])
def test_figures_of_a_mode_do_not_grow_by_what_the_other_books(
    somewhere: Workspace, mode: str, look: View, by: Sum
) -> None:
    """What is sold in the one mode is in no figure of the other; what is booked there is."""
    here, there = in_mode(somewhere, mode), in_mode(somewhere, OTHER[mode])
    act = partial(MOVES["payout"], there, "IDR")
    before, after, new = seen_around(here, partial(look, here, "IDR"), act)

    assert len(new) < PAGE
    assert growth(before, after) == growth({}, by(new, "IDR"))
