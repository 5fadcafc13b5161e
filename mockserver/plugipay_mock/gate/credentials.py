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

_PAIR: Final = re.compile(r"pk_[^:]*:|[^:]*:sk_")
_FORM: Final = f"send 'Authorization: {SCHEME} keyId=<key id>, scope=*, signature=<hex>'"


class Signed(NamedTuple):
    """A caller that signed its request."""

    key_id: str
    signature: str


class Bearer(NamedTuple):
    """A caller that sent its whole key."""

    key_id: str

    @property
    def is_pair(self) -> bool:
        """Whether it sent `<id>:<secret>`, the form the command line of the service reads from its environment."""
        return _PAIR.match(self.key_id) is not None

    @property
    def is_repeated(self) -> bool:
        """Whether its header came twice, which a server joins by a comma; no key holds one."""
        return "," in self.key_id


Credential: TypeAlias = Signed | Bearer


def read(headers: Headers) -> Credential:
    """Return who the caller says it is.

    Raises:
        InvalidSignature: the header is missing, was sent twice, has another scheme, or lacks a part.
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


def is_repeated(text: str) -> bool:
    """Say whether what should be one `Authorization` header is two, which a server joins by a comma."""
    return text.lower().count(SCHEME.lower()) > 1


def _signed(rest: str) -> Signed:
    parts = rest.split(",")
    values = {name: value for name, _, value in (part.strip().partition("=") for part in parts)}
    if len(values) != len(parts) or not values.get("keyId") or not values.get("signature"):
        twice = is_repeated(f"{SCHEME} {rest}")
        raise InvalidSignature(
            "The Authorization header was sent twice; send it once"
            if twice
            else f"The Authorization header is malformed; {_FORM}"
        )
    return Signed(values["keyId"], values["signature"])
