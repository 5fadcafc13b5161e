"""Plans: what customers subscribe to, and what it costs."""

from __future__ import annotations

from plugipay_mock.resources.plans.routes import routes
from plugipay_mock.resources.room import Room

ROOM = Room("plans", routes)
