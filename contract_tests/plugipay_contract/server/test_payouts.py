"""Payouts, and the balance that moves with everything."""

from typing import Any

import pytest

from plugipay_contract import facts, money
from plugipay_contract.caller import Caller
from plugipay_contract.quiet import agree

FIELDS = {
    *("id", "accountId", "amount", "currency", "status", "method", "bankCode", "bankName", "bankAccountNumber"),
    *("bankAccountHolder", "note", "reference", "failureReason", "ledgerTransactionId", "processedAt"),
    *("completedAt", "createdAt", "updatedAt"),
}

AMOUNT = 12_347
"""An amount that nobody else pays out, to tell what one's own payout locks."""


@pytest.fixture
def pending(merchant: Caller) -> money.Thing:
    """A payout of all that is there."""
    return money.new_payout(merchant)


def amounts(merchant: Caller) -> tuple[int, int, int]:
    """Ledger balance, locked and available."""
    balance = money.balance(merchant)
    return balance["ledgerBalance"], balance["locked"], balance["available"]


def test_a_payout_has_every_field(pending: money.Thing) -> None:
    """Nothing is left out, whatever is empty."""
    assert set(pending) >= FIELDS


def test_a_payout_id_has_its_prefix(pending: money.Thing) -> None:
    """`po_`."""
    assert pending["id"].startswith(facts.ID_FORMS["payout"].beginnings)


def test_a_payout_starts_pending(pending: money.Thing) -> None:
    """Nothing has moved yet."""
    assert (pending["status"], pending["processedAt"], pending["completedAt"]) == ("pending", None, None)


def test_a_payout_goes_to_the_account_named(pending: money.Thing) -> None:
    """The bank fields come back as sent."""
    assert pending.items() >= money.BANK_ACCOUNT.items()


@pytest.mark.parametrize("excess", [1, 1_000_000])
def test_a_payout_is_within_what_is_available(merchant: Caller, excess: int) -> None:
    """More is refused by name."""
    money.paid_session(merchant, amount=10_000)
    answer = money.payout(merchant, 10_000 + excess)

    assert (answer.verdict, answer.error["field"]) == ((400, "invalid_request"), "amount")


def test_locked_money_is_not_available(merchant: Caller, pending: money.Thing) -> None:
    """What waits to be paid out cannot be paid out twice."""
    assert pending["amount"] == 10_000
    assert money.payout(merchant, 1).verdict == (400, "invalid_request")


def test_what_is_not_locked_is_available(someone: Caller) -> None:
    """What waits to be paid out is locked, and what is available is the rest, whoever else has something waiting."""
    waiting = money.new_payout(someone)
    balance = money.balance(someone)

    assert balance["locked"] >= waiting["amount"]
    assert balance["available"] == balance["ledgerBalance"] - balance["locked"]


def test_a_refused_payout_locks_nothing(merchant: Caller) -> None:
    """A refusal leaves the balance as it was."""
    money.paid_session(merchant, amount=10_000)
    money.payout(merchant, 10_001)

    assert amounts(merchant) == (10_000, 0, 10_000)


def test_an_empty_workspace_has_nothing(merchant: Caller) -> None:
    """Zero, in rupiah."""
    assert money.balance(merchant) == {"ledgerBalance": 0, "locked": 0, "available": 0, "currency": "IDR"}


def test_a_session_that_is_paid_is_available(merchant: Caller) -> None:
    """All of it."""
    money.paid_session(merchant, amount=50_000)

    assert amounts(merchant) == (50_000, 0, 50_000)


def test_a_session_that_is_not_paid_is_not(merchant: Caller) -> None:
    """Nobody owes a session."""
    money.claimed_session(merchant, amount=50_000)

    assert amounts(merchant) == (0, 0, 0)


def test_an_invoice_that_is_paid_is_available(merchant: Caller) -> None:
    """Its total, tax and discount included."""
    money.paid_invoice(merchant, lines=[money.line(10_000)], discount=1_000, tax=990)

    assert amounts(merchant) == (9_990, 0, 9_990)


def test_a_refund_is_no_longer_available(merchant: Caller) -> None:
    """What went back is gone."""
    money.refund(merchant, money.paid_session(merchant, amount=50_000), 20_000)

    assert amounts(merchant) == (30_000, 0, 30_000)


