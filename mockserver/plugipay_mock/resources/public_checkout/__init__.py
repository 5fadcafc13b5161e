"""The public checkout: what a buyer's browser does with a session, an invoice or a receipt."""

from __future__ import annotations

from plugipay_mock.resources.public_checkout.routes import routes
from plugipay_mock.resources.room import Room

ROOM = Room("public-checkout", routes)
