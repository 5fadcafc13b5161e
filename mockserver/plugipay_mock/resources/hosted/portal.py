"""What a customer sees in the portal: who it is, what it subscribes to, and its bills."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Final, TypeVar

from plugipay_mock.actor import Actor
from plugipay_mock.pages import Slice
from plugipay_mock.resources.customers.model import CUSTOMERS, Customer
from plugipay_mock.resources.invoices.model import INVOICES, Invoice
from plugipay_mock.resources.subscriptions.model import SUBSCRIPTIONS, Subscription
from plugipay_mock.store import Shelf, Storable

T = TypeVar("T", bound=Storable)

NEWEST: Final = 50
"""How many of each kind a portal shows."""


@dataclass(frozen=True, slots=True)
class Portal:
    """A customer with the newest of its subscriptions, and of those invoices that have a page."""

    customer: Customer
    subscriptions: list[Subscription]
    invoices: list[Invoice]


def portal_of(actor: Actor, customer_id: str) -> Portal:
    """Return what a customer sees.

    Raises:
        NotFound: the customer was deleted meanwhile.
    """
    customer = actor.fetch(CUSTOMERS, customer_id)
    bills = [bill for bill in _newest(actor, INVOICES, customer_id) if bill.status != "draft"]
    return Portal(customer, _newest(actor, SUBSCRIPTIONS, customer_id), bills)


def _newest(actor: Actor, shelf: Shelf[T], customer_id: str) -> list[T]:
    return list(islice(actor.tenant.collection(shelf).select(Slice(filters={"customerId": customer_id})), NEWEST))
