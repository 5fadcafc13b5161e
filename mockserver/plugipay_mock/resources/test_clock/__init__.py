"""The test clock: lets days pass in test mode, so that subscriptions renew while somebody watches."""

from __future__ import annotations

from plugipay_mock.resources.room import Room
from plugipay_mock.resources.test_clock.routes import routes

ROOM = Room("test-clock", routes)
