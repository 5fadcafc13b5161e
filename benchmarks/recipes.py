"""What the load generator and the naive clients send: a request as data, signed by a signer of their own."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from dataclasses import dataclass, field
from typing import Any, Final, Self

KEY_ID: Final = "pk_test_auto_bench"
SECRET: Final = "sk_test_auto_bench"  # noqa: S105  made up
JSON: Final = {"Content-Type": "application/json"}
FORM: Final = {"Content-Type": "application/x-www-form-urlencoded"}
CUSTOMER: Final = {
    "email": "budi-<n>@example.com",
    "name": "Budi Santoso",
    "phone": "+62 812 3456 7890",
    "externalId": "crm-<n>",
    "metadata": {"source": "web", "segment": "retail"},
}
"""The body of every create; `<n>` becomes another number each time."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """A kind of request.

    Attributes:
        body: with `<n>` where each request differs.
        signed: add timestamp and signature.
        keyed: add an idempotency key of its own to each request.
    """

    method: str
    path: str
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    signed: bool = False
    keyed: bool = False

    @classmethod
    def of(cls, facts: dict[str, Any]) -> Self:
        """Rebuild a recipe that travelled as JSON."""
        return cls(**facts)

    def raw(self, tag: str) -> bytes:
        """Return one whole HTTP/1.1 request; equal tags give equal requests, but for the time of signing."""
        path, body = self.path.replace("<n>", tag), self.body.replace("<n>", tag).encode()
        headers = {"Host": "127.0.0.1", "Content-Length": str(len(body)), **self.headers}
        if self.keyed:
            headers["Idempotency-Key"] = f"idem_{tag}"
        if self.signed:
            headers |= signed(self.method, path, body, headers.get("Idempotency-Key"))
        lines = [f"{self.method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
        return "\r\n".join([*lines, "", ""]).encode() + body


def json_text(body: Any) -> str:
    """Return JSON as the clients write it, without spaces."""
    return json.dumps(body, separators=(",", ":"))


def signed(method: str, target: str, body: bytes, key: str | None) -> dict[str, str]:
    """Return the two headers that prove who sends a request."""
    stamp = str(int(time.time()))
    lines = [method, target, stamp, hashlib.sha256(body).hexdigest(), *([] if key is None else [key])]
    mark = hmac.digest(SECRET.encode(), "\n".join(lines).encode(), "sha256").hex()
    return {
        "X-Plugipay-Timestamp": stamp,
        "Authorization": f"Plugipay-HMAC-SHA256 keyId={KEY_ID}, scope=*, signature={mark}",
    }


CREATE: Final = Recipe("POST", "/api/v1/customers", json_text(CUSTOMER), JSON, signed=True, keyed=True)
"""Signed, idempotent `POST /customers`."""
