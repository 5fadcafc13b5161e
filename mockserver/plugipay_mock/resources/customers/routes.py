"""The five operations on customers."""

from __future__ import annotations

from dataclasses import replace

from plugipay_mock.actor import Caller
from plugipay_mock.errors import Conflict
from plugipay_mock.pages import Page
from plugipay_mock.resources.customers.model import CUSTOMERS, Customer
from plugipay_mock.resources.customers.wire import CustomerFields, CustomerFilters
from plugipay_mock.route import Routes

routes = Routes("/api/v1/customers")


@routes.post("", scope="plugipay:customer:create", key="required", status=201, refuses=(Conflict,))
def create(caller: Caller, body: CustomerFields) -> Customer:
    """Create a customer; a second one with the same `externalId` is a conflict."""
    return caller.add(CUSTOMERS, Customer(**caller.birth(CUSTOMERS), **body.given()), "customer.created")


@routes.get("", scope="plugipay:customer:read")
def browse(caller: Caller, query: CustomerFilters) -> Page[Customer]:
    """List customers, newest first."""
    asked = query.slice(after=query.created_after, email=query.email, externalId=query.external_id)
    return caller.browse(CUSTOMERS, asked)


@routes.get("/{customer_id}", scope="plugipay:customer:read")
def fetch(caller: Caller, customer_id: str) -> Customer:
    """Show one customer."""
    return caller.fetch(CUSTOMERS, customer_id)


@routes.patch("/{customer_id}", scope="plugipay:customer:write", key="required", refuses=(Conflict,))
def update(caller: Caller, customer_id: str, body: CustomerFields) -> Customer:
    """Change the fields that were sent."""
    customer = caller.fetch(CUSTOMERS, customer_id)
    return caller.replace(CUSTOMERS, replace(customer, updated_at=caller.now, **body.given()), "customer.updated")


@routes.delete("/{customer_id}", scope="plugipay:customer:write", key="required", refuses=(Conflict,))
def delete(caller: Caller, customer_id: str) -> None:
    """Remove a customer that no money is tied to."""
    customer = caller.fetch(CUSTOMERS, customer_id)
    customer.check_removable(next(caller.holders(customer_id), None))
    caller.remove(CUSTOMERS, customer, "customer.deleted")
