"""Adapters: the payment providers a workspace is connected to, and the managed one's onboarding."""

from __future__ import annotations

from plugipay_mock.resources.adapters.routes import routes
from plugipay_mock.resources.room import Room

ROOM = Room("adapters", routes)
