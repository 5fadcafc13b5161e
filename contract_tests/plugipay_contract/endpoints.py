"""Webhook endpoints made with the keys that were given: taken down, or every later event is told to each of them."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

import httpx

from plugipay_contract.remote.cleanup import Sender
from plugipay_contract.remote.made import Logbook, Made

if TYPE_CHECKING:
    from plugipay_contract.caller import Caller

PATH: Final = "/api/v1/webhooks"
_MAKING: Final = f"POST {PATH}"
_MAKING_TOO: Final = "POST /api/v1/webhook-endpoints"
"""The path that early packages know (API facts, section 8)."""


class Endpoints:
    """Those that are there since the last time."""

    def __init__(self) -> None:
        self._made = Logbook()

    def saw(self, operation: str, request: httpx.Request, answer: httpx.Response) -> None:
        """Take note of an answer, which has been read."""
        if operation in {_MAKING, _MAKING_TOO}:
            self._made.saw(_MAKING, request, answer)

    def drain(self) -> list[Made]:
        """Give those, the newest first, and begin anew."""
        made, self._made = self._made.newest_first(), Logbook()
        return made


def take_down(caller: Caller) -> None:
    """Delete those of a subject; one that cannot be deleted stays, since this is no test of that.

    A connection that a test has spoiled costs one of them, and a server that does not answer all that are left.
    """
    made = [] if caller.subject.endpoints is None else caller.subject.endpoints.drain()
    with suppress(httpx.TimeoutException):
        for each in made:
            with suppress(httpx.NetworkError, httpx.ProtocolError):
                _delete(caller, each)


def _delete(caller: Caller, made: Made) -> bool:
    """Try its own key; where that was minted, or acted for a merchant, all that were given."""
    keys = caller.subject.keys
    own = [keys[name] for name in ("test", "live") if name in keys and keys[name].key_id == made.key_id]
    senders = [Sender(caller.http, caller.subject.base_url, pair) for pair in own or keys.values()]
    return any(send(made, f"DELETE {PATH}/{{id}}", None).is_success for send in senders)
