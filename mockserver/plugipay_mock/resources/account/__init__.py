"""The account behind a key: the credential check of the specification, and the person who owns the workspace."""

from __future__ import annotations

from plugipay_mock.resources.account.routes import routes
from plugipay_mock.resources.room import Room

ROOM = Room("account", routes, basis="shapes")
