"""The books: double entry, and every figure that is computed from them agrees with every other."""

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

import pytest

from plugipay_contract import money
from plugipay_contract.caller import Caller

FIELDS = {
    *("id", "accountId", "txId", "code", "direction", "amount", "currency", "sourceType", "sourceId", "memo"),
    "postedAt",
}
ALWAYS = "?from=2000-01-01T00:00:00Z&to=2100-01-01T00:00:00Z"
ELSEWHEN = {
    "before": "?from=1990-01-01T00:00:00Z&to=1999-01-01T00:00:00Z",
    "after": "?from=2100-01-01T00:00:00Z&to=2200-01-01T00:00:00Z",
}


def trade(caller: Caller) -> Caller:
    """Let a little of everything happen."""
    session = money.paid_session(caller, amount=50_000)
    money.paid_session(caller, amount=7_000)
    money.paid_invoice(caller, lines=[money.line(10_000)], discount=1_000, tax=990)
    money.made(money.refund(caller, session, 20_000))
    money.made(money.refund(caller, session, 5_000))
    row = money.made(money.payout(caller, 30_000))
    money.act_on_payout(caller, row, "mark-in-transit")
    money.act_on_payout(caller, row, "mark-paid")
    return caller


@pytest.fixture
def books(merchant: Caller) -> Caller:
    """An empty workspace in which a little of everything happened, and nothing else."""
    return trade(merchant)


@pytest.fixture
def trader(someone: Caller) -> Caller:
    """A workspace in which a little of everything happened; others may be at work there, too."""
    return trade(someone)


def entries(caller: Caller, query: str = "") -> list[dict[str, Any]]:
    """The newest hundred entries."""
    return money.listed(caller, "ledger", f"?limit=100{query}")


def signed(entry: dict[str, Any]) -> int:
    """An amount as it counts: debits are positive."""
    return int(entry["amount"]) * (1 if entry["direction"] == "debit" else -1)


def report(caller: Caller, name: str, query: str = ALWAYS) -> dict[str, Any]:
    """One of the reports, over all time unless told otherwise."""
    return money.made(caller.call("GET", f"/api/v1/reports/{name}{query}"))


def exported(caller: Caller, query: str = "") -> list[dict[str, str]]:
    """The rows of the CSV."""
    answer = caller.call("GET", f"/api/v1/reports/ledger.csv{query}")
    assert answer.status == 200
    return list(csv.DictReader(io.StringIO(answer.body.decode())))


def totals(rows: Iterable[dict[str, Any]]) -> Counter[tuple[str, str]]:
    """What entries come to on each code in each currency, credits being negative."""
    found: Counter[tuple[str, str]] = Counter()
    for row in rows:
        found[row["code"], row["currency"]] += signed(row)
    return found


def sums(caller: Caller) -> dict[str, int]:
    """The balance of every code, added up from the entries."""
    totals: dict[str, int] = defaultdict(int)
    for entry in entries(caller):
        totals[entry["code"]] += signed(entry)
    return dict(totals)


def test_an_entry_has_every_field(trader: Caller) -> None:
    """Nothing is left out."""
    assert all(set(entry) >= FIELDS for entry in entries(trader))


def test_the_legs_of_a_transaction_sum_to_zero(books: Caller) -> None:
    """What is debited somewhere is credited elsewhere."""
    totals: dict[str, int] = defaultdict(int)
    for entry in entries(books):
        totals[entry["txId"]] += signed(entry)

    assert set(totals.values()) == {0}


def test_a_transaction_has_two_legs_at_least(books: Caller) -> None:
    """No entry stands alone."""
    assert min(Counter(entry["txId"] for entry in entries(books)).values()) >= 2


def test_amounts_are_never_negative(trader: Caller) -> None:
    """The direction says which way."""
    assert min(entry["amount"] for entry in entries(trader)) >= 0


def test_everything_that_moved_money_is_a_source(books: Caller) -> None:
    """Sessions, invoices, refunds and payouts."""
    sources = Counter((entry["sourceType"], entry["sourceId"]) for entry in entries(books))

    kinds = Counter(kind for kind, _ in sources)
    assert kinds == {"checkout_session": 2, "invoice": 1, "refund": 2, "payout": 1}


def test_every_partial_refund_has_its_legs(books: Caller) -> None:
    """Each refund has a transaction of its own, of its own amount."""
    legs = entries(books, "&sourceType=refund")

    assert Counter(leg["amount"] for leg in legs) == {20_000: 2, 5_000: 2}


def test_the_balances_are_the_sums_of_the_entries(books: Caller) -> None:
    """Code by code."""
    assert money.account_balances(books) == sums(books)


def test_a_balance_is_debits_less_credits(trader: Caller) -> None:
    """In every row."""
    rows = money.listed(trader, "ledger/balances")

    assert all(abs(row["debits"] - row["credits"]) == abs(row["balance"]) for row in rows)


