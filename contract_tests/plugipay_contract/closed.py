"""Routes that some servers open to no key, or do not know any more (SDK changelogs)."""

import pytest

from plugipay_contract.caller import Caller
from plugipay_contract.every_route import ROUTES


def skip_closed(caller: Caller, operation: str) -> None:
    """Skip the running test where the route of an operation is for signed-in persons only, or is no longer there."""
    route = ROUTES[operation]
    if route.person_only and caller.call("GET", "/api/v1/account").code == "person_only":
        pytest.skip(f"{route} is closed to keys here")
    if route.source == "python 0.1.0" and caller.call("GET", "/api/v1/webhook-endpoints").code == "not_found":
        pytest.skip(f"{route} is not known here")
