"""Portal sessions: customers' links to their own page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plugipay._answers import one
from plugipay._call import Call
from plugipay._operation import Kind, Namespace, operation
from plugipay._records import PortalSession

if TYPE_CHECKING:
    from typing import Unpack

    from plugipay._call import WriteOptions


class PortalSessions(Namespace[Kind]):
    """Customers' links to the page where they mind their subscriptions. Every method raises `PlugipayError`."""

    @operation
    def create(self, *, customer_id: str, return_url: str, **options: Unpack[WriteOptions]) -> Call[PortalSession]:
        """Make a link; send the customer to its `url` soon, it is good for some minutes.

        Args:
            customer_id: `cus_…`.
            return_url: Where the customer goes afterwards; https.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        body = {"customerId": customer_id, "returnUrl": return_url}
        return Call("POST", "/api/v1/portal-sessions", one(PortalSession), body=body, **options)
