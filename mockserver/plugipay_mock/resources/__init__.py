"""The rooms, one folder for each resource; adding one is a folder and a line here."""

from __future__ import annotations

from typing import Final

from plugipay_mock.resources import (
    account,
    adapters,
    admin,
    api_keys,
    checkout_sessions,
    checkout_settings,
    customers,
    events,
    gift_cards,
    health,
    hosted,
    invoices,
    ledger,
    payouts,
    plans,
    portal_sessions,
    public_checkout,
    receipts,
    refunds,
    reports,
    subscriptions,
    templates,
    test_clock,
    uploads,
    webhooks,
    workspaces,
)
from plugipay_mock.resources.room import Room

ROOMS: Final[tuple[Room, ...]] = (
    health.ROOM,
    account.ROOM,
    customers.ROOM,
    checkout_sessions.ROOM,
    plans.ROOM,
    invoices.ROOM,
    subscriptions.ROOM,
    test_clock.ROOM,
    receipts.ROOM,
    public_checkout.ROOM,
    hosted.ROOM,
    gift_cards.ROOM,
    portal_sessions.ROOM,
    templates.ROOM,
    adapters.ROOM,
    checkout_settings.ROOM,
    uploads.ROOM,
    api_keys.ROOM,
    workspaces.ROOM,
    admin.ROOM,
    ledger.ROOM,
    refunds.ROOM,
    payouts.ROOM,
    reports.ROOM,
    events.ROOM,
    webhooks.ROOM,
)
