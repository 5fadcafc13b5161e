"""Test clocks: time that passes when it is told to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from plugipay._answers import whatever
from plugipay._call import Call
from plugipay._operation import Kind, Namespace, operation

if TYPE_CHECKING:
    from typing import Unpack

    from plugipay._call import WriteOptions


class Clocks(Namespace[Kind]):
    """Time that passes when it is told to, for test keys.

    No official package wraps this by hand. Every method raises `PlugipayError`.
    """

    @operation
    def advance(self, *, subscription_id: str, days: int, **options: Unpack[WriteOptions]) -> Call[Any]:
        """Let days pass for a subscription, so that it renews; the answer is documented nowhere.

        Args:
            subscription_id: `sub_…`.
            days: How many.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        body = {"subscriptionId": subscription_id, "days": days}
        return Call("POST", "/api/v1/test/clocks/advance", whatever, body=body, **options)
