"""Every namespace of the API: one file and one line each."""

from __future__ import annotations

from abc import ABC, abstractmethod
from importlib import import_module
from typing import TYPE_CHECKING, Any, Generic

from plugipay._operation import Kind

if TYPE_CHECKING:
    from plugipay._call import Call
    from plugipay._namespaces.account import Account
    from plugipay._namespaces.adapters import Adapters
    from plugipay._namespaces.admin import Admin
    from plugipay._namespaces.admin_portal import AdminPortal
    from plugipay._namespaces.api_keys import ApiKeys
    from plugipay._namespaces.billing import Billing
    from plugipay._namespaces.checkout_sessions import CheckoutSessions
    from plugipay._namespaces.checkout_settings import CheckoutPreferences
    from plugipay._namespaces.clocks import Clocks
    from plugipay._namespaces.config import Config
    from plugipay._namespaces.customers import Customers
    from plugipay._namespaces.dashboard import Dashboard
    from plugipay._namespaces.events import Events
    from plugipay._namespaces.gift_cards import GiftCards
    from plugipay._namespaces.invoices import Invoices
    from plugipay._namespaces.ledger import Ledger
    from plugipay._namespaces.onboarding import Onboarding
    from plugipay._namespaces.payouts import Payouts
    from plugipay._namespaces.plans import Plans
    from plugipay._namespaces.portal_sessions import PortalSessions
    from plugipay._namespaces.prices import Prices
    from plugipay._namespaces.public_checkout import PublicCheckout
    from plugipay._namespaces.receipts import Receipts
    from plugipay._namespaces.refunds import Refunds
    from plugipay._namespaces.reports import Reports
    from plugipay._namespaces.subscriptions import Subscriptions
    from plugipay._namespaces.templates import Templates
    from plugipay._namespaces.uploads import Uploads
    from plugipay._namespaces.webhook_endpoints import WebhookEndpoints
    from plugipay._namespaces.workspaces import Workspaces
    from plugipay._pages import Page


class _Lazily:
    """Makes a client's namespace when it is first used: a program uses few, and importing all of them takes a while.

    Args:
        module: The file in this package.
        kind: The class in it.
    """

    def __init__(self, module: str, kind: str) -> None:
        self._module = module
        self._kind = kind

    def __set_name__(self, owner: type[Any], name: str) -> None:
        self._name = name

    def __get__(self, client: Namespaces[Any] | None, owner: type[Any]) -> Any:
        if client is None:
            return self
        kind = getattr(import_module(f"{__name__}.{self._module}"), self._kind)
        made = vars(client)[self._name] = kind(client._run, client._turn)  # noqa: SLF001  # what a namespace is for
        return made

    def __repr__(self) -> str:
        return f"<namespace {self._kind}, loaded when it is used>"


def _lazily(module: str, kind: str) -> Any:
    """Return a `_Lazily` that type checkers take for what it makes."""
    return _Lazily(module, kind)


class Namespaces(ABC, Generic[Kind]):
    """What a client offers, by topic.

    Attributes:
        account: Who the credentials belong to: profile, members, sign-ins.
        adapters: How payment providers are set up.
        admin: What partners do with a platform key.
        admin_portal: What Plugipay's own operators do.
        api_keys: What requests are signed with.
        billing: What Plugipay itself costs the merchant.
        checkout_sessions: Hosted pages where a buyer pays once, and their receipts.
        checkout_settings: What buyers see and may pay with.
        config: What the server tells everybody about itself.
        customers: Those who buy.
        dashboard: Figures at a glance.
        events: The archive of what happened.
        gift_cards: Prepaid money, and store credit.
        invoices: Bills, and their documents.
        ledger: Double entries of all money that moved.
        onboarding: A provider account without any form to fill in.
        payouts: Money on its way to the merchant's bank.
        plans: What subscriptions subscribe to.
        portal_sessions: Customers' links to their own page.
        prices: What plans cost.
        public_checkout: What a buyer's browser does.
        receipts: Proofs that somebody paid.
        refunds: Money given back.
        reports: What the ledger adds up to.
        subscriptions: Customers' standing orders for plans.
        templates: How pages, bills and receipts look.
        test_clocks: Time that passes when it is told to.
        uploads: Pictures that Plugipay keeps.
        webhook_endpoints: URLs that are told about events, and how each telling went.
        workspaces: Merchants' places in Plugipay.
    """

    account: Account[Kind] = _lazily("account", "Account")
    adapters: Adapters[Kind] = _lazily("adapters", "Adapters")
    admin: Admin[Kind] = _lazily("admin", "Admin")
    admin_portal: AdminPortal[Kind] = _lazily("admin_portal", "AdminPortal")
    api_keys: ApiKeys[Kind] = _lazily("api_keys", "ApiKeys")
    billing: Billing[Kind] = _lazily("billing", "Billing")
    checkout_sessions: CheckoutSessions[Kind] = _lazily("checkout_sessions", "CheckoutSessions")
    checkout_settings: CheckoutPreferences[Kind] = _lazily("checkout_settings", "CheckoutPreferences")
    config: Config[Kind] = _lazily("config", "Config")
    customers: Customers[Kind] = _lazily("customers", "Customers")
    dashboard: Dashboard[Kind] = _lazily("dashboard", "Dashboard")
    events: Events[Kind] = _lazily("events", "Events")
    gift_cards: GiftCards[Kind] = _lazily("gift_cards", "GiftCards")
    invoices: Invoices[Kind] = _lazily("invoices", "Invoices")
    ledger: Ledger[Kind] = _lazily("ledger", "Ledger")
    onboarding: Onboarding[Kind] = _lazily("onboarding", "Onboarding")
    payouts: Payouts[Kind] = _lazily("payouts", "Payouts")
    plans: Plans[Kind] = _lazily("plans", "Plans")
    portal_sessions: PortalSessions[Kind] = _lazily("portal_sessions", "PortalSessions")
    prices: Prices[Kind] = _lazily("prices", "Prices")
    public_checkout: PublicCheckout[Kind] = _lazily("public_checkout", "PublicCheckout")
    receipts: Receipts[Kind] = _lazily("receipts", "Receipts")
    refunds: Refunds[Kind] = _lazily("refunds", "Refunds")
    reports: Reports[Kind] = _lazily("reports", "Reports")
    subscriptions: Subscriptions[Kind] = _lazily("subscriptions", "Subscriptions")
    templates: Templates[Kind] = _lazily("templates", "Templates")
    test_clocks: Clocks[Kind] = _lazily("clocks", "Clocks")
    uploads: Uploads[Kind] = _lazily("uploads", "Uploads")
    webhook_endpoints: WebhookEndpoints[Kind] = _lazily("webhook_endpoints", "WebhookEndpoints")
    workspaces: Workspaces[Kind] = _lazily("workspaces", "Workspaces")

    @abstractmethod
    def _run(self, call: Call[Any]) -> Any:
        """Send a call and return what it reads."""

    @abstractmethod
    def _turn(self, call: Call[Page[Any]]) -> Any:
        """Send a call and return the page it reads, tied to this client."""
