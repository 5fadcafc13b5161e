"""Verifies a signature over the bytes that arrived: never over a decoded path or a re-serialised body.

Source: SDK facts, section 3. The text is METHOD, target, timestamp and the body's SHA-256 in hexadecimal, joined by
line feeds, then the idempotency key when one is sent. Multipart bodies are signed as empty.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from functools import lru_cache
from typing import Final

from plugipay_mock.errors import InvalidSignature, InvalidTimestamp, TimestampSkew
from plugipay_mock.message import Inbound

TOLERANCE: Final = 300
"""Seconds a timestamp may be off, either way (specification)."""

_SECONDS: Final = re.compile(r"[0-9]{1,12}")
_REPEATED: Final = re.compile(r"[0-9.]+(?:, [0-9.]+)+")


def check_timestamp(inbound: Inbound, wall: float, *, skew_has_own_code: bool) -> None:
    """Refuse a request from another time; `wall` is the server's idea of now, in epoch seconds.

    Raises:
        InvalidTimestamp: the header is missing, not whole seconds, or more than 300 s off.
    """
    text = inbound.headers.get("x-plugipay-timestamp", "")
    if not _SECONDS.fullmatch(text):
        trouble = "was sent twice; send it once" if is_repeated(text) else "must be whole seconds since 1970, in digits"
        raise InvalidTimestamp(f"X-Plugipay-Timestamp {trouble}")
    off = int(text) - int(wall)
    if abs(off) > TOLERANCE:
        refusal = TimestampSkew if skew_has_own_code else InvalidTimestamp
        side = "ahead of" if off > 0 else "behind"
        raise refusal(
            f"X-Plugipay-Timestamp is {abs(off)} s {side} the server's clock, {TOLERANCE} s are allowed; set your clock"
        )


def is_repeated(timestamp: str) -> bool:
    """Say whether what should be one timestamp is two, which a server joins by a comma."""
    return _REPEATED.fullmatch(timestamp) is not None


def check(inbound: Inbound, signature: str, secret: str) -> None:
    """Refuse a request whose signature another secret or another text made.

    Raises:
        InvalidSignature: it does not verify.
    """
    if not verifies(inbound, signature, secret):
        raise InvalidSignature("The signature does not match the request; check the secret first, then what is signed")


def verifies(inbound: Inbound, signature: str, secret: str) -> bool:
    """Say whether this secret signed this request; takes the same time wherever a wrong signature differs."""
    made = _keyed(secret).copy()
    made.update(canonical_text(inbound))
    return hmac.compare_digest(made.hexdigest().encode(), signature.encode("latin-1", "replace"))


@lru_cache(maxsize=1024)
def _keyed(secret: str) -> hmac.HMAC:
    """Return what a text is signed with; to start from the secret each time would cost as much as the text."""
    return hmac.new(secret.encode(), digestmod="sha256")


def canonical_text(inbound: Inbound) -> bytes:
    """Return the bytes a caller has to sign for this request."""
    headers = inbound.headers
    lines = [
        inbound.method.upper().encode(),
        inbound.target,
        headers.get("x-plugipay-timestamp", "").encode("latin-1"),
        hashlib.sha256(covered_body(inbound)).hexdigest().encode(),
    ]
    key = headers.get("idempotency-key")
    if key is not None:
        lines.append(key.encode("latin-1"))
    return b"\n".join(lines)


def covered_body(inbound: Inbound) -> bytes:
    """Return the bytes whose hash is signed: the body, or nothing for a multipart one."""
    multipart = inbound.headers.get("content-type", "").lower().startswith("multipart/form-data")
    return b"" if multipart else inbound.body
