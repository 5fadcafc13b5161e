"""Webhooks: is this delivery really from Plugipay, and what does it say?"""

from __future__ import annotations

import hmac
import json
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from plugipay._errors import PlugipaySignatureError
from plugipay._records import WebhookEvent

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONGEST_TIME = 18  # digits; more than any time has, and int() itself refuses thousands


def verify_webhook(
    raw_body: bytes | str,
    signature_header: str | None,
    secret: str | Sequence[str],
    *,
    tolerance_sec: float = 300,
    now: float | None = None,
) -> WebhookEvent:
    """Check that a delivery was signed with your secret, a moment ago, and return the event in it.

    Args:
        raw_body: The body exactly as received. JSON that was parsed and written again has another signature.
        signature_header: The value of `X-Plugipay-Signature`: `t=<unix seconds>,v1=<hex>`.
        secret: The endpoint's `whsec_…`, or several while you rotate them.
        tolerance_sec: How far from now, either way, the signature may have been made.
        now: Unix seconds to judge by; the clock's when None.

    Raises:
        PlugipaySignatureError: `signature_missing` (no header, or no secret), `signature_malformed` (no `t` or `v1`,
            or a `t` that is no time), `signature_stale`, or `signature_invalid` (another signature, or a body that is
            not a JSON object). Nothing else, whatever arrives.
    """
    if not signature_header:
        raise PlugipaySignatureError("signature_missing", "There is no X-Plugipay-Signature header")
    secrets = _secrets(secret)
    timestamp, signature = _parts(signature_header)
    age = (time.time() if now is None else now) - int(timestamp)
    if not abs(age) <= tolerance_sec:  # the other way round, NaN would be fresh
        raise PlugipaySignatureError(
            "signature_stale", f"Signed at {timestamp}, which is more than {tolerance_sec} s from now"
        )
    body = _bytes(raw_body)
    # All of them, always: stopping at the first match would tell by time which secret it was.
    matches = [hmac.compare_digest(_expected(key, timestamp, body), signature) for key in secrets]
    if not any(matches):
        raise PlugipaySignatureError("signature_invalid", "The signature is not one of this body and secret")
    return WebhookEvent(_json_object(body))


def _secrets(given: object) -> list[str]:
    """Return what to verify with; an environment variable that is not set is no secret, and an empty one anybody's."""
    told = list(given) if isinstance(given, Iterable) and not isinstance(given, str) else [given]
    secrets = [secret for secret in told if isinstance(secret, str) and secret]
    if not secrets or len(secrets) < len(told):
        raise PlugipaySignatureError("signature_missing", "The secret to verify with is empty, or not text")
    return secrets


def _parts(header: str) -> tuple[str, bytes]:
    """Return time and signature; of several parts with one name the last counts."""
    parts = dict(_part(part) for part in str(header).split(",") if "=" in part)
    timestamp, signature = parts.get("t"), parts.get("v1")
    if timestamp is None or signature is None or not _is_time(timestamp):
        raise PlugipaySignatureError("signature_malformed", "The header is not of the form t=<unix seconds>,v1=<hex>")
    return timestamp, signature.encode("utf-8", "replace")


def _is_time(text: str) -> bool:
    digits = text.removeprefix("-")
    return digits.isascii() and digits.isdigit() and len(digits) <= _LONGEST_TIME


def _part(part: str) -> tuple[str, str]:
    name, _, value = part.partition("=")
    return name.strip(), value.strip()


def _bytes(raw_body: bytes | str) -> bytes:
    try:
        return raw_body.encode() if isinstance(raw_body, str) else bytes(memoryview(raw_body))
    except (TypeError, ValueError) as exc:
        raise PlugipaySignatureError("signature_invalid", "raw_body must be the bytes that arrived") from exc


def _expected(secret: str, timestamp: str, body: bytes) -> bytes:
    text = timestamp.encode() + b"." + body
    return hmac.digest(secret.encode("utf-8", "surrogateescape"), text, "sha256").hex().encode()


def _json_object(body: bytes) -> dict[str, Any]:
    try:
        parsed = json.loads(body.decode())
    except (ValueError, RecursionError) as exc:
        raise PlugipaySignatureError("signature_invalid", f"The signed body is not JSON: {exc}") from exc
    if not isinstance(parsed, dict):
        raise PlugipaySignatureError("signature_invalid", "The signed body is not a JSON object")
    return parsed