@pytest.mark.parametrize(
    ("acts", "left"),
    [
        ([], (10_000, 10_000, 0)),
        (["mark-in-transit"], (10_000, 10_000, 0)),
        (["mark-in-transit", "mark-paid"], (0, 0, 0)),
        (["mark-failed"], (10_000, 0, 10_000)),
        (["mark-in-transit", "mark-failed"], (10_000, 0, 10_000)),
        (["cancel"], (10_000, 0, 10_000)),
    ],
    ids=str,
)
def test_the_balance_follows_a_payout(
    merchant: Caller, pending: money.Thing, acts: list[str], left: tuple[int, ...]
) -> None:
    """Locked while it is under way, gone when it is paid, back when it comes to nothing."""
    for act in acts:
        money.act_on_payout(merchant, pending, act, **({"failureReason": "no"} if act == "mark-failed" else {}))

    assert amounts(merchant) == left


def test_a_paid_payout_is_in_the_ledger(merchant: Caller, pending: money.Thing) -> None:
    """`ledgerTransactionId` leads to its legs, one of them under the code `payout`."""
    money.act_on_payout(merchant, pending, "mark-in-transit")
    paid = money.act_on_payout(merchant, pending, "mark-paid", reference="TRF-1")
    legs = money.listed(merchant, "ledger", f"?txId={paid['ledgerTransactionId']}")

    assert "payout" in {leg["code"] for leg in legs}


def test_a_payout_names_its_transaction(someone: Caller) -> None:
    """`ledgerTransactionId` is the `txId` of what is booked for it."""
    moving = money.act_on_payout(someone, money.new_payout(someone), "mark-in-transit")
    paid = money.act_on_payout(someone, moving, "mark-paid")
    booked = money.listed(someone, "ledger", f"?sourceId={paid['id']}")

    assert {entry["txId"] for entry in booked} == {paid["ledgerTransactionId"]}


@pytest.mark.parametrize("acts", [("cancel",), ("mark-failed",), ("mark-in-transit", "mark-failed")], ids=str)
def test_what_comes_to_nothing_locks_nothing(someone: Caller, acts: tuple[str, ...]) -> None:
    """However far a payout was, once it is known that it will not arrive its money can be paid out again."""

    def look() -> tuple[int, int]:
        row = money.new_payout(someone, AMOUNT)
        locked = money.balance(someone)["locked"]
        for act in acts:
            money.act_on_payout(someone, row, act, **({"failureReason": "closed"} if act == "mark-failed" else {}))
        return money.balance(someone)["locked"], locked - AMOUNT

    agree(someone, look)


def test_a_paid_payout_is_dated_and_referred_to(merchant: Caller, pending: money.Thing) -> None:
    """When it arrived, and what the bank calls it."""
    money.act_on_payout(merchant, pending, "mark-in-transit")
    paid = money.act_on_payout(merchant, pending, "mark-paid", reference="TRF-1")

    assert (type(paid["completedAt"]), paid["reference"]) == (str, "TRF-1")


def test_a_failed_payout_says_why(merchant: Caller, pending: money.Thing) -> None:
    """`failureReason` is required and kept."""
    target = f"/api/v1/payouts/{pending['id']}/mark-failed"
    assert money.post(merchant, target).error["field"] == "failureReason"

    assert money.post(merchant, target, {"failureReason": "closed"}).data["failureReason"] == "closed"


def test_the_saved_account_is_the_default(merchant: Caller) -> None:
    """A payout without bank fields goes to the account that was saved."""
    money.paid_session(merchant)
    merchant.call("PATCH", "/api/v1/payouts/bank-account", money.BANK_ACCOUNT)

    row = money.made(money.post(merchant, "/api/v1/payouts", {"amount": 1, "currency": "IDR"}))
    assert row.items() >= money.BANK_ACCOUNT.items()


def test_an_account_is_saved_or_not(merchant: Caller) -> None:
    """`configured` says which."""
    before = merchant.call("GET", "/api/v1/payouts/bank-account").data["configured"]
    after = merchant.call("PATCH", "/api/v1/payouts/bank-account", money.BANK_ACCOUNT).data["configured"]

    assert (before, after) == (False, True)


@pytest.mark.parametrize("name", money.BANK_ACCOUNT)
def test_an_account_is_saved_whole(merchant: Caller, name: str) -> None:
    """Name, number and holder are required."""
    body = {field: value for field, value in money.BANK_ACCOUNT.items() if field != name}

    assert merchant.call("PATCH", "/api/v1/payouts/bank-account", body).error["field"] == name


@pytest.mark.parametrize("body", [{"amount": 1}, {"currency": "IDR"}], ids=["currency", "amount"])
def test_a_payout_needs_amount_and_currency(merchant: Caller, body: dict[str, Any]) -> None:
    """What is required is asked for by name."""
    answer = money.post(merchant, "/api/v1/payouts", money.BANK_ACCOUNT | body)

    assert (answer.verdict, answer.error["field"] in {"amount", "currency"}) == ((400, "invalid_request"), True)
