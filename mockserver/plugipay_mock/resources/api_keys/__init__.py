"""API keys: minted through the API, shown once, and good at once."""

from __future__ import annotations

from plugipay_mock.resources.api_keys.routes import routes
from plugipay_mock.resources.room import Room

ROOM = Room("api keys", routes)
