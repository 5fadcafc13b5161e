"""Portal sessions: a short-lived address where a customer manages subscriptions."""

from __future__ import annotations

from plugipay_mock.resources.portal_sessions.routes import routes
from plugipay_mock.resources.room import Room

ROOM = Room("portal sessions", routes)
