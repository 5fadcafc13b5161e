"""Documents: invoices and receipts as PDF, as a page to print, and for the receipt printer at a till."""

from __future__ import annotations

from plugipay_mock.resources.documents.routes import routes
from plugipay_mock.resources.room import Room

ROOM = Room("documents", routes)
