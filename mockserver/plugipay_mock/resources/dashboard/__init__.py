"""What a merchant sees first: the last weeks, and how things stand."""

from __future__ import annotations

from plugipay_mock.resources.dashboard.routes import routes
from plugipay_mock.resources.room import Room

ROOM = Room("dashboard", routes)
