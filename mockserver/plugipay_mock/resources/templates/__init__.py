"""Templates: how a merchant's receipts, invoices and checkout pages look."""

from __future__ import annotations

from plugipay_mock.resources.room import Room
from plugipay_mock.resources.templates.routes import routes

ROOM = Room("templates", routes)
