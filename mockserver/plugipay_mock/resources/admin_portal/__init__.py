"""The operators' portal: closed to every key, as on the service."""

from __future__ import annotations

from plugipay_mock.resources.admin_portal.routes import routes
from plugipay_mock.resources.room import Room

ROOM = Room("admin portal", routes, basis="shapes")
