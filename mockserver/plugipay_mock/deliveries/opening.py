"""Opens endpoints, and changes their secrets."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from plugipay_mock.actor import Actor
from plugipay_mock.deliveries.endpoint import ENDPOINTS, Endpoint

_SECRET_DIGITS: Final = 48


def open_endpoint(actor: Actor, url: str, events: list[str], description: str | None = None) -> Endpoint:
    """Store a new endpoint with a secret of its own.

    Args:
        events: names and patterns as they are stored.
    """
    endpoint = Endpoint(
        id=actor.new_id(ENDPOINTS.prefix),
        account_id=actor.tenant.account_id,
        mode=actor.tenant.mode,
        url=url,
        events=events,
        description=description,
        secret=_secret(actor),
        created_at=actor.now,
        updated_at=actor.now,
    )
    return actor.add(ENDPOINTS, endpoint)


def rotate_secret(actor: Actor, endpoint: Endpoint) -> Endpoint:
    """Give an endpoint another secret; the one before is remembered as the former one."""
    rotated = replace(endpoint, secret=_secret(actor), former_secret=endpoint.secret, updated_at=actor.now)
    return actor.replace(ENDPOINTS, rotated)


def _secret(actor: Actor) -> str:
    return "whsec_" + actor.tenant.ids.token(_SECRET_DIGITS)
