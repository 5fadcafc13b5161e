"""The one operation on portal sessions."""

from __future__ import annotations

from plugipay_mock.actor import Caller
from plugipay_mock.clock import epoch, iso
from plugipay_mock.resources.customers.model import CUSTOMERS
from plugipay_mock.resources.portal_sessions.model import LIFETIME, PORTAL_SESSIONS, PortalSession
from plugipay_mock.resources.portal_sessions.wire import NewPortalSession
from plugipay_mock.route import Routes

routes = Routes("/api/v1/portal-sessions")


@routes.post("", scope="plugipay:portal:create", key="required", status=201)
def create(caller: Caller, body: NewPortalSession) -> PortalSession:
    """Make an address where a customer manages subscriptions."""
    caller.refer(CUSTOMERS, body.customer_id, "customerId")
    birth = caller.birth(PORTAL_SESSIONS)
    del birth["updated_at"]
    session = PortalSession(
        **birth,
        **body.given(),
        url=f"{caller.world.public_base}/portal/{birth['id']}",
        expires_at=iso(epoch(caller.now) + LIFETIME),
    )
    return caller.add(PORTAL_SESSIONS, session)
