"""Money in any order and at any time, in two currencies: providers, subscriptions and slow refunds beside a model."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from plugipay_contract import money, recipes
from plugipay_contract.caller import Caller, enrol
from plugipay_contract.subjects import Ability

pytestmark = [
    pytest.mark.thorough,
    pytest.mark.guess,
    pytest.mark.needs(Ability.AUTO_KEYS, Ability.CLOCK, Ability.SETTLES),
]

METHODS = {"qris": "IDR", "va": "IDR", "paypal": "USD"}
CURRENCIES = ("IDR", "USD")
DAILY = 1_000
ALWAYS = "from=2000-01-01T00:00:00Z&to=2100-01-01T00:00:00Z"
amounts = st.integers(1, 5_000)
currencies = st.sampled_from(CURRENCIES)


class MoneyInTime(RuleBasedStateMachine):
    """One workspace, beside a model that counts what came in, went back and left, by code and currency.

    A refund of a virtual account takes a day; a daily subscription bills when it starts and with every day after.
    """

    charges: Bundle[dict[str, Any]] = Bundle("charges")
    subscriptions: Bundle[dict[str, Any]] = Bundle("subscriptions")

    server: Caller

    def __init__(self) -> None:
        super().__init__()
        self.merchant = enrol(self.server).test
        self.merchant.control("clock/freeze", {"at": "2026-01-31T10:00:00Z"})
        self.customer = recipes.new_customer(self.merchant)["id"]
        prices = [money.price(DAILY, currency=currency) for currency in CURRENCIES]
        self.plan = money.new_plan(self.merchant, interval="day", prices=prices)
        self.totals: Counter[tuple[str, str]] = Counter()
        self.payments = 0
        self.agreed: list[dict[str, Any]] = []
        self.pending: list[tuple[str, int]] = []

    def came_in(self, currency: str, amount: int, tax: int = 0) -> None:
        """Count a payment."""
        self.payments += 1
        self.totals.update({("cash", currency): amount, ("revenue", currency): amount, ("tax", currency): tax})

    def went_back(self, currency: str, amount: int) -> None:
        """Count a refund."""
        self.totals["refunds", currency] += amount
        self.totals["cash", currency] -= amount

    @initialize(target=charges)
    def begin_with_sales(self) -> Any:
        """One of each method."""
        return multiple(*(self.sell(5_000, method) for method in METHODS))

    @initialize(target=subscriptions)
    def begin_with_subscriptions(self) -> Any:
        """One that pays less at first, and one on trial."""
        return multiple(self.subscribe("IDR", 0, 1), self.subscribe("USD", 2, 0))

    @rule(target=charges, amount=amounts, method=st.sampled_from(sorted(METHODS)))
    def sell(self, amount: int, method: str) -> dict[str, Any]:
        """A provider is paid for a session."""
        currency = METHODS[method]
        session = money.new_session(self.merchant, amount=amount, currency=currency, methods=[method])
        paid = money.settled(self.merchant, session, method=method)
        self.came_in(currency, amount)
        return {"chargeId": paid["paymentId"], "left": amount, "currency": currency, "slow": method == "va"}

    @rule(target=charges, amount=amounts, currency=currencies, tax=st.integers(0, 100))
    def bill(self, amount: int, currency: str, tax: int) -> dict[str, Any]:
        """A provider is paid for an invoice, by any method that gives back at once."""
        fields = {"currency": currency, "lines": [money.line(amount)], "tax": tax, "customerId": self.customer}
        invoice = money.new_invoice(self.merchant, status="open", **fields)
        paid = money.settled(self.merchant, invoice, method="qris" if currency == "IDR" else "paypal")
        self.came_in(currency, amount + tax, tax)
        return {"chargeId": paid["chargeId"], "left": amount + tax, "currency": currency, "slow": False}

    @rule(charge=charges, amount=st.sampled_from([1, 1_000, 5_000, 5_001]))
    def give_back(self, charge: dict[str, Any], amount: int) -> None:
        """Money goes back in its own currency, if so much is left: at once, or in a day."""
        answer = money.post(self.merchant, "/api/v1/refunds", {"chargeId": charge["chargeId"], "amount": amount})
        assert (answer.status == 201) == (amount <= charge["left"])
        if answer.status != 201:
            return
        assert answer.data["currency"] == charge["currency"]
        charge["left"] -= amount
        if charge["slow"]:
            self.pending.append((charge["currency"], amount))
        else:
            self.went_back(charge["currency"], amount)

    @rule(
        target=subscriptions,
        currency=currencies,
        trial=st.sampled_from([0, 2]),
        discount=st.sampled_from([0, 1, DAILY]),
    )
    def subscribe(self, currency: str, trial: int, discount: int) -> dict[str, Any]:
        """Somebody will pay every day, perhaps after a trial, and less the first time."""
        price = next(row for row in self.plan["prices"] if row["currency"] == currency)
        chosen = {"priceId": price["id"], "trialDays": trial, "initialDiscount": discount}
        row = money.new_subscription(self.merchant, self.plan, customerId=self.customer, **chosen)
        agreement = {"id": row["id"], "currency": currency, "in": trial, "less": discount, "ends": False}
        self.agreed.append(agreement)
        self.begin_periods(agreement)
        return agreement

    def begin_periods(self, agreement: dict[str, Any]) -> None:
        """Count what is billed today, unless a trial lasts."""
        if agreement["in"] == 0:
            self.came_in(agreement["currency"], DAILY - agreement["less"])
            agreement["in"], agreement["less"] = 1, 0

    @rule(agreement=subscriptions, at=st.sampled_from(["now", "period_end"]))
    def cancel(self, agreement: dict[str, Any], at: str) -> None:
        """Nothing more is billed, whether it ends at once or with its day or trial."""
        if not agreement["ends"]:
            money.made(money.post(self.merchant, f"/api/v1/subscriptions/{agreement['id']}/cancel", {"at": at}))
            agreement["ends"] = True

    @rule(days=st.integers(1, 3))
    def wait(self, days: int) -> None:
        """Days go by: slow refunds arrive, and who still pays is billed."""
        self.merchant.control("clock/advance", {"days": days})
        for currency, amount in self.pending:
            self.went_back(currency, amount)
        self.pending = []
        for agreement in [each for each in self.agreed if not each["ends"]] * days:
            agreement["in"] -= 1
            self.begin_periods(agreement)

    @rule(amount=amounts, currency=currencies)
    def pay_out(self, amount: int, currency: str) -> None:
        """What there is in a currency can be paid out, and no more."""
        answer = money.payout(self.merchant, amount, currency=currency)
        assert (answer.status == 201) == (amount <= self.totals["cash", currency])
        if answer.status == 201:
            money.act_on_payout(self.merchant, answer.data, "mark-in-transit")
            money.act_on_payout(self.merchant, answer.data, "mark-paid")
            self.totals["cash", currency] -= amount

    @invariant()
    def the_books_are_the_models(self) -> None:
        """Code by code, and currency by currency."""
        rows = money.listed(self.merchant, "ledger/balances")
        told = {(row["code"], row["currency"]): abs(row["balance"]) for row in rows}
        keys = [(code, currency) for code in ("revenue", "refunds", "tax") for currency in CURRENCIES]
        assert {key: told.get(key, 0) for key in keys} == {key: self.totals[key] for key in keys}
        cash = {row["currency"]: row["balance"] for row in rows if row["code"] == "cash"}
        assert all(cash.get(currency, 0) == self.totals["cash", currency] for currency in CURRENCIES)

    def teardown(self) -> None:
        """Once all that was on its way has arrived, the reports and the receipts are the model's as well."""
        self.wait(days=3)
        self.the_books_are_the_models()
        for currency in CURRENCIES:
            pnl, flow = (self.report(name, currency) for name in ("pnl", "cash-flow"))
            revenue, refunds, tax = (self.totals[code, currency] for code in ("revenue", "refunds", "tax"))
            assert (pnl["revenue"], pnl["refunds"], pnl["tax"]) == (revenue, refunds, tax)
            assert (pnl["net"], flow["net"]) == (revenue - refunds - tax, self.totals["cash", currency])
        assert len(money.listed(self.merchant, "receipts", "?limit=100")) == min(self.payments, 100)

    def report(self, name: str, currency: str) -> dict[str, Any]:
        """A report of all time."""
        return money.made(self.merchant.call("GET", f"/api/v1/reports/{name}?{ALWAYS}&currency={currency}"))


def test_money_is_neither_made_nor_lost_in_time(server: Caller) -> None:
    """After any calls at any time, books, reports and receipts agree with a model of two currencies."""
    few = settings(max_examples=20, stateful_step_count=25, deadline=None, derandomize=True)
    run_state_machine_as_test(type("MoneyInTimeHere", (MoneyInTime,), {"server": server}), settings=few)
