"""What tests of time share: a clock that stands still, an hour that passes, and moments however they are spelled."""

from datetime import datetime

from plugipay_contract import money
from plugipay_contract.caller import Caller

MADE, LATER, LAST = "2026-01-31T10:00:00Z", "2026-01-31T11:00:00Z", "2026-01-31T12:00:00Z"


def moment(text: str) -> datetime:
    """A moment, however it is spelled."""
    return datetime.fromisoformat(text)


def moments(thing: money.Thing, *names: str) -> dict[str, datetime | None]:
    """When an object says that something happened."""
    return {name: thing[name] and moment(thing[name]) for name in names}


def an_hour_later(caller: Caller) -> None:
    """Let an hour pass."""
    caller.control("clock/advance", {"hours": 1})
