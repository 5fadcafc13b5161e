"""Control over the mock itself, under `/_mock/`: unsigned, for the machine it runs on.

The same operations serve HTTP, the command line and the Python handle; they say which workspace they mean by an
account id or by any key id of it. None of this exists at the service.
"""

from __future__ import annotations

from typing import Final

from plugipay_mock.control import clock, faults, requests, state, workspaces
from plugipay_mock.resources.room import Room

CONTROL: Final[tuple[Room, ...]] = (
    Room("server", state.routes),
    Room("workspaces and keys", workspaces.routes),
    Room("clock", clock.routes),
    Room("faults", faults.routes),
    Room("requests", requests.routes),
)
