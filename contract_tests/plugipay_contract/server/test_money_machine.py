"""Money in any order: whatever is sold, billed, given back and paid out, the books and a small model agree."""

from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from plugipay_contract import money, recipes
from plugipay_contract.caller import Caller, enrol
from plugipay_contract.subjects import Ability

pytestmark = [pytest.mark.thorough, pytest.mark.needs(Ability.AUTO_KEYS)]

amounts = st.integers(1, 200_000)


class Money(RuleBasedStateMachine):
    """Sessions, invoices, refunds and payouts of one workspace, beside a model of four numbers."""

    charges: Bundle[dict[str, Any]] = Bundle("charges")
    payouts: Bundle[dict[str, Any]] = Bundle("payouts")

    server: Caller

    def __init__(self) -> None:
        super().__init__()
        self.merchant = enrol(self.server).test
        self.customer = recipes.new_customer(self.merchant)["id"]
        self.cash = self.locked = self.revenue = self.refunded = 0

    @rule(target=charges, amount=amounts)
    def sell(self, amount: int) -> dict[str, Any]:
        """A session is paid."""
        session = money.paid_session(self.merchant, amount=amount)
        self.cash += amount
        self.revenue += amount
        return {"chargeId": session["paymentId"], "left": amount}

    @rule(target=charges, amount=amounts, tax=st.integers(0, 1_000))
    def bill(self, amount: int, tax: int) -> dict[str, Any]:
        """An invoice is paid."""
        lines = [money.line(amount)]
        invoice = money.paid_invoice(self.merchant, customerId=self.customer, lines=lines, tax=tax)
        self.cash += invoice["total"]
        self.revenue += invoice["total"]
        return {"sourceType": "invoice", "sourceId": invoice["id"], "left": amount + tax}

    @rule(charge=charges, amount=amounts)
    def give_back(self, charge: dict[str, Any], amount: int) -> None:
        """Money goes back, if so much is left."""
        named = {name: value for name, value in charge.items() if name != "left"}
        answer = money.post(self.merchant, "/api/v1/refunds", {**named, "amount": amount})
        assert (answer.status == 201) == (amount <= charge["left"])
        if answer.status == 201:
            charge["left"] -= amount
            self.cash -= amount
            self.refunded += amount

    @rule(target=payouts, amount=amounts)
    def pay_out(self, amount: int) -> dict[str, Any]:
        """A payout is asked for, and granted if so much is available."""
        answer = money.payout(self.merchant, amount)
        assert (answer.status == 201) == (amount <= self.cash - self.locked)
        if answer.status != 201:
            return {}
        self.locked += amount
        return {"id": answer.data["id"], "amount": amount, "status": "pending"}

    @rule(row=payouts, act=st.sampled_from(["cancel", "mark-in-transit", "mark-paid", "mark-failed"]))
    def move(self, row: dict[str, Any], act: str) -> None:
        """A payout goes on, where its state allows."""
        after = MOVES.get((row.get("status", ""), act))
        if not row:
            return
        answer = money.post(self.merchant, f"/api/v1/payouts/{row['id']}/{act}", REASONS.get(act, {}))
        assert (answer.status == 200) == (after is not None)
        if after is not None:
            row["status"] = after
            self.locked -= row["amount"] if after in {"paid", "failed", "cancelled"} else 0
            self.cash -= row["amount"] if after == "paid" else 0

    @invariant()
    def the_balance_is_the_models(self) -> None:
        """What is there, what is locked, and what is left."""
        balance = money.balance(self.merchant)
        told = (balance["ledgerBalance"], balance["locked"], balance["available"])
        assert told == (self.cash, self.locked, self.cash - self.locked)

    @invariant()
    def the_books_are_the_models(self) -> None:
        """Everything sums to zero, and the report tells what the model knows."""
        assert sum(money.account_balances(self.merchant).values()) == 0
        bounds = "from=2000-01-01T00:00:00Z&to=2100-01-01T00:00:00Z"
        report = self.merchant.call("GET", f"/api/v1/reports/pnl?{bounds}").data
        assert (report["revenue"], report["refunds"]) == (self.revenue, self.refunded)


REASONS = {"mark-failed": {"failureReason": "closed"}}
MOVES = {
    ("pending", "cancel"): "cancelled",
    ("pending", "mark-in-transit"): "in_transit",
    ("pending", "mark-failed"): "failed",
    ("in_transit", "mark-paid"): "paid",
    ("in_transit", "mark-failed"): "failed",
}


def test_money_is_neither_made_nor_lost(server: Caller) -> None:
    """After any calls in any order, balance, books and reports agree with a model of four numbers."""
    few = settings(max_examples=15, stateful_step_count=20, deadline=None, derandomize=True)
    run_state_machine_as_test(type("MoneyHere", (Money,), {"server": server}), settings=few)
