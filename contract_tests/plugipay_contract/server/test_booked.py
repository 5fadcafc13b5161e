"""Everything that moves money is booked: once, in its own currency, and in its own mode."""

from collections.abc import Callable
from typing import Any

import pytest

from plugipay_contract import money
from plugipay_contract.caller import Caller, Workspace
from plugipay_contract.server.test_ledger import entries, totals
from plugipay_contract.subjects import Ability

EARNED, RETURNED, WITHDRAWN = 40_000, 15_000, 10_000
METHODS = {"IDR": ["qris", "va", "retail"], "USD": ["paypal"]}
ALWAYS = "from=2000-01-01T00:00:00Z&to=2100-01-01T00:00:00Z"
PLENTY = 1_000_000
"""More than others move between two calls."""

Way = Callable[[Caller, str], Any]


def session_fields(currency: str) -> money.Thing:
    """A session of 40,000, and the methods of its currency."""
    return {"amount": EARNED, "currency": currency, "methods": METHODS[currency]}


def confirmed(caller: Caller, currency: str) -> money.Thing:
    """A session that the merchant confirmed."""
    return money.paid_session(caller, **session_fields(currency))


def settled(caller: Caller, currency: str) -> money.Thing:
    """A session that a provider was paid for."""
    return money.settled(caller, money.new_session(caller, **session_fields(currency)))


def paid_invoice(caller: Caller, currency: str) -> money.Thing:
    """An invoice that the merchant says is paid."""
    return money.paid_invoice(caller, currency=currency, lines=[money.line(EARNED)])


def settled_invoice(caller: Caller, currency: str) -> money.Thing:
    """An invoice that a provider was paid for."""
    return money.settled(
        caller, money.new_invoice(caller, status="open", currency=currency, lines=[money.line(EARNED)])
    )


def subscribed(caller: Caller, currency: str, **fields: Any) -> money.Thing:
    """A monthly subscription that is charged by itself."""
    plan = money.new_plan(caller, prices=[money.price(EARNED, currency=currency)])
    return money.new_subscription(caller, plan, **fields)


def lasting(days: int, **fields: Any) -> Way:
    """A subscription that some days have passed over."""

    def way(caller: Caller, currency: str) -> None:
        caller.control("clock/freeze", {"at": "2026-01-31T10:00:00Z"})
        subscribed(caller, currency, **fields)
        caller.control("clock/advance", {"days": days})

    return way


def refunded(earn: Way) -> Way:
    """A part of what came in, given back."""

    def way(caller: Caller, currency: str) -> money.Thing:
        source = earn(caller, currency)
        kind = "invoice" if "lines" in source else "checkout_session"
        body = {"sourceType": kind, "sourceId": source["id"], "amount": RETURNED}
        return money.made(money.post(caller, "/api/v1/refunds", body))

    return way


def refunded_in_time(caller: Caller, currency: str) -> None:
    """A part given back by a provider that takes its time."""
    caller.control("clock/freeze", {"at": "2026-01-31T10:00:00Z"})
    session = money.settled(caller, money.new_session(caller, **session_fields(currency)), method="va")
    money.made(money.refund(caller, session, RETURNED))
    caller.control("clock/advance", {"days": 2})


def paid_out(caller: Caller, currency: str) -> money.Thing:
    """A part sent to the merchant's bank."""
    confirmed(caller, currency)
    row = money.made(money.payout(caller, WITHDRAWN, currency=currency))
    money.act_on_payout(caller, row, "mark-in-transit")
    money.act_on_payout(caller, row, "mark-paid")
    return row


SALE = {"cash": EARNED, "revenue": -EARNED}
PART_BACK = {"cash": EARNED - RETURNED, "revenue": -EARNED, "refunds": RETURNED}
WAYS: dict[str, tuple[Way, dict[str, int], tuple[Ability, ...]]] = {
    "session-confirmed": (confirmed, SALE, ()),
    "session-settled": (settled, SALE, (Ability.SETTLES,)),
    "invoice-paid": (paid_invoice, SALE, ()),
    "invoice-settled": (settled_invoice, SALE, (Ability.SETTLES,)),
    "first-bill": (subscribed, SALE, ()),
    "bill-after-a-trial": (lasting(7, trialDays=7), SALE, (Ability.CLOCK,)),
    "renewal": (lasting(28), {"cash": 2 * EARNED, "revenue": -2 * EARNED}, (Ability.CLOCK,)),
    "refund": (refunded(confirmed), PART_BACK, ()),
    "refund-of-a-settled-session": (refunded(settled), PART_BACK, (Ability.SETTLES,)),
    "refund-of-an-invoice": (refunded(paid_invoice), PART_BACK, ()),
    "payout": (paid_out, {"cash": EARNED - WITHDRAWN, "revenue": -EARNED, "payout": WITHDRAWN}, ()),
}
CELLS = [
    pytest.param(way, books, currency, id=f"{name}-{currency}", marks=pytest.mark.needs(*needs))
    for name, (way, books, needs) in WAYS.items()
    for currency in METHODS
]
IN_TIME = [pytest.mark.needs(Ability.SETTLES, Ability.CLOCK), pytest.mark.guess]
CELLS.append(pytest.param(refunded_in_time, PART_BACK, "IDR", id="refund-that-takes-its-time", marks=IN_TIME))


