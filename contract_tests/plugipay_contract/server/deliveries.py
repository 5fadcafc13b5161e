"""What tests of webhooks share: a receiver, an endpoint that leads to it, and the log of what was attempted."""

from typing import Any

from plugipay_contract import money
from plugipay_contract.caller import Caller
from plugipay_contract.receiver import Inbox

Thing = money.Thing


def opened(caller: Caller, inbox: Inbox, **fields: Any) -> Thing:
    """An endpoint that leads to an inbox, with its secret."""
    return money.made(money.post(caller, "/api/v1/webhooks", {"url": inbox.url, **fields}))


def log(caller: Caller, query: str = "") -> list[Thing]:
    """The deliveries of a workspace, newest first."""
    return money.listed(caller, "webhooks/deliveries", query)


def switched(caller: Caller, endpoint: Thing, *, active: bool) -> Thing:
    """An endpoint switched on or off."""
    return money.made(caller.call("PATCH", f"/api/v1/webhooks/{endpoint['id']}", {"active": active}))
