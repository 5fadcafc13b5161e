"""What a health check answers (source: SDK facts, section 1.4)."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict


class Checks(TypedDict):
    """The parts the service reports on."""

    db: Literal["ok"]
    outbox: Literal["ok"]


class Health(TypedDict):
    """The state of the server."""

    service: str
    status: Literal["ok"]
    version: str
    checks: Checks
