"""All control operations, by topic."""

from __future__ import annotations

from typing import Final

from plugipay_mock.control import clock, faults, requests, settling, state, webhooks, workspaces
from plugipay_mock.resources.room import Room

CONTROL: Final[tuple[Room, ...]] = (
    Room("server", state.routes),
    Room("workspaces and keys", workspaces.routes),
    Room("clock", clock.routes),
    Room("faults", faults.routes),
    Room("requests", requests.routes),
    Room("settlement", settling.routes),
    Room("webhooks", webhooks.routes),
)
