"""Payouts: the balance on its way to the merchant's bank."""

from __future__ import annotations

from plugipay_mock.resources.payouts.routes import routes
from plugipay_mock.resources.room import Room

ROOM = Room("payouts", routes)
