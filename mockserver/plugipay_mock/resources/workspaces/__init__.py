"""Workspaces: the one a key belongs to, and those a person opens beside it."""

from __future__ import annotations

from plugipay_mock.resources.room import Room
from plugipay_mock.resources.workspaces.routes import routes

ROOM = Room("workspaces", routes)
