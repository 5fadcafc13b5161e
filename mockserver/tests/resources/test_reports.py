"""The room of the reports."""

import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plugipay_mock.pages import Slice
from plugipay_mock.resources.ledger import postings
from plugipay_mock.resources.ledger.model import LEDGER, Entry, Transaction, repayment, settlement
from plugipay_mock.resources.reports.export import ledger_csv
from plugipay_mock.resources.reports.model import Period
from plugipay_mock.resources.reports.movements import movements

PNL = "/api/v1/reports/pnl"
FLOW = "/api/v1/reports/cash-flow"
CSV = "/api/v1/reports/ledger.csv"
MAY = "from=2026-05-01&to=2026-06-01"
HOUR = 3600


@pytest.fixture
def book(act):
    """Books legs: `book(repayment(5))`."""

    def post(legs, currency="IDR", memo=None):
        transaction = Transaction(
            tx_id="tx_1", source_type="adjustment", source_id="thing_1", currency=currency, memo=memo, legs=legs
        )
        postings.post(act(), transaction)

    return post


@pytest.fixture
def may(earn, book, advance):
    """Two days of business in rupiah, and some in cents."""
    earn(125_000)
    book(settlement(111_000, 11_000))
    earn(4_900, "USD")
    advance(days=1)
    book(repayment(25_000))


def rows(answer):
    return list(csv.reader(io.StringIO(answer.body.decode(), newline="")))


def test_profit_and_loss_sums_each_code(call, may):
    """Revenue less refunds, fees and tax is what is left."""
    assert call("GET", f"{PNL}?{MAY}").data == {
        "from": "2026-05-01T00:00:00.000Z",
        "to": "2026-06-01T00:00:00.000Z",
        "currency": "IDR",
        "revenue": 236_000,
        "refunds": 25_000,
        "platformFees": 0,
        "tax": 11_000,
        "net": 200_000,
        "lines": [
            {"code": "revenue", "amount": 236_000},
            {"code": "refunds", "amount": 25_000},
            {"code": "platform_fee", "amount": 0},
            {"code": "tax", "amount": 11_000},
        ],
    }


def test_cash_flow_has_a_bucket_for_every_day_with_movement(call, may):
    """Days come in order, and sum to the totals."""
    assert call("GET", f"{FLOW}?{MAY}").data == {
        "from": "2026-05-01T00:00:00.000Z",
        "to": "2026-06-01T00:00:00.000Z",
        "currency": "IDR",
        "totalInflow": 236_000,
        "totalOutflow": 25_000,
        "net": 211_000,
        "buckets": [
            {"day": "2026-05-12", "inflow": 236_000, "outflow": 0, "net": 236_000},
            {"day": "2026-05-13", "inflow": 0, "outflow": 25_000, "net": -25_000},
        ],
    }


@pytest.mark.parametrize(("route", "figure"), [(PNL, "revenue"), (FLOW, "totalInflow")])
def test_a_currency_has_a_report_of_its_own(call, may, route, figure):
    """Cents are reported when they are asked for."""
    assert call("GET", f"{route}?{MAY}&currency=USD").data[figure] == 4_900


@pytest.mark.parametrize(
    ("from_", "to", "revenue"),
    [
        ("2026-05-12", "2026-05-13", 7),
        ("2026-05-12T12:00:00Z", "2026-05-12T12:00:00.001Z", 7),
        ("2026-05-12T19:00:00%2B07:00", "2026-05-13", 7),
        ("2026-05-01", "2026-05-12T12:00:00Z", 0),
        ("2026-05-12T12:00:00.001Z", "2026-06-01", 0),
        ("2026-05-12", "2026-05-12", 0),
    ],
)
def test_the_start_counts_and_the_end_does_not(call, earn, from_, to, revenue):
    """A period includes its first moment and excludes its last, to the millisecond."""
    earn(7)

    assert call("GET", f"{PNL}?from={from_}&to={to}").data["revenue"] == revenue


@pytest.mark.parametrize("route", [PNL, FLOW])
@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("to=2026-05-12", "from"),
        ("from=2026-05-12", "to"),
        ("from=yesterday&to=2026-05-12", "from"),
        ("from=2026-05-12&to=2026-05-12T00:00:00", "to"),
        ("from=0001-01-01T00:00:00%2B23:00&to=2026-05-12", "from"),
        ("from=2026-05-13&to=2026-05-12", "to"),
        ("from=2026-05-12&to=2026-05-13&currency=SGD", "currency"),
    ],
)
def test_a_period_that_makes_no_sense_is_refused_by_name(call, route, query, field):
    """The refusal names the parameter at fault."""
    answer = call("GET", f"{route}?{query}")

    assert (answer.verdict, answer.error["field"]) == ((400, "invalid_request"), field)


def test_the_widest_period_is_answered(call, earn):
    """Every year a date can name is in reach."""
    earn(7)

    assert call("GET", f"{PNL}?from=0001-01-01&to=9999-12-31").data["revenue"] == 7


@settings(derandomize=True, max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(hours=st.lists(st.integers(0, 96), max_size=8), edges=st.tuples(st.integers(-5, 100), st.integers(-5, 100)))
def test_day_totals_and_entries_agree_in_every_period(tenant, act, earn, hours, edges):
    """What a period's days and edges sum to is what its entries sum to, also where the clock was set back."""
    midnight = 1_778_544_000
    for hour in hours:
        tenant.clock.freeze(f"2026-05-{12 + hour // 24:02d}T{hour % 24:02d}:30:00Z")
        earn(hour + 1)
    period = Period(midnight + min(edges) * HOUR, midnight + max(edges) * HOUR)

    counted = sum(movement.debits for movement in movements(act(), period, "IDR"))

    entries = tenant.collection(LEDGER).select(Slice(after=period.start, before=period.end))
    assert counted == sum(entry.amount for entry in entries if entry.direction == "debit")


def test_the_export_is_a_csv_attachment(call):
    """The answer is a file, not an envelope."""
    answer = call("GET", CSV)

    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="ledger.csv"'


def test_the_export_has_a_header_and_a_row_for_every_entry(call, may):
    """Entries come oldest first, under the names the API gives their fields."""
    header, *body = rows(call("GET", CSV))
    shown = call("GET", "/api/v1/ledger?order=asc").data

    assert set(header) == set(shown[0]) - {"accountId"}
    assert body == [["" if entry[name] is None else str(entry[name]) for name in header] for entry in shown]


@pytest.mark.parametrize(
    ("query", "count"),
    [("", 10), ("from=2026-05-13", 2), ("to=2026-05-13", 8), ("currency=USD", 2), ("from=2026-05-13&currency=USD", 0)],
)
def test_the_export_can_be_narrowed(call, may, query, count):
    """Period and currency choose the rows; nothing is required."""
    assert len(rows(call("GET", f"{CSV}?{query}"))) == count + 1


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_spreadsheet_runs_nothing_from_the_export(start):
    """A memo that looks like a formula is written as text."""
    entry = Entry(
        id="le_1",
        account_id="acc_1",
        tx_id="tx_1",
        code="cash",
        direction="debit",
        amount=1,
        currency="IDR",
        source_type="adjustment",
        source_id="x",
        memo=f"{start}HYPERLINK()",
        posted_at="2026-05-12T12:00:00.000Z",
    )
    _, row = csv.reader(io.StringIO(ledger_csv([entry]), newline=""))

    assert row[-1] == f"'{start}HYPERLINK()"
