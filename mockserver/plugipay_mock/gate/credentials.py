"""Reads the `Authorization` header; judges nothing.

Source: SDK facts, section 3: `Plugipay-HMAC-SHA256 keyId=<id>, scope=*, signature=<hex>`, or `Bearer <key>`.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple, TypeAlias

from plugipay_mock.errors import InvalidSignature
from plugipay_mock.message import Headers

SCHEME: Final = "Plugipay-HMAC-SHA256"
_USUAL: Final = re.compile(rf"{SCHEME} keyId=([^\s,]+), scope=[^\s,]*, signature=([^\s,]+)")
"""What nearly everybody sends; `read` understands more than this, and the same by it."""

_FORM: Final = f"send 'Authorization: {SCHEME} keyId=<key id>, scope=*, signature=<hex>'"


class Signed(NamedTuple):
    """A caller that signed its request."""

    key_id: str
    signature: str


class Bearer(NamedTuple):
    """A caller that sent its whole key."""

    key_id: str


Credential: TypeAlias = Signed | Bearer


def read(headers: Headers) -> Credential:
    """Return who the caller says it is.

    Raises:
        InvalidSignature: the header is missing, has another scheme, or lacks a part.
    """
    text = headers.get("authorization")
    usual = _USUAL.fullmatch(text or "")
    if usual is not None:
        return Signed(usual[1], usual[2])
    if not text:
        raise InvalidSignature(f"The Authorization header is missing; {_FORM}")
    scheme, _, rest = text.strip().partition(" ")
    if scheme.lower() == "bearer" and rest.strip():
        return Bearer(rest.strip())
    if scheme.lower() != SCHEME.lower():
        raise InvalidSignature(f"The Authorization scheme is not known; {_FORM}")
    return _signed(rest)


def _signed(rest: str) -> Signed:
    parts = rest.split(",")
    values = {name: value for name, _, value in (part.strip().partition("=") for part in parts)}
    if len(values) != len(parts) or not values.get("keyId") or not values.get("signature"):
        raise InvalidSignature(f"The Authorization header is malformed; {_FORM}")
    return Signed(values["keyId"], values["signature"])
