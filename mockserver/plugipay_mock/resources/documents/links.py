"""Addresses that show one invoice's PDF to whoever has them, for a while.

Guesses: where they lead, and how long. A world's seed signs them, so that equal worlds give equal addresses; that keeps
out typing errors and expired links, and nobody who means harm.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import Final
from urllib.parse import urlencode

from plugipay_mock.actor import Actor
from plugipay_mock.clock import epoch
from plugipay_mock.errors import NotFound

LIFETIME: Final = 300
"""Seconds of world time."""


def address(actor: Actor, invoice_id: str) -> str:
    """Return an address that leads to the PDF of an invoice from now on, until its lifetime is over."""
    expires = int(epoch(actor.now)) + LIFETIME
    query = urlencode({"expires": expires, "signature": _signature(actor, invoice_id, expires)})
    return f"{actor.world.public_base}/i/{invoice_id}/invoice.pdf?{query}"


def check(actor: Actor, invoice_id: str, expires: int, signature: str) -> None:
    """Refuse an address that was not given out, or whose time is over.

    Raises:
        NotFound: it is one of these.
    """
    genuine = hmac.compare_digest(_signature(actor, invoice_id, expires).encode(), signature.encode())
    if not genuine or epoch(actor.now) >= expires:
        raise NotFound(f"This link is not valid any more; GET /api/v1/invoices/{invoice_id}/pdf gives a new one")


def _signature(actor: Actor, invoice_id: str, expires: int) -> str:
    secret = f"{actor.world.seed}/{actor.tenant.account_id}/documents"
    return hmac.new(secret.encode(), f"{invoice_id}\n{expires}".encode(), hashlib.sha256).hexdigest()
