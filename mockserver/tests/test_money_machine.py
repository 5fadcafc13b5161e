"""Sessions, invoices, refunds, payouts and time in any order, against a reference model written from the facts.

Whatever happens, money is conserved, only legal transitions take place, the event log tells exactly what changed, and
what is refused or repeated changes nothing.
"""

import csv
import io
from collections import Counter
from functools import partial

from hypothesis import HealthCheck, settings
from hypothesis.stateful import invariant, run_state_machine_as_test

from plugipay_mock.clock import epoch
from plugipay_mock.events import EVENTS
from plugipay_mock.resources.checkout_sessions.model import SESSIONS
from plugipay_mock.resources.invoices.model import INVOICES
from plugipay_mock.resources.ledger.model import BALANCES, DAYS, LEDGER
from plugipay_mock.resources.payouts.model import PAYOUTS
from plugipay_mock.resources.refunds.model import REFUNDS

from .money_rules import MoneyRules

SHELVES = {"session": SESSIONS, "invoice": INVOICES, "refund": REFUNDS, "payout": PAYOUTS}


class MoneyMachine(MoneyRules):
    """Holds the whole of the server against the whole of the reference after every step."""

    def __init__(self, signed_calls):
        super().__init__(signed_calls)
        self.entries = Counter()
        self.read_events = self.read_entries = 0

    @invariant()
    def balance_is_what_came_less_what_went(self):
        """The balance for payouts is the reference's; asking for it also lets the server catch up."""
        self.reference.catch_up()
        assert self.send("GET", "/api/v1/payouts/balance").data == {
            "ledgerBalance": self.reference.books["cash", "IDR"],
            "locked": self.reference.held("IDR"),
            "available": self.reference.available("IDR"),
            "currency": "IDR",
        }

    @invariant()
    def only_legal_transitions_took_place(self):
        """Every object is in the state in which the reference has it, and there are no others."""
        for kind, shelf in SHELVES.items():
            stored = {thing.id: thing.status for thing in self.tenant.collection(shelf)}
            assert stored == {thing.id: thing.status for thing in self.reference.things.values() if thing.kind == kind}

    @invariant()
    def events_equal_changes(self):
        """The log tells what the reference expects, no more and no less, each at its time."""
        new = self.tenant.collection(EVENTS).tail(self.read_events)
        told = [
            (
                epoch(event.occurred_at),
                event.type.removeprefix("plugipay.").removesuffix(".v1"),
                event.data["aggregateId"],
            )
            for event in new
        ]
        assert sorted(told) == sorted(self.reference.events[self.read_events :])
        assert [at for at, *_ in told] == sorted(at for at, *_ in told)
        self.read_events += len(new)

    @invariant()
    def money_is_conserved(self):
        """Legs of a transaction sum to zero, and stored balances are the sums of entries, which are the reference's."""
        transactions = Counter()
        new = self.tenant.collection(LEDGER).tail(self.read_entries)
        for entry in new:
            signed = entry.amount if entry.direction == "debit" else -entry.amount
            transactions[entry.tx_id] += signed
            self.entries[entry.code, entry.currency] += signed
        self.read_entries += len(new)
        assert not any(transactions.values())
        assert self.entries == self.reference.books
        stored = Counter({(total.code, total.currency): total.balance for total in self.tenant.collection(BALANCES)})
        assert stored == self.entries

    def teardown(self):
        """In the end every report tells the same."""
        self.money_is_conserved()
        days = Counter()
        for total in self.tenant.collection(DAYS):
            days[total.code, total.currency] += total.balance
        assert days == self.entries
        for currency in ("IDR", "USD"):
            query = f"from=2025-01-01&to=9999-12-31&currency={currency}"
            profit = self.send("GET", f"/api/v1/reports/pnl?{query}").data
            flow = self.send("GET", f"/api/v1/reports/cash-flow?{query}").data
            assert flow["net"] == self.reference.books["cash", currency]
            assert {line["code"]: line["amount"] for line in profit["lines"]} == {
                "revenue": -self.reference.books["revenue", currency],
                "refunds": self.reference.books["refunds", currency],
                "platform_fee": 0,
                "tax": self.reference.books["tax", currency],
            }
        assert self.exported() == self.entries

    def exported(self):
        """The sums of the exported file."""
        sums, file = Counter(), self.send("GET", "/api/v1/reports/ledger.csv").body.decode()
        for row in csv.DictReader(io.StringIO(file, newline="")):
            sums[row["code"], row["currency"]] += int(row["amount"]) * (1 if row["direction"] == "debit" else -1)
        return sums


def test_money_is_conserved_whatever_happens(signed_calls):
    """No order of actions, and no passing of time, makes the server differ from the reference."""
    run_state_machine_as_test(
        partial(MoneyMachine, signed_calls),
        settings=settings(
            derandomize=True,
            deadline=None,
            max_examples=120,
            stateful_step_count=25,
            suppress_health_check=list(HealthCheck),
        ),
    )
