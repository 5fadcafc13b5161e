"""Checkout settings: which ways to pay a merchant offers, and how its pages are signed."""

from __future__ import annotations

from plugipay_mock.resources.checkout_settings.routes import routes
from plugipay_mock.resources.room import Room

ROOM = Room("checkout settings", routes)