def told_balances(caller: Caller, currency: str = "IDR") -> dict[tuple[str, str], int]:
    """The balance of every account, by code and currency, as the server adds it up; facts name no currency there."""
    rows: list[money.Thing] = [{"currency": currency, **row} for row in money.listed(caller, "ledger/balances")]
    assert len({(row["code"], row["currency"]) for row in rows}) == len(rows)
    return {(row["code"], row["currency"]): row["balance"] for row in rows}


def summed_entries(caller: Caller) -> dict[tuple[str, str], int]:
    """The same, added up here."""
    return dict(totals(entries(caller)))


@pytest.mark.parametrize(("way", "books", "currency"), CELLS)
def test_what_moves_money_is_booked_once(merchant: Caller, way: Way, books: dict[str, int], currency: str) -> None:
    """The amount, in its currency, on cash and on what it is for; so say the balances, and so the entries add up."""
    way(merchant, currency)
    expected = {(code, currency): amount for code, amount in books.items()}

    assert (told_balances(merchant, currency), summed_entries(merchant)) == (expected, expected)


def test_each_currency_has_balances_of_its_own(merchant: Caller) -> None:
    """What was earned and given back in dollars is not added to what was earned in rupiah."""
    confirmed(merchant, "IDR")
    refunded(confirmed)(merchant, "USD")
    rupiah = {("cash", "IDR"): EARNED, ("revenue", "IDR"): -EARNED}
    dollars = {(code, "USD"): amount for code, amount in PART_BACK.items()}

    assert (told_balances(merchant), summed_entries(merchant)) == (rupiah | dollars, rupiah | dollars)


@pytest.mark.parametrize("earn", [confirmed, paid_invoice], ids=["session", "invoice"])
@pytest.mark.parametrize("currency", METHODS)
def test_a_refund_is_in_the_currency_that_came_in(someone: Caller, earn: Way, currency: str) -> None:
    """Whatever was paid with, dollars go back as dollars."""
    assert refunded(earn)(someone, currency)["currency"] == currency


@pytest.mark.parametrize(("earned", "wanted"), [("IDR", "USD"), ("USD", "IDR")])
def test_one_currency_is_not_paid_out_of_another(merchant: Caller, earned: str, wanted: str) -> None:
    """Nothing is available where nothing came in; what came in is."""
    confirmed(merchant, earned)
    answer = money.payout(merchant, 1, currency=wanted)

    assert (answer.verdict, answer.error["field"]) == ((400, "invalid_request"), "amount")
    assert money.payout(merchant, EARNED, currency=earned).verdict == (201, None)


def test_no_more_dollars_are_paid_out_than_came_in(someone: Caller) -> None:
    """However much there is in rupiah, and whoever earns a little meanwhile."""
    dollars = told_balances(someone).get(("cash", "USD"), 0)
    money.paid_session(someone, amount=dollars + 2 * PLENTY)
    answer = money.payout(someone, dollars + PLENTY, currency="USD")

    assert (answer.verdict, answer.error["field"]) == ((400, "invalid_request"), "amount")


VIEWS = [
    "payouts/balance",
    "ledger",
    "ledger/balances",
    "receipts",
    f"reports/pnl?{ALWAYS}",
    f"reports/cash-flow?{ALWAYS}",
    "reports/ledger.csv",
    "dashboard/overview",
]


def view(caller: Caller, target: str) -> Any:
    """What a caller sees somewhere: the data, or a file as it is."""
    answer = caller.call("GET", f"/api/v1/{target}")
    assert answer.status == 200
    return answer.body if target.endswith(".csv") else answer.data


@pytest.mark.parametrize("target", VIEWS)
@pytest.mark.parametrize("own", ["test", "live"])
def test_the_money_of_the_other_mode_is_not_shown(workspace: Workspace, own: str, target: str) -> None:
    """Live sales change nothing of what a test key sees, nor test sales what a live key sees."""
    here, there = (workspace.test, workspace.live) if own == "test" else (workspace.live, workspace.test)
    confirmed(here, "IDR")
    before = view(here, target)
    paid_out(there, "IDR")

    assert view(here, target) == before


@pytest.mark.parametrize("own", ["test", "live"])
def test_the_money_of_the_other_mode_is_not_paid_out(workspace: Workspace, own: str) -> None:
    """What a live key earned is not available to a test key, nor the other way round."""
    here, there = (workspace.test, workspace.live) if own == "test" else (workspace.live, workspace.test)
    confirmed(there, "IDR")

    assert money.payout(here, 1).verdict == (400, "invalid_request")
