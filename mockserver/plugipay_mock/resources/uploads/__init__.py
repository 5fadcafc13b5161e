"""Pictures: a merchant's uploads, and the addresses at which anybody may look at what was uploaded."""

from __future__ import annotations

from plugipay_mock.resources.room import Room
from plugipay_mock.resources.uploads.routes import routes

ROOM = Room("uploads", routes)
