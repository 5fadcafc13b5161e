"""Every namespace of the API: one file and one line each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic

from plugipay._namespaces.account import Account
from plugipay._namespaces.checkout_sessions import CheckoutSessions
from plugipay._namespaces.clocks import Clocks
from plugipay._namespaces.customers import Customers
from plugipay._namespaces.events import Events
from plugipay._namespaces.invoices import Invoices
from plugipay._namespaces.ledger import Ledger
from plugipay._namespaces.payouts import Payouts
from plugipay._namespaces.plans import Plans
from plugipay._namespaces.prices import Prices
from plugipay._namespaces.public_checkout import PublicCheckout
from plugipay._namespaces.receipts import Receipts
from plugipay._namespaces.refunds import Refunds
from plugipay._namespaces.reports import Reports
from plugipay._namespaces.subscriptions import Subscriptions
from plugipay._operation import Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from plugipay._call import Call


class Namespaces(Generic[Kind]):
    """What a client offers, by topic.

    Attributes:
        account: Who the credentials belong to: profile, members, sign-ins.
        checkout_sessions: Hosted pages where a buyer pays once, and their receipts.
        customers: Those who buy.
        events: The archive of what happened.
        invoices: Bills, and their documents.
        ledger: Double entries of all money that moved.
        payouts: Money on its way to the merchant's bank.
        plans: What subscriptions subscribe to.
        prices: What plans cost.
        public_checkout: What a buyer's browser does.
        receipts: Proofs that somebody paid.
        refunds: Money given back.
        reports: What the ledger adds up to.
        subscriptions: Customers' standing orders for plans.
        test_clocks: Time that passes when it is told to.
    """

    def __init__(self, run: Callable[[Call[Any]], Any], turn: Callable[[Call[Any]], Any]) -> None:
        self.account: Account[Kind] = Account(run, turn)
        self.checkout_sessions: CheckoutSessions[Kind] = CheckoutSessions(run, turn)
        self.customers: Customers[Kind] = Customers(run, turn)
        self.events: Events[Kind] = Events(run, turn)
        self.invoices: Invoices[Kind] = Invoices(run, turn)
        self.ledger: Ledger[Kind] = Ledger(run, turn)
        self.payouts: Payouts[Kind] = Payouts(run, turn)
        self.plans: Plans[Kind] = Plans(run, turn)
        self.prices: Prices[Kind] = Prices(run, turn)
        self.public_checkout: PublicCheckout[Kind] = PublicCheckout(run, turn)
        self.receipts: Receipts[Kind] = Receipts(run, turn)
        self.refunds: Refunds[Kind] = Refunds(run, turn)
        self.reports: Reports[Kind] = Reports(run, turn)
        self.subscriptions: Subscriptions[Kind] = Subscriptions(run, turn)
        self.test_clocks: Clocks[Kind] = Clocks(run, turn)
