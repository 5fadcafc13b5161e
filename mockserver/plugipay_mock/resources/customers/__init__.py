"""Customers: the people and companies a merchant charges."""

from __future__ import annotations

from plugipay_mock.resources.customers.routes import routes
from plugipay_mock.resources.room import Room

ROOM = Room("customers", routes)
