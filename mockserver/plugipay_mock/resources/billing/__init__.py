"""What a merchant pays for Plugipay itself: the right shapes, and nobody is ever charged."""

from __future__ import annotations

from plugipay_mock.resources.billing.routes import routes
from plugipay_mock.resources.room import Room

ROOM = Room("billing", routes, basis="shapes")
