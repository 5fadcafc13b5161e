"""What was asked and what came of it: every request, with its way through the gate.

Kept per workspace, the newest requests only; of all workspaces together, the newest as well (`window.py`). Secrets and
signatures are masked when an entry is told, never before, so that keeping one costs nothing.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import orjson

from plugipay_mock.clock import Instant, iso
from plugipay_mock.message import Headers, Inbound, Outbound
from plugipay_mock.window import Window

_KEPT: Final = 1000
_MOST_BYTES: Final = 32 * 1024 * 1024
_SHOWN: Final = 64 * 1024
STEPS: Final = (
    "route", "body", "credentials", "fault", "proof", "rate", "authority", "idempotency", "handler", "answered",
)  # fmt: skip
"""The steps of the gate, in order; an entry names the last one it came to."""

_UNREADABLE: Final = "…"
_BEARER_SHOWN: Final = 12
_SECRET_HEADERS: Final = frozenset({"cookie", "x-plugipay-mock-token"})
_SECRET_FIELDS: Final = frozenset(
    {"password", "currentPassword", "newPassword", "secret", "secretKey", "serverKey", "clientKey", "callbackToken"}
)
_SECRET_BY_ROUTE: Final = {"/api/v1/api-keys": frozenset({"key"})}
"""What is a secret in one place, and a plain word elsewhere."""

_SECRET_IN_TEXT: Final = re.compile(
    rf"""(["']?\b(?:{"|".join(sorted(_SECRET_FIELDS))})["']?\s*[:=]\s*)"""
    r"""("(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|[^\s,;&}"']+)""",
    re.DOTALL,
)
"""A secret in what is no JSON: almost JSON, or a form."""

_MASKED: Final = re.compile(r"(signature=)[^,\s]+|(Bearer\s+\S{0,12})\S*", re.IGNORECASE)


@dataclass(slots=True)
class Entry:
    """One request and its answer.

    Attributes:
        at: the time of its workspace. wall: the machine's, in epoch seconds.
        skew: seconds by which the server was told to be ahead of it.
        route: the template it met, or "" when there was none.
        step: the step of the gate that answered.
        fault: the id of the plan that acted, or "header" for one of its own, or None.
        replay: how the idempotency key was met: `first`, `replay`, `conflict`, `in_progress`; None without a key.
        microseconds: spent in the core.
    """

    request_id: str
    at: Instant
    wall: float
    skew: float
    account_id: str | None
    mode: str | None
    key_id: str | None
    inbound: Inbound
    outbound: Outbound
    route: str
    step: str
    fault: str | None
    replay: str | None
    microseconds: int

    @property
    def error(self) -> dict[str, Any] | None:
        """The error of the answer, or None."""
        told = _json(self.outbound.body)
        return told.get("error") if isinstance(told, dict) else None

    def compared(self) -> dict[str, Any]:
        """Return what a search for a request compares: the body in full, the headers without secrets."""
        return {
            "keyId": self.key_id,
            "mode": self.mode,
            "method": self.inbound.method,
            "path": self.inbound.path.decode("latin-1"),
            "headers": masked(self.inbound.headers),
            "body": _json(self.inbound.body),
            "status": self.outbound.status,
        }

    def show(self) -> dict[str, Any]:
        """Return the entry as the control routes tell it, without secrets."""
        path, query = self.inbound.path.decode("latin-1"), self.inbound.query.decode("latin-1")
        secret = _SECRET_FIELDS | _SECRET_BY_ROUTE.get(self.route, frozenset())
        return {
            "requestId": self.request_id,
            "at": self.at,
            "wallTime": iso(self.wall),
            "accountId": self.account_id,
            "mode": self.mode,
            "keyId": self._shown_key(),
            "method": self.inbound.method,
            "path": path,
            "query": query,
            "route": self.route,
            "headers": masked(self.inbound.headers),
            "body": _body(self.inbound.body, secret),
            "step": self.step,
            "verdicts": self.verdicts(),
            "fault": self.fault,
            "idempotency": self.replay,
            "status": self.outbound.status,
            "answer": _body(self.outbound.body, secret),
            "microseconds": self.microseconds,
        }

    def _shown_key(self) -> str | None:
        """Return the id of the key; of a bearer key, which is its own secret, the beginning."""
        is_bearer = self.inbound.headers.get("authorization", "").lower().startswith("bearer")
        return f"{self.key_id[:_BEARER_SHOWN]}…" if self.key_id is not None and is_bearer else self.key_id

    def verdicts(self) -> dict[str, str]:
        """Return what each step of the gate said: `passed`, the code of its refusal, or nothing when not reached."""
        reached = STEPS[: STEPS.index(self.step)]
        refused = (self.error or {}).get("code")
        return dict.fromkeys(reached, "passed") | {self.step: refused or "passed"}


class Journal:
    """The newest requests, oldest first.

    Args:
        window: shared with other journals, whose requests and these give way to each other.
        kept: how many. most_bytes: of bodies and answers together; the newest request is kept however large it is.
    """

    def __init__(self, window: Window | None = None, *, kept: int = _KEPT, most_bytes: int = _MOST_BYTES) -> None:
        self._window = Window() if window is None else window
        self._kept = kept
        self._most_bytes = most_bytes
        self._bytes = 0
        self._entries: deque[Entry] = deque()
        self._gone_before = 0

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[Entry]:
        return iter(tuple(self._entries))

    def __reversed__(self) -> Iterator[Entry]:
        return iter(tuple(self._entries)[::-1])

    @property
    def last_id(self) -> str | None:
        """The id of the newest request, or None."""
        return self._entries[-1].request_id if self._entries else None

    def add(self, entry: Entry) -> None:
        """Keep an entry; the oldest give way."""
        self._entries.append(entry)
        self._grow(_size(entry))
        while len(self._entries) > self._kept or (self._bytes > self._most_bytes and len(self._entries) > 1):
            self._drop()
            self._gone_before += 1
        self._window.add(self)

    def give_way(self) -> None:
        """Let go of the oldest entry that was added, unless it has gone before it was asked to."""
        if self._gone_before:
            self._gone_before -= 1
        else:
            self._drop()

    def clear(self) -> None:
        """Forget everything."""
        self._gone_before += len(self._entries)
        self._entries.clear()
        self._grow(-self._bytes)

    def find(self, request_id: str) -> Entry | None:
        """Return the newest entry with a request id, or None."""
        return next((entry for entry in reversed(self._entries) if entry.request_id == request_id), None)

    def _drop(self) -> None:
        self._grow(-_size(self._entries.popleft()))

    def _grow(self, size: int) -> None:
        self._bytes += size
        self._window.size += size


def masked(headers: Headers) -> dict[str, str]:
    """Return headers with signatures, bearer keys and tokens made unreadable."""
    return {name: _masked_value(name, value) for name, value in headers.items()}


def _masked_value(name: str, value: str) -> str:
    if name == "authorization":
        return _MASKED.sub(_mask, value)
    return _UNREADABLE if name in _SECRET_HEADERS else value


def _size(entry: Entry) -> int:
    return len(entry.inbound.body) + len(entry.outbound.body)


def _mask(match: re.Match[str]) -> str:
    return f"{match[1] or match[2]}…"


def _json(body: bytes) -> Any:
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        return None


def _body(body: bytes, secret: frozenset[str]) -> Any:
    """Return a body as JSON where it is that, without secrets; else as text, cut when it is long."""
    told = _without_secrets(_json(body), secret)
    if isinstance(told, dict) and "data" in told:
        told["data"] = _without_secrets(told["data"], secret)
    try:
        orjson.dumps([[[[told]]]])  # an answer wraps it, and what nests too deeply cannot be written again
    except orjson.JSONEncodeError:
        told = None
    return _text(body) if told is None else told


def _text(body: bytes) -> str:
    """Return the beginning of a body that is no JSON, without what looks like a secret."""
    return _SECRET_IN_TEXT.sub(rf"\g<1>{_UNREADABLE}", body[:_SHOWN].decode("utf-8", "replace"))[:_SHOWN]


def _without_secrets(told: Any, secret: frozenset[str]) -> Any:
    """Return an object, or those in a list, with the secrets among its fields unreadable; anything else as it is."""
    if isinstance(told, list):
        return [_without_secrets(each, secret) if isinstance(each, dict) else each for each in told]
    if not isinstance(told, dict):
        return told
    return {name: _UNREADABLE if name in secret and value else value for name, value in told.items()}
