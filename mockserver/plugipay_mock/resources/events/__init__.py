"""The event log as callers read it: what changed, when, and what the changed object looked like then."""

from __future__ import annotations

from plugipay_mock.resources.events.routes import routes
from plugipay_mock.resources.room import Room

ROOM = Room("events", routes)
