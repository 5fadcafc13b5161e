"""Whether the server answers: no credentials, no state."""

from __future__ import annotations

from plugipay_mock.resources.health.routes import routes
from plugipay_mock.resources.room import Room

ROOM = Room("health", routes)
