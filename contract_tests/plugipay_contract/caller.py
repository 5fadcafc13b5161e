"""Somebody with a key: sends what the referee signed, and reports what came back without judging it."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Self, TypeVar
from uuid import uuid4

import httpx
import pytest

from plugipay_contract import judgement, observations, wire
from plugipay_contract.remote.marks import marked
from plugipay_contract.remote.pace import PLANNED
from plugipay_contract.subjects import Ability, KeyPair, ServerSubject, skip_without

T = TypeVar("T")

FAULT = "X-Plugipay-Mock-Fault"
_with_plans: set[str] = set()


@dataclass(frozen=True)
class Answer:
    """One answer, and the few things tests ask of it."""

    status: int
    headers: httpx.Headers
    body: bytes

    @property
    def envelope(self) -> dict[str, Any]:
        """The whole body as JSON."""
        envelope: dict[str, Any] = json.loads(self.body)
        return envelope

    @property
    def data(self) -> Any:
        """What was asked for."""
        return self.envelope["data"]

    @property
    def meta(self) -> dict[str, Any]:
        """What is said about the answer itself."""
        meta: dict[str, Any] = self.envelope["meta"]
        return meta

    @property
    def error(self) -> dict[str, Any]:
        """What went wrong, or nothing."""
        return (self.envelope.get("error") or {}) if self.body else {}

    @property
    def code(self) -> str | None:
        """The error code of an envelope, if this is one and has one."""
        try:
            code: str | None = self.error.get("code")
        except (ValueError, AttributeError):
            return None
        return code

    @property
    def verdict(self) -> tuple[int, str | None]:
        """Status and error code in one: `(201, None)`, `(401, "invalid_signature")`."""
        if not self.body:
            return self.status, None
        try:
            error = self.envelope["error"]
            return self.status, error and error["code"]
        except (ValueError, LookupError, TypeError):
            return self.status, f"not an envelope: {self.body[:80]!r}"


@dataclass(frozen=True)
class Caller:
    """One key pair at one server."""

    subject: ServerSubject
    http: httpx.Client
    key: KeyPair

    def using(self, key: KeyPair | str) -> Self:
        """The same server seen with another key; by name, the test is skipped when the subject has no such key."""
        if isinstance(key, str) and key not in self.subject.keys:
            pytest.skip(self.subject.lacking(key))
        return replace(self, key=key if isinstance(key, KeyPair) else self.subject.keys[key])

    def unsigned(self, method: str, target: str, body: Any = None, **headers: str) -> wire.Outgoing:
        """A request nobody has signed; a body that is not bytes becomes JSON, `idempotency_key=` a header."""
        sent = {name.replace("_", "-").title(): value for name, value in headers.items()}
        body = marked(body, method, target, self.subject.mark)
        if body is not None:
            sent = {"Content-Type": "application/json", **sent}
            body = body if isinstance(body, bytes) else json.dumps(body).encode()
        return wire.Outgoing(method, target, sent, body or b"")

    def sign(self, request: wire.Outgoing, *, late: int = 0) -> wire.Outgoing:
        """A request signed with this key, by a clock that is so many seconds late."""
        return wire.sign(request, self.key.key_id, self.key.secret, int(time.time()) - late)

    def signed(self, method: str, target: str, body: Any = None, **headers: str) -> wire.Outgoing:
        """A request signed with this key now."""
        return self.sign(self.unsigned(method, target, body, **headers))

    def send(self, request: wire.Outgoing) -> Answer:
        """Send a request exactly as it stands."""
        url = httpx.URL(self.subject.base_url + request.target)
        if not url.raw_path.decode().endswith(request.target):
            raise ValueError(f"httpx would send {url.raw_path!r} for {request.target!r}")
        headers = [(name.encode(), value.encode()) for name, value in request.headers.items()]
        planned = request.header(FAULT) is not None or self.key.key_id in _with_plans
        sent = httpx.Request(request.method, url, headers=headers, content=request.body, extensions={PLANNED: planned})
        answer = self._answered(sent)
        return self._noted(request, Answer(answer.status_code, answer.headers, answer.content), planned=planned)

    def _answered(self, sent: httpx.Request) -> httpx.Response:
        """The answer to a request; once nobody listens any more, unless by plan, a test says no more than that."""
        try:
            return self.http.send(sent)
        except httpx.ConnectError as error:
            if sent.extensions[PLANNED]:
                raise
            gone = f"nobody listens at {self.subject.base_url} any more ({error})"
            raise pytest.fail.Exception(gone, pytrace=False) from None

    def _noted(self, request: wire.Outgoing, answer: Answer, *, planned: bool) -> Answer:
        if "/_mock/" in request.target:
            return answer
        code = answer.code
        if code is not None:
            observations.saw_refusal(answer.status, code, request.method, request.target, planned=planned)
        if not planned:
            judgement.judge(self.subject, self.http, request.method, request.target, answer)
        return answer

    def call(self, method: str, target: str, body: Any = None, **headers: str) -> Answer:
        """Sign a request and send it."""
        return self.send(self.signed(method, target, body, **headers))

    def control(self, operation: str, body: Any) -> Any:
        """What an operation under `/_mock/` of this key's workspace and mode gives, for subjects that have it."""
        target = f"/_mock/{operation}?account={self.key.key_id}&mode={self.key.mode}"
        answer = self.send(self.unsigned("POST", target, body))
        assert answer.error == {}
        if operation == "faults":
            _with_plans.add(self.key.key_id)
        return answer.data


@dataclass(frozen=True)
class Workspace:
    """A workspace nobody else uses, in both its modes."""

    test: Caller
    live: Caller


def enrol(caller: Caller) -> Workspace:
    """A workspace of one's own at a subject that enrols `auto` keys."""
    name = uuid4().hex
    test, live = (KeyPair(f"pk_{mode}_auto_{name}", f"sk_{mode}_auto_{name}") for mode in ("test", "live"))
    return Workspace(caller.using(test), caller.using(live))


def own_or_given(caller: Caller) -> Workspace:
    """A workspace of one's own where there can be one, else that of the keys that were given.

    Without a live key the given one has the test key in its place.
    """
    if Ability.AUTO_KEYS in caller.subject.abilities:
        return enrol(caller)
    return Workspace(caller, caller.using("live") if "live" in caller.subject.keys else caller)


def workspace_for(caller: Caller) -> Workspace:
    """A workspace of one's own, or else the given one, where others are at work and leave things behind.

    Not the given one in a remote run, which would take too long over all that, nor where the rules are others.
    """
    if caller.subject.mark or Ability.SHIPPED in caller.subject.abilities:
        skip_without(caller.subject, Ability.AUTO_KEYS)
    return own_or_given(caller)


def is_given(caller: Caller) -> bool:
    """Whether the workspace is not the test's own."""
    return caller.key in caller.subject.keys.values()


def is_spared(caller: Caller, path: str) -> bool:
    """Whether a write would spoil the workspace for whoever else is there."""
    return is_given(caller) and path.startswith(("/api/v1/account", "/api/v1/workspaces/", "/api/v1/test/"))


def own(caller: Caller, rows: list[T], is_mine: Callable[[T], bool]) -> list[T]:
    """The rows one has made oneself: all that there are, except where others may have made some."""
    return [row for row in rows if is_mine(row)] if is_given(caller) else rows


def in_mode(workspace: Workspace, mode: str) -> Caller:
    """The holder of a workspace's key of a mode; the test is skipped where a given one has none."""
    holder = workspace.live if mode == "live" else workspace.test
    return holder.using("live") if mode == "live" and holder == workspace.test else holder
