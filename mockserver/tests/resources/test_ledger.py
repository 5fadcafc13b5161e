"""The room of the ledger."""

from dataclasses import dataclass

import pytest

from plugipay_mock.errors import Unprocessable
from plugipay_mock.resources.ledger import postings
from plugipay_mock.resources.ledger.model import (
    BALANCES,
    DAYS,
    LARGEST_TOTAL,
    LEDGER,
    Leg,
    Transaction,
    repayment,
    sale,
    settlement,
    transfer,
    withdrawal,
)

LEDGER_ROUTE = "/api/v1/ledger"


@dataclass(frozen=True)
class Thing:
    """Whatever moves money."""

    id: str = "thing_1"
    amount: int = 70_000
    total: int = 111_000
    tax: int = 11_000
    currency: str = "IDR"
    ledger_transaction_id: str | None = "tx_given"


def transaction(*legs):
    return Transaction(
        tx_id="tx_1", source_type="adjustment", source_id="thing_1", currency="IDR", memo=None, legs=legs
    )


@pytest.mark.parametrize(
    ("legs", "booked"),
    [
        (sale(5), [("cash", 5), ("revenue", -5)]),
        (settlement(111, 11), [("cash", 111), ("revenue", -111), ("tax", 11), ("tax_payable", -11)]),
        (settlement(100, 0), [("cash", 100), ("revenue", -100)]),
        (settlement(0, 0), []),
        (repayment(5), [("refunds", 5), ("cash", -5)]),
        (withdrawal(5), [("payout", 5), ("cash", -5)]),
    ],
)
def test_every_happening_has_its_legs(legs, booked):
    """Debits count up, credits down; nothing is booked for nothing."""
    assert [(leg.code, leg.signed) for leg in legs] == booked


def test_legs_that_do_not_sum_to_zero_are_no_transaction():
    """The books refuse what would unbalance them."""
    with pytest.raises(ValueError, match="do not sum to zero"):
        transaction(Leg("cash", "debit", 5), Leg("revenue", "credit", 4))


@pytest.mark.parametrize(
    ("react", "source_type", "entries"),
    [
        (
            postings.session_completed,
            "checkout_session",
            [("cash", "debit", 70_000), ("revenue", "credit", 70_000)],
        ),
        (
            postings.invoice_paid,
            "invoice",
            [
                ("cash", "debit", 111_000),
                ("revenue", "credit", 111_000),
                ("tax", "debit", 11_000),
                ("tax_payable", "credit", 11_000),
            ],
        ),
        (postings.refund_issued, "refund", [("refunds", "debit", 70_000), ("cash", "credit", 70_000)]),
        (postings.payout_paid, "payout", [("payout", "debit", 70_000), ("cash", "credit", 70_000)]),
    ],
)
def test_a_reaction_books_one_transaction_of_its_source(call, act, react, source_type, entries):
    """What moved money is named in every entry, and all entries share one transaction."""
    react(act(), Thing())
    shown = call("GET", f"{LEDGER_ROUTE}?order=asc").data

    assert [(entry["code"], entry["direction"], entry["amount"]) for entry in shown] == entries
    assert {(entry["sourceType"], entry["sourceId"]) for entry in shown} == {(source_type, "thing_1")}
    assert len({entry["txId"] for entry in shown}) == 1


def test_a_payout_names_its_transaction_itself(call, act):
    """The id on the payout is the id in the books."""
    postings.payout_paid(act(), Thing())

    assert {entry["txId"] for entry in call("GET", LEDGER_ROUTE).data} == {"tx_given"}


def test_an_entry_shows_the_fields_of_the_sdk_type(call, act, still, merchant):
    """Integers stay integers, and nothing internal is shown."""
    postings.session_completed(act(), Thing())
    entry = call("GET", f"{LEDGER_ROUTE}?code=cash").data[0]

    assert entry == {
        "id": entry["id"],
        "accountId": merchant.account_id,
        "txId": entry["txId"],
        "code": "cash",
        "direction": "debit",
        "amount": 70_000,
        "currency": "IDR",
        "sourceType": "checkout_session",
        "sourceId": "thing_1",
        "memo": "Checkout session thing_1",
        "postedAt": still,
    }
    assert (entry["id"][:3], entry["txId"][:3]) == ("le_", "tx_")


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("code=cash", 3),
        ("code=nothing", 0),
        ("sourceType=refund", 2),
        ("sourceId=thing_1", 6),
        ("sourceId=thing_2", 0),
        ("txId=tx_given", 2),
        ("txId=tx_given&code=cash", 1),
    ],
)
def test_entries_are_found_by_every_filter(call, act, query, count):
    """Filters of the route table, alone and together."""
    for react in (postings.session_completed, postings.refund_issued, postings.payout_paid):
        react(act(), Thing())

    assert len(call("GET", f"{LEDGER_ROUTE}?{query}").data) == count


def test_an_unknown_source_type_is_refused_by_name(call):
    """The enumeration is closed."""
    answer = call("GET", f"{LEDGER_ROUTE}?sourceType=gift")

    assert (answer.status, answer.error["field"]) == (400, "sourceType")


def test_balances_are_told_by_code_and_currency(call, earn, act):
    """Rupiah and cents are never added up."""
    earn(125_000)
    earn(4_900, "USD")
    postings.refund_issued(act(), Thing(amount=25_000))

    assert call("GET", f"{LEDGER_ROUTE}/balances").data == [
        {"code": "cash", "currency": "IDR", "debits": 125_000, "credits": 25_000, "balance": 100_000},
        {"code": "revenue", "currency": "IDR", "debits": 0, "credits": 125_000, "balance": -125_000},
        {"code": "cash", "currency": "USD", "debits": 4_900, "credits": 0, "balance": 4_900},
        {"code": "revenue", "currency": "USD", "debits": 0, "credits": 4_900, "balance": -4_900},
        {"code": "refunds", "currency": "IDR", "debits": 25_000, "credits": 0, "balance": 25_000},
    ]


def test_no_balance_is_told_before_money_moved(call):
    """A new workspace has empty books."""
    assert call("GET", f"{LEDGER_ROUTE}/balances").data == []


def test_day_totals_are_kept_for_every_day_apart(tenant, earn, advance):
    """What is booked after midnight counts for the new day."""
    earn(1)
    advance(hours=12)
    earn(2)
    earn(3)

    assert [(total.day, total.code, total.balance) for total in tenant.collection(DAYS)] == [
        ("2026-05-12", "cash", 1),
        ("2026-05-12", "revenue", -1),
        ("2026-05-13", "cash", 5),
        ("2026-05-13", "revenue", -5),
    ]


def test_a_total_beyond_the_integers_of_the_sdks_is_refused(act, earn):
    """Books that could not be read are not written."""
    earn(LARGEST_TOTAL)

    with pytest.raises(Unprocessable, match="holds at most"):
        postings.session_completed(act(), Thing(amount=1))


def test_a_posting_that_is_taken_back_leaves_no_trace(world, tenant, act, earn):
    """Entries and totals are part of the transaction in which they are written."""
    earn(LARGEST_TOTAL)
    with pytest.raises(Unprocessable), world.transaction():
        postings.session_completed(act(), Thing())

    assert [len(tenant.collection(shelf)) for shelf in (LEDGER, BALANCES, DAYS)] == [2, 2, 2]


def test_a_transfer_debits_one_code_and_credits_another():
    """The two legs carry the same amount."""
    assert transfer(5, debit="a", credit="b") == (Leg("a", "debit", 5), Leg("b", "credit", 5))
