"""How a client comes from a request to a signature: what it writes down, and what it does with the text.

Source of the right recipe: SDK facts, section 3.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from plugipay_mock.doctor.body import Body
from plugipay_mock.gate.signature import covered_body
from plugipay_mock.message import Inbound
from plugipay_mock.world import Key

BodyLine: TypeAlias = Callable[[Body], bytes | None]
Seal: TypeAlias = Callable[[bytes, bytes], bytes]


def hashed(body: Body) -> bytes:
    """Stand for a body as the service wants it: by its SHA-256, in lower-case hexadecimal."""
    return body.digest


def hmac_sha256(secret: bytes, text: bytes) -> bytes:
    """Seal a text as the service wants it."""
    return hmac.digest(secret, text, "sha256")


class Secret(NamedTuple):
    """What is used as the secret, and the id of the key it comes from."""

    value: bytes
    key_id: str


class Recipe(NamedTuple):
    """One way to sign a request. A mistake changes one field; thousands of recipes are tried, so it is a plain tuple.

    Attributes:
        body_line: how the text stands for the body; None leaves the line out.
        more: what follows the body's line: the idempotency key, when one is sent.
        order: which lines come first, by their numbers from 0; the rest follow as they are.
        newline: what joins the lines. closed: one more follows the last line.
    """

    method: bytes
    target: bytes
    timestamp: bytes
    body: Body
    more: tuple[bytes, ...]
    secret: Secret
    body_line: BodyLine = hashed
    order: tuple[int, ...] = ()
    newline: bytes = b"\n"
    closed: bool = False
    seal: Seal = hmac_sha256

    def text(self) -> bytes:
        """Return what is signed."""
        lines = (self.method, self.target, self.timestamp, self.body_line(self.body), *self.more)
        if self.order:
            rest = (number for number in range(len(lines)) if number not in self.order)
            lines = tuple(lines[number] for number in (*self.order, *rest) if number < len(lines))
        text = self.newline.join([line for line in lines if line is not None])
        return text + self.newline if self.closed else text

    def mac(self) -> bytes:
        """Return the bytes of the signature, however it is spelled then."""
        return self.seal(self.secret.value, self.text())


def right(inbound: Inbound, key: Key) -> Recipe:
    """Return how a request has to be signed."""
    idempotency_key = inbound.headers.get("idempotency-key")
    return Recipe(
        method=inbound.method.upper().encode(),
        target=inbound.target,
        timestamp=inbound.headers.get("x-plugipay-timestamp", "").encode("latin-1"),
        body=Body(covered_body(inbound)),
        more=() if idempotency_key is None else (idempotency_key.encode("latin-1"),),
        secret=Secret(key.secret.encode(), key.id),
    )
