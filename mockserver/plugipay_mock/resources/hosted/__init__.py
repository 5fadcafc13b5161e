"""The hosted pages: where people pay sessions and invoices, and look at what is theirs. Not part of the API."""

from __future__ import annotations

from plugipay_mock.resources.hosted.routes import routes
from plugipay_mock.resources.room import Room

ROOM = Room("hosted", routes)
