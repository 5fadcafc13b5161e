"""How a request proves who sent it: the signed text, and the httpx auth that signs what is really sent."""

from __future__ import annotations

import hashlib
import hmac
import time
from typing import TYPE_CHECKING, Protocol

import httpx

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping


def canonical_text(method: str, target: str, timestamp: str, body: bytes, idempotency_key: str | None) -> str:
    """Return the text that is signed: its lines joined by LF, without one at the end.

    Args:
        method: Upper case.
        target: Path and query as sent, without the base URL's own path.
        timestamp: Whole seconds since 1970, in decimal.
        body: The bytes as sent; empty for multipart.
        idempotency_key: A fifth line when there is one, and no line at all otherwise.
    """
    lines = [method, target, timestamp, hashlib.sha256(body).hexdigest()]
    if idempotency_key is not None:
        lines.append(idempotency_key)
    return "\n".join(lines)


def signature(keyed: hmac.HMAC, text: str) -> str:
    """Return the HMAC-SHA256 of `text` in lower-case hex; `keyed` has the secret and no text yet."""
    signed = keyed.copy()
    signed.update(text.encode())
    return signed.hexdigest()


class Credentials(Protocol):
    """What a request is authorised with."""

    @property
    def key_id(self) -> str | None: ...  # the public half of a key pair; None when there is no public half

    @property
    def in_header(self) -> str: ...  # the part that travels in a header as it is

    def proof(self, method: str, target: str, headers: Mapping[str, str], body: bytes) -> dict[str, str]:
        """Return the headers that prove who sends the request these are the parts of."""
        ...


class KeyPair:
    """A key id and the secret that signs for it. The secret never leaves this object."""

    def __init__(self, key_id: str, secret: str) -> None:
        if not key_id or not secret:
            raise ValueError("key_id and secret are both required: pass the pk_… and the sk_… of one key pair")
        self.key_id = self.in_header = key_id
        self._keyed = hmac.new(secret.encode(), digestmod="sha256")

    def proof(self, method: str, target: str, headers: Mapping[str, str], body: bytes) -> dict[str, str]:
        """Sign method, target, time, body and idempotency key, as they are sent."""
        timestamp = str(int(time.time()))
        multipart = headers.get("Content-Type", "").startswith("multipart/")
        text = canonical_text(method, target, timestamp, b"" if multipart else body, headers.get("Idempotency-Key"))
        signed = signature(self._keyed, text)
        return {
            "X-Plugipay-Timestamp": timestamp,
            "Authorization": f"Plugipay-HMAC-SHA256 keyId={self.key_id}, scope=*, signature={signed}",
        }


class BearerKey:
    """A single key that is its own proof: nothing is signed, and no timestamp is sent."""

    key_id = None

    def __init__(self, api_key: str) -> None:
        if not api_key:
            raise ValueError("api_key is required: pass the pk_… shown when the key was made")
        self.in_header = api_key

    def proof(
        self,
        method: str,  # noqa: ARG002  # a key pair signs all of these
        target: str,  # noqa: ARG002
        headers: Mapping[str, str],  # noqa: ARG002
        body: bytes,  # noqa: ARG002
    ) -> dict[str, str]:
        """Show the key."""
        return {"Authorization": f"Bearer {self.in_header}"}


class SigningAuth(httpx.Auth):
    """Authorises one request at the last moment, when httpx has merged everything into it.

    Nothing set on a custom `http` client can then come between what is signed and what is sent; and because an
    explicit auth wins over the client's own and over userinfo in a URL, those cannot replace it either.

    Attributes:
        sent: Whether the request is on its way.
        head: The answer, as soon as its status and headers are in. A body that cannot be decoded leaves only this.
    """

    def __init__(self, credentials: Credentials, prefix: str) -> None:
        self.sent = False
        self.head: httpx.Response | None = None
        self._credentials = credentials
        self._prefix = prefix

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Authorise, send once, look at the answer's head."""
        request.headers.update(self.proof(request.method, request.url, request.headers, request.content))
        self.head = yield request

    def proof(self, method: str, url: httpx.URL, headers: Mapping[str, str], body: bytes) -> dict[str, str]:
        """Return what authorises the request of these parts, which is to be sent now."""
        target = url.raw_path.decode("ascii").removeprefix(self._prefix)
        proof = self._credentials.proof(method, target, headers, body)
        self.sent = True
        return proof
