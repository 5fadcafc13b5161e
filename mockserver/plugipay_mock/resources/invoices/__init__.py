"""Invoices: demands for money, by hand or by a subscription."""

from __future__ import annotations

from plugipay_mock.resources.invoices.aging import wake
from plugipay_mock.resources.invoices.model import Invoice
from plugipay_mock.resources.invoices.routes import holder, routes
from plugipay_mock.resources.room import Room

ROOM = Room("invoices", routes, wakers=((Invoice, wake),), holds=(holder,))
