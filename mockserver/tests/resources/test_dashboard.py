"""The room of the dashboard."""

import pytest

from ..bodies import SESSION

METRICS = "/api/v1/dashboard/metrics"
OVERVIEW = "/api/v1/dashboard/overview"
ASKED = SESSION | {"methods": ["qris"]}


@pytest.fixture
def overview(call, still):
    """How things stand."""
    return lambda: call("GET", OVERVIEW).data


@pytest.mark.parametrize(
    ("query", "days", "first"),
    [("?window=7d", 7, "2026-05-06"), ("", 30, "2026-04-13"), ("?window=90d", 90, "2026-02-12")],
)
def test_a_window_is_whole_days(call, still, query, days, first):
    """It ends with today, and shows days without sales too."""
    metrics = call("GET", METRICS + query).data

    assert [metrics["series"][at]["day"] for at in (0, -1)] == [first, "2026-05-12"]
    assert len(metrics["series"]) == days
    assert (metrics["from"], metrics["to"]) == (f"{first}T00:00:00.000Z", "2026-05-13T00:00:00.000Z")


@pytest.mark.parametrize("window", ["1d", "30", ""])
def test_a_window_is_one_of_three(call, window):
    """Seven, thirty or ninety days."""
    assert call("GET", f"{METRICS}?window={window}").error["field"] == "window"


def test_sales_are_summed_day_by_day(call, earn, advance):
    """Each sale in rupiah counts on its day, and in all."""
    earn(100_000)
    advance(days=2)
    earn(50_000)
    earn(25_001)
    earn(4_900, "USD")
    metrics = call("GET", f"{METRICS}?window=7d").data
    by_day = {row["day"]: (row["transactionCount"], row["grossVolume"]) for row in metrics["series"]}

    assert {day: sold for day, sold in by_day.items() if sold != (0, 0)} == {
        "2026-05-12": (1, 100_000),
        "2026-05-14": (2, 75_001),
    }
    assert (metrics["transactionCount"], metrics["grossVolume"], metrics["averageAmount"]) == (3, 175_001, 58_333)


def test_old_sales_leave_the_window(call, earn, advance):
    """What was sold a week ago is seen in thirty days only."""
    earn(100_000)
    advance(days=7)

    assert [call("GET", f"{METRICS}?window={window}").data["grossVolume"] for window in ("7d", "30d")] == [0, 100_000]


def test_figures_agree_with_the_reports(call, earn):
    """They come from the same books."""
    earn(100_000)
    metrics = call("GET", METRICS).data
    report = call("GET", f"/api/v1/reports/pnl?from={metrics['from']}&to={metrics['to']}").data

    assert (metrics["grossVolume"], metrics["net"]) == (report["revenue"], report["net"])


def test_an_empty_workspace_has_an_overview(overview):
    """Nothing is counted as nought."""
    assert overview() == {
        "today": {"day": "2026-05-12", "transactionCount": 0, "grossVolume": 0},
        "balances": [
            {"currency": currency, "ledgerBalance": 0, "available": 0, "locked": 0} for currency in ("IDR", "USD")
        ],
        "customers": 0,
        "activeSubscriptions": 0,
        "openInvoices": 0,
        "pastDueInvoices": 0,
        "sessionsToReview": 0,
    }


def test_today_is_today(overview, earn, advance):
    """Yesterday's sales are in the balance, not in the day."""
    earn(100_000)
    advance(days=1)
    earn(50_000)
    seen = overview()

    assert seen["today"] == {"day": "2026-05-13", "transactionCount": 1, "grossVolume": 50_000}
    assert seen["balances"][0]["available"] == 150_000


def test_what_waits_is_counted(overview, call, visit):
    """Claims wait for the merchant, open invoices for their payer."""
    customer = call("POST", "/api/v1/customers", {"name": "Ada"}).data["id"]
    lines = [{"description": "Kopi", "quantity": 1, "unitAmount": 50_000}]
    invoice = {"customerId": customer, "currency": "IDR", "lines": lines, "status": "open"}
    for _ in range(2):
        call("POST", "/api/v1/invoices", invoice)
    session = call("POST", "/api/v1/checkout-sessions", ASKED).data
    visit("POST", f"/api/v1/public/checkout/sessions/{session['id']}/buyer-claim", {})
    seen = overview()

    assert (seen["customers"], seen["openInvoices"], seen["sessionsToReview"]) == (1, 2, 1)


def test_another_mode_is_another_business(overview, call, keys, earn):
    """Test money is not seen in live mode."""
    earn(100_000)

    assert call("GET", OVERVIEW, by=keys["live"]).data["balances"][0]["ledgerBalance"] == 0
