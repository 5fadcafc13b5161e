"""The referee: the dullest signer and verifier there can be, pinned to the golden vectors in `vectors/`.

It shares no line with the clients and servers it judges.
"""

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self

SCHEME = "Plugipay-HMAC-SHA256"
AUTHORIZATION = re.compile(rf"{SCHEME} keyId=(?P<key_id>[^,\s]+), scope=\*, signature=(?P<signature>[0-9a-f]{{64}})")


@dataclass(frozen=True)
class Outgoing:
    """One request exactly as it is to be sent; a test may alter any part of it after it was signed."""

    method: str
    target: str
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    body: bytes = b""

    def header(self, name: str) -> str | None:
        """The value of a header, however its name is spelled."""
        return next((value for known, value in self.headers.items() if known.lower() == name.lower()), None)

    def having(self, name: str, value: str) -> Self:
        """The same request with one header set."""
        return replace(self, headers={**self.headers, name: value})

    def lacking(self, name: str) -> Self:
        """The same request with one header left out."""
        return replace(self, headers={known: value for known, value in self.headers.items() if known != name})

    @property
    def signed_body(self) -> bytes:
        """The bytes whose hash is signed: the body as sent, or nothing at all for a multipart upload."""
        multipart = (self.header("Content-Type") or "").startswith("multipart/form-data")
        return b"" if multipart else self.body


def canonical_text(request: Outgoing, timestamp: str) -> bytes:
    """The text that is signed: four lines, and a fifth when an idempotency key travels along."""
    lines = [request.method.upper(), request.target, timestamp, hashlib.sha256(request.signed_body).hexdigest()]
    key = request.header("Idempotency-Key")
    return "\n".join(lines if key is None else [*lines, key]).encode()


def signature(secret: str, text: bytes) -> str:
    """HMAC-SHA256 as lower-case hex; the secret is used as text, prefix included."""
    return hmac.new(secret.encode(), text, hashlib.sha256).hexdigest()


def sign(request: Outgoing, key_id: str, secret: str, timestamp: int | str) -> Outgoing:
    """The same request with the two headers that say who sent it, and when."""
    hexed = signature(secret, canonical_text(request, str(timestamp)))
    proof = f"{SCHEME} keyId={key_id}, scope=*, signature={hexed}"
    return request.having("Authorization", proof).having("X-Plugipay-Timestamp", str(timestamp))


def verify(request: Outgoing, key_id: str, secret: str) -> bool:
    """Whether a request is signed by this key, in exactly the form the official clients use."""
    proof = AUTHORIZATION.fullmatch(request.header("Authorization") or "")
    timestamp = request.header("X-Plugipay-Timestamp")
    if not proof or timestamp is None or not timestamp.isdecimal():
        return False
    expected = signature(secret, canonical_text(request, timestamp))
    return proof["key_id"] == key_id and proof["signature"] == expected


def webhook_header(secret: str, body: bytes, timestamp: int) -> str:
    """The value of `X-Plugipay-Signature` for a delivery sent at this second."""
    return f"t={timestamp},v1={signature(secret, f'{timestamp}.'.encode() + body)}"
