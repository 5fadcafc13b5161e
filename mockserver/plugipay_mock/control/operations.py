"""All control operations, by topic."""

from __future__ import annotations

from typing import Final

from plugipay_mock.control import clock, faults, requests, settling, state, webhooks, workspaces
from plugipay_mock.errors import Conflict, ControlClosed, InvalidRequest, NotFound
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

REFUSALS: Final = (InvalidRequest, ControlClosed, NotFound, Conflict)
"""What any of them may refuse with: a workspace that is not there, a name that is taken, a caller without the token."""
