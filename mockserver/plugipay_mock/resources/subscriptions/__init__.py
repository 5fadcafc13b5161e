"""Subscriptions: agreements to pay for a plan, period after period on the world clock."""

from __future__ import annotations

from plugipay_mock.resources.room import Room
from plugipay_mock.resources.subscriptions import reactions
from plugipay_mock.resources.subscriptions.aging import wake
from plugipay_mock.resources.subscriptions.model import Subscription
from plugipay_mock.resources.subscriptions.routes import holder, routes

ROOM = Room(
    "subscriptions",
    routes,
    reactions=(
        ("invoice.past_due", reactions.invoice_past_due),
        ("invoice.paid", reactions.invoice_settled),
        ("invoice.voided", reactions.invoice_settled),
        ("invoice.uncollectible", reactions.invoice_uncollectible),
    ),
    wakers=((Subscription, wake),),
    holds=(holder,),
)
