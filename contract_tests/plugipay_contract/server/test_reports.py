"""Reports of a time: what happened in it, day by day, and nothing else."""

from collections.abc import Callable

import pytest

from plugipay_contract import money
from plugipay_contract.caller import Caller
from plugipay_contract.server.test_ledger import ALWAYS, exported, report
from plugipay_contract.subjects import Ability

pytestmark = pytest.mark.needs(Ability.AUTO_KEYS)

SOLD_AT = "2026-01-31T10:00:00Z"
AMOUNT = 50_000
PERIODS: dict[str, tuple[str, str, int]] = {
    "around": ("2026-01-01T00:00:00Z", "2026-03-01T00:00:00Z", AMOUNT),
    "of-that-day": ("2026-01-31T00:00:00Z", "2026-02-01T00:00:00Z", AMOUNT),
    "of-that-hour": ("2026-01-31T09:30:00Z", "2026-01-31T10:30:00Z", AMOUNT),
    "until-that-noon": ("2026-01-01T00:00:00Z", "2026-01-31T12:00:00Z", AMOUNT),
    "until-that-morning": ("2026-01-01T00:00:00Z", "2026-01-31T09:00:00Z", 0),
    "from-that-morning": ("2026-01-31T09:00:00Z", "2026-03-01T00:00:00Z", AMOUNT),
    "from-that-noon": ("2026-01-31T12:00:00Z", "2026-03-01T00:00:00Z", 0),
    "earlier-that-day": ("2026-01-31T00:00:00Z", "2026-01-31T09:59:59Z", 0),
    "later-that-day": ("2026-01-31T10:00:01Z", "2026-02-01T00:00:00Z", 0),
    "the-month-after": ("2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z", 0),
    "the-month-before": ("2025-12-01T00:00:00Z", "2026-01-01T00:00:00Z", 0),
}
"""From when to when, and how much of one sale is in it; whether the very moments are in it, nobody says."""


def cash_in(rows: list[dict[str, str]]) -> int:
    """What came in by the rows of a CSV."""
    return sum(int(row["amount"]) for row in rows if (row["code"], row["direction"]) == ("cash", "debit"))


VIEWS: dict[str, Callable[[Caller, str], int]] = {
    "pnl": lambda caller, query: int(report(caller, "pnl", query)["revenue"]),
    "cash-flow": lambda caller, query: int(report(caller, "cash-flow", query)["totalInflow"]),
    "ledger.csv": lambda caller, query: cash_in(exported(caller, query)),
}


@pytest.mark.needs(Ability.CLOCK)
@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
@pytest.mark.parametrize(("since", "until", "amount"), PERIODS.values(), ids=PERIODS)
def test_a_report_is_of_its_time(
    merchant: Caller, view: Callable[[Caller, str], int], since: str, until: str, amount: int
) -> None:
    """`from` and `to` bound what is counted, to the second, and nothing of another currency is."""
    merchant.control("clock/freeze", {"at": SOLD_AT})
    money.paid_session(merchant, amount=AMOUNT)
    money.paid_session(merchant, amount=9_900, currency="USD", methods=["paypal"])

    assert view(merchant, f"?from={since}&to={until}&currency=IDR") == amount


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
@pytest.mark.parametrize(("currency", "amount"), [("IDR", AMOUNT), ("USD", 9_900)])
def test_a_report_is_of_its_currency(
    merchant: Caller, view: Callable[[Caller, str], int], currency: str, amount: int
) -> None:
    """`currency` chooses whose figures are told."""
    money.paid_session(merchant, amount=AMOUNT)
    money.paid_session(merchant, amount=9_900, currency="USD", methods=["paypal"])

    assert view(merchant, f"{ALWAYS}&currency={currency}") == amount


@pytest.mark.needs(Ability.CLOCK)
def test_every_day_has_a_bucket_of_its_own(merchant: Caller) -> None:
    """Two days with sales, one of them with a refund, are two buckets, the older first."""
    merchant.control("clock/freeze", {"at": SOLD_AT})
    session = money.paid_session(merchant, amount=AMOUNT)
    merchant.control("clock/advance", {"days": 3})
    money.paid_session(merchant, amount=7_000)
    money.made(money.refund(merchant, session, 20_000))

    buckets = report(merchant, "cash-flow", "?from=2026-01-01T00:00:00Z&to=2026-03-01T00:00:00Z")["buckets"]
    assert [(row["day"], row["inflow"], row["outflow"], row["net"]) for row in buckets if row["inflow"]] == [
        ("2026-01-31", AMOUNT, 0, AMOUNT),
        ("2026-02-03", 7_000, 20_000, -13_000),
    ]


@pytest.mark.guess
@pytest.mark.needs(Ability.CLOCK)
@pytest.mark.parametrize("hour", ["01:00:00", "20:00:00"])
def test_a_bucket_is_a_day_of_utc(merchant: Caller, hour: str) -> None:
    """Early and late, what is sold belongs to the day that its own time names."""
    merchant.control("clock/freeze", {"at": f"2026-01-31T{hour}Z"})
    money.paid_session(merchant, amount=AMOUNT)

    buckets = report(merchant, "cash-flow", "?from=2026-01-01T00:00:00Z&to=2026-03-01T00:00:00Z")["buckets"]
    assert [row["day"] for row in buckets if row["inflow"]] == ["2026-01-31"]


@pytest.mark.parametrize("tax", [0, 990])
def test_the_tax_of_invoices_is_no_profit(merchant: Caller, tax: int) -> None:
    """What was asked for as tax is told as tax, under its code too, and taken off the net."""
    money.paid_invoice(merchant, lines=[money.line(9_000)], tax=tax)

    pnl = report(merchant, "pnl")
    assert (pnl["revenue"], pnl["tax"], pnl["net"]) == (9_000 + tax, tax, 9_000)
    assert {"code": "tax", "amount": tax} in pnl["lines"]
