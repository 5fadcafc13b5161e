"""The ledger: double entry, written when money moves and never changed afterwards.

Other rooms' events are all it hears: a transaction is posted for every completed checkout session, paid invoice,
issued refund and paid payout.
"""

from __future__ import annotations

from plugipay_mock.resources.ledger import postings
from plugipay_mock.resources.ledger.routes import routes
from plugipay_mock.resources.room import Room

ROOM = Room(
    "ledger",
    routes,
    reactions=(
        ("checkout_session.completed", postings.session_completed),
        ("invoice.paid", postings.invoice_paid),
        ("refund.issued", postings.refund_issued),
        ("payout.paid", postings.payout_paid),
    ),
)
