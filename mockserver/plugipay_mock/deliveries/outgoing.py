"""The request that carries a delivery: its headers and its exact bytes.

Source: the signature header, SDK facts 6. That there are headers for event, delivery and attempt is known of sibling
services; their names are a guess.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from plugipay_mock.clock import wall_seconds
from plugipay_mock.deliveries.delivery import Delivery
from plugipay_mock.deliveries.endpoint import Endpoint
from plugipay_mock.deliveries.trouble import Trouble
from plugipay_mock.message import JSON
from plugipay_mock.signing import SIGNATURE_HEADER, sign_webhook

_FORGED: Final = "whsec_not_the_secret_of_this_endpoint"
_ID_LENGTH: Final = 26


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One POST."""

    url: str
    headers: dict[str, str]
    body: bytes


def outgoing(endpoint: Endpoint, delivery: Delivery, trouble: Trouble | None) -> Outgoing:
    """Return the request of the next attempt; the wall clock stamps it, since the receiver's judges it."""
    kind = None if trouble is None else trouble.kind
    body = delivery.body.encode()
    secret = endpoint.secret
    if kind == "wrong_secret":
        secret = _FORGED
    elif kind == "former_secret":
        secret = endpoint.former_secret or endpoint.secret
    age = trouble.seconds or 0 if trouble is not None and kind == "stale" else 0
    headers = {
        "Content-Type": JSON,
        "User-Agent": "Plugipay-Webhooks/1.0",
        SIGNATURE_HEADER: sign_webhook(body, secret, at=wall_seconds() - age),
        "X-Plugipay-Event-Id": delivery.event_id,
        "X-Plugipay-Event-Type": delivery.type,
        "X-Plugipay-Delivery-Id": delivery.id,
        "X-Plugipay-Attempt": str(delivery.attempts + 1),
    }
    return Outgoing(endpoint.url, headers, _about_another(body) if kind == "altered" else body)


def _about_another(body: bytes) -> bytes:
    """Return a body of the same length about an object there is not."""
    _, _, about = body.rpartition(b'"aggregateId":"')
    object_id = about.partition(b'"')[0]
    return body.replace(object_id, object_id[:-_ID_LENGTH] + b"0" * min(_ID_LENGTH, len(object_id)))
