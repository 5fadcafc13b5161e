"""What a browser may know before anybody has signed in."""

from __future__ import annotations

from plugipay_mock.resources.config.routes import routes
from plugipay_mock.resources.room import Room

ROOM = Room("config", routes, basis="shapes")