def test_the_books_balance(trader: Caller) -> None:
    """All accounts of a currency together are zero."""
    totals: Counter[str | None] = Counter()
    for row in money.listed(trader, "ledger/balances"):
        totals[row.get("currency")] += row["balance"]

    assert set(totals.values()) == {0}


def test_cash_is_what_could_be_paid_out(books: Caller) -> None:
    """The ledger's cash is the payouts' ledger balance."""
    assert money.account_balances(books)["cash"] == money.balance(books)["ledgerBalance"] == 11_990


def test_profit_is_what_came_in_less_what_went_back(books: Caller) -> None:
    """Revenue and refunds of the report are the ledger's."""
    pnl = report(books, "pnl")

    assert (pnl["revenue"], pnl["refunds"], pnl["currency"]) == (66_990, 25_000, "IDR")


def test_net_profit_follows(trader: Caller) -> None:
    """Revenue less refunds, fees and tax."""
    pnl = report(trader, "pnl")

    assert pnl["net"] == pnl["revenue"] - pnl["refunds"] - pnl["platformFees"] - pnl["tax"]


def test_the_lines_of_the_report_are_its_figures(trader: Caller) -> None:
    """Each line repeats a figure under its code."""
    pnl = report(trader, "pnl")
    lines = {line["code"]: line["amount"] for line in pnl["lines"]}

    assert (lines["revenue"], lines["refunds"]) == (pnl["revenue"], pnl["refunds"])


def test_the_cash_flow_is_the_cash(books: Caller) -> None:
    """What flowed in less what flowed out is what is there."""
    flow = report(books, "cash-flow")

    assert (flow["totalInflow"], flow["totalOutflow"], flow["net"]) == (66_990, 55_000, 11_990)


def test_the_days_add_up(trader: Caller) -> None:
    """The totals are the sums of the buckets, and each bucket is net."""
    flow = report(trader, "cash-flow")
    days = flow["buckets"]

    assert (sum(day["inflow"] for day in days), sum(day["net"] for day in days)) == (flow["totalInflow"], flow["net"])


@pytest.mark.parametrize("name", ["pnl", "cash-flow"])
@pytest.mark.parametrize("period", ELSEWHEN.values(), ids=ELSEWHEN)
def test_a_report_of_another_time_is_empty(trader: Caller, name: str, period: str) -> None:
    """Nothing happened in the last century, nor has anything in the next."""
    assert report(trader, name, period)["net"] == 0


@pytest.mark.parametrize("period", ELSEWHEN.values(), ids=ELSEWHEN)
def test_an_export_of_another_time_is_empty(trader: Caller, period: str) -> None:
    """The names of the columns, and no row."""
    assert exported(trader, period) == []


@pytest.mark.parametrize("name", ["pnl", "cash-flow"])
@pytest.mark.parametrize("query", ["?to=2100-01-01", "?from=2000-01-01", "?from=soon&to=2100-01-01"])
def test_a_report_needs_its_bounds(trader: Caller, name: str, query: str) -> None:
    """`from` and `to` are required, and times."""
    assert trader.call("GET", f"/api/v1/reports/{name}{query}").verdict == (400, "invalid_request")


def test_the_csv_is_the_ledger(books: Caller) -> None:
    """One row per entry, with the same ids and amounts."""
    rows = exported(books)

    assert {(row["id"], int(row["amount"])) for row in rows} == {(row["id"], row["amount"]) for row in entries(books)}


def test_the_csv_says_that_it_is_one(trader: Caller) -> None:
    """`text/csv`, without the envelope."""
    headers = trader.call("GET", "/api/v1/reports/ledger.csv").headers

    assert headers["Content-Type"].partition(";")[0] == "text/csv"


@pytest.mark.parametrize("name", ["txId", "code", "sourceType", "sourceId"])
def test_the_ledger_can_be_filtered(books: Caller, name: str) -> None:
    """Exactly the entries that have the value asked for."""
    value = entries(books)[0][name]

    assert entries(books, f"&{name}={value}") == [entry for entry in entries(books) if entry[name] == value]


def test_currencies_are_kept_apart(merchant: Caller) -> None:
    """Dollars are no rupiah."""
    money.paid_session(merchant, amount=9_900, currency="USD", methods=["paypal"])

    assert (money.balance(merchant)["ledgerBalance"], report(merchant, "pnl")["revenue"]) == (0, 0)
    assert report(merchant, "pnl", f"{ALWAYS}&currency=USD")["revenue"] == 9_900


def test_the_modes_have_books_of_their_own(workspace: Any) -> None:
    """Live money is not in the test books."""
    money.paid_session(workspace.live)

    assert entries(workspace.test) == []
