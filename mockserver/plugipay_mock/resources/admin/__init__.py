"""A platform's view of the merchants it brought."""

from __future__ import annotations

from plugipay_mock.resources.admin.routes import routes
from plugipay_mock.resources.room import Room

ROOM = Room("admin", routes)
