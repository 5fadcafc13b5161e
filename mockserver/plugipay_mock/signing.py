"""Signs as Plugipay signs webhooks, and as its callers sign requests: for unit tests of receivers and of clients.

Source: SDK facts, sections 3 and 6. Times are the wall clock's, which a receiver compares with its own.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from plugipay_mock.clock import iso, wall_seconds
from plugipay_mock.events import type_of

SIGNATURE_HEADER: Final = "X-Plugipay-Signature"
_SCHEME: Final = "Plugipay-HMAC-SHA256"


@dataclass(frozen=True, slots=True)
class RawRequest:
    """A webhook as it arrives: hand `headers` and `body` to whatever your receiver reads requests from."""

    headers: dict[str, str]
    body: bytes
    method: str = "POST"


def sign_webhook(body: bytes | str, secret: str, *, at: float | None = None) -> str:
    """Return the value of `X-Plugipay-Signature` for a body: `t=<unix seconds>,v1=<lower-case hex>`.

    Args:
        body: the bytes exactly as they are sent.
        secret: the endpoint's `whsec_…`, used whole.
        at: when it is signed, in unix seconds; now when None.
    """
    raw = body.encode() if isinstance(body, str) else body
    stamp = int(wall_seconds() if at is None else at)
    return f"t={stamp},v1={_mac(secret, b'%d.%b' % (stamp, raw))}"


def webhook_request(  # noqa: PLR0913  what a request is made of
    name: str,
    thing: Mapping[str, Any],
    *,
    secret: str,
    at: float | None = None,
    event_id: str = "evt_00000000000000000000000000",
    account_id: str = "acc_00000000000000000000000000",
) -> RawRequest:
    """Return the request by which an endpoint is told an event, ready for a unit test.

    Args:
        name: `invoice.paid`, or the long `plugipay.invoice.paid.v1`.
        thing: the object the event is about; `id` is its identifier.
        secret: the endpoint's.
        at: when it happened and was signed, in unix seconds; now when None.
        event_id: what receivers recognise a repetition by.
        account_id: the workspace's.

    Raises:
        ValueError: there is no such event.
    """
    try:
        kind = type_of(name)
    except KeyError:
        raise ValueError(f"there is no event {name!r}; GET /api/v1/events/types lists them") from None
    moment = wall_seconds() if at is None else at
    told = {
        "id": event_id,
        "type": kind,
        "accountId": account_id,
        "occurredAt": iso(moment),
        "data": {"object": dict(thing), "aggregateType": kind.split(".")[1], "aggregateId": str(thing.get("id", ""))},
    }
    body = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    signature = sign_webhook(body, secret, at=moment)
    return RawRequest({"Content-Type": "application/json", SIGNATURE_HEADER: signature}, body)


def sign_request(  # noqa: PLR0913  what a signature is made of
    method: str,
    target: str,
    body: bytes = b"",
    *,
    key_id: str,
    secret: str,
    idempotency_key: str | None = None,
    at: float | None = None,
) -> dict[str, str]:
    """Return the headers that let an API request in.

    Args:
        method: `POST`.
        target: path and query exactly as they are sent, percent-encoding included.
        body: the bytes exactly as they are sent; empty for a multipart body.
        key_id: of the pair that signs. secret: of the same pair.
        idempotency_key: sent and signed when given.
        at: when it is signed, in unix seconds; now when None.
    """
    stamp = str(int(wall_seconds() if at is None else at))
    signed = [method.upper(), target, stamp, hashlib.sha256(body).hexdigest()]
    headers = {"X-Plugipay-Timestamp": stamp}
    if idempotency_key is not None:
        signed.append(idempotency_key)
        headers["Idempotency-Key"] = idempotency_key
    signature = _mac(secret, "\n".join(signed).encode())
    return headers | {"Authorization": f"{_SCHEME} keyId={key_id}, scope=*, signature={signature}"}


def _mac(secret: str, text: bytes) -> str:
    return hmac.new(secret.encode(), text, hashlib.sha256).hexdigest()
