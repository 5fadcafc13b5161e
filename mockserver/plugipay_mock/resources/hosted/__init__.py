"""The hosted pages: where a person pays a session or an invoice, and looks at a receipt. Not part of the API."""

from __future__ import annotations

from plugipay_mock.resources.hosted.routes import routes
from plugipay_mock.resources.room import Room

ROOM = Room("hosted", routes)
