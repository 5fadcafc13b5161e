"""Receipts: issued by themselves for every payment, and kept as they are."""

from __future__ import annotations

from plugipay_mock.resources.receipts.issuing import invoice_paid, session_completed
from plugipay_mock.resources.receipts.routes import routes
from plugipay_mock.resources.room import Room

ROOM = Room(
    "receipts", routes, reactions=(("checkout_session.completed", session_completed), ("invoice.paid", invoice_paid))
)
