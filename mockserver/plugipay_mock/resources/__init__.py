"""The rooms, one folder for each resource; adding one is a folder and a line here."""

from __future__ import annotations

from typing import Final

from plugipay_mock.resources import account, customers, events, health, ledger, payouts, reports
from plugipay_mock.resources.room import Room

ROOMS: Final[tuple[Room, ...]] = (
    health.ROOM,
    account.ROOM,
    customers.ROOM,
    ledger.ROOM,
    payouts.ROOM,
    reports.ROOM,
    events.ROOM,
)
