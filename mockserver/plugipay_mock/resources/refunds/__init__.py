"""Refunds: money given back, in whole or in parts, from what a checkout session or an invoice brought in."""

from __future__ import annotations

from plugipay_mock.resources.refunds.charges import invoice_paid, session_completed, wake
from plugipay_mock.resources.refunds.model import Refund
from plugipay_mock.resources.refunds.routes import routes
from plugipay_mock.resources.room import Room

ROOM = Room(
    "refunds",
    routes,
    reactions=(("checkout_session.completed", session_completed), ("invoice.paid", invoice_paid)),
    wakers=((Refund, wake),),
)
