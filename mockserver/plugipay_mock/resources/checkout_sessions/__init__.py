"""Checkout sessions: one attempt each to be paid once, on a page that the mock hosts."""

from __future__ import annotations

from plugipay_mock.resources.checkout_sessions.model import CheckoutSession
from plugipay_mock.resources.checkout_sessions.routes import expire, holder, routes
from plugipay_mock.resources.room import Room

ROOM = Room("checkout-sessions", routes, wakers=((CheckoutSession, expire),), holds=(holder,))
