"""A transport between the suite and a right server, through which every request passes to be broken.

The meddler knows all secrets, so it can sign anew what it let pass or altered. It works on what travels and knows
nothing of the server's inside: a broken server stays what it is when ours is rebuilt.
"""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

import httpx

from plugipay_contract import wire
from plugipay_contract.subjects import KeyPair, ServerSubject


@dataclass
class Meddler(httpx.BaseTransport):
    """Hands each request to a breach of the rules, which decides what becomes of it."""

    subject: ServerSubject
    breach: Callable[["Meddler", wire.Outgoing], httpx.Response]
    memory: dict[Any, Any] = field(default_factory=dict)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Let the breach answer."""
        headers = {name.title(): value for name, value in request.headers.items()}
        return self.breach(self, wire.Outgoing(request.method, request.url.raw_path.decode(), headers, request.read()))

    def send(self, request: wire.Outgoing) -> httpx.Response:
        """What the right server says."""
        headers = {name: value.encode() for name, value in request.lacking("Content-Length").headers.items()}
        url = httpx.URL(self.subject.base_url + request.target)
        sent = httpx.Request(request.method, url, headers=headers, content=request.body)
        answer = self.subject.transport.handle_request(sent)
        answer.read()
        return answer

    def resign(self, request: wire.Outgoing, key: KeyPair | None = None) -> httpx.Response:
        """What the right server says when the request is signed anew, with its own key or another."""
        key = key or KeyPair(key_id(request), self.secret(key_id(request)))
        return self.send(wire.sign(request, key.key_id, key.secret, request.header("X-Plugipay-Timestamp") or ""))

    def secret(self, wanted: str) -> str:
        """The secret that belongs to a key id."""
        known = {pair.key_id: pair.secret for pair in self.subject.keys.values()}
        return known.get(wanted, wanted.replace("pk_", "sk_", 1))

    def verifies(self, request: wire.Outgoing, key: KeyPair | None = None) -> bool:
        """Whether a request is rightly signed, by its own secret or another."""
        return wire.verify(request, key_id(request), key.secret if key else self.secret(key_id(request)))

    def other_mode(self, request: wire.Outgoing) -> KeyPair:
        """The key of the same workspace's other mode: a given one, or one that enrolled itself."""
        mine = key_id(request)
        own, other = ("test", "live") if "_test_" in mine else ("live", "test")
        if mine in {pair.key_id for pair in self.subject.keys.values()}:
            return self.subject.keys[other]
        theirs = mine.replace(f"_{own}_", f"_{other}_")
        return KeyPair(theirs, theirs.replace("pk_", "sk_", 1))


def key_id(request: wire.Outgoing) -> str:
    """The key id a request claims, or nothing."""
    claimed = re.search(r"keyId=([^,\s]+)", request.header("Authorization") or "")
    return claimed[1] if claimed else ""


def code(answer: httpx.Response) -> str | None:
    """The error code of an answer, if it has one."""
    error = answer.json()["error"] if answer.content else None
    return error and error["code"]


def altered(
    answer: httpx.Response, status: int | None = None, envelope: Any = None, lacking: Iterable[str] = ()
) -> httpx.Response:
    """The same answer with another status, another body, or without some headers."""
    left_out = {"content-length", *(name.lower() for name in lacking)}
    headers = {name: value for name, value in answer.headers.items() if name not in left_out}
    content = answer.content if envelope is None else json.dumps(envelope).encode()
    return httpx.Response(status or answer.status_code, headers=headers, content=content)


def refused(answer: httpx.Response, status: int, error_code: str) -> httpx.Response:
    """The same refusal under another name."""
    envelope = answer.json()
    return altered(
        answer, status, envelope | {"error": (envelope["error"] or {"message": "no"}) | {"code": error_code}}
    )


def data_altered(answer: httpx.Response, alter: Callable[[Any], Any]) -> httpx.Response:
    """The same success with its data altered; whatever the alteration does not fit stays as it is."""
    if answer.status_code >= 300 or not answer.content:
        return answer
    try:
        envelope = answer.json()
        return altered(answer, envelope=envelope | {"data": alter(envelope["data"])})
    except (ValueError, LookupError, TypeError):
        return answer


def rows_altered(answer: httpx.Response, alter: Callable[[list[Any]], list[Any]]) -> httpx.Response:
    """The same page with its rows altered."""
    return data_altered(answer, lambda data: alter(data) if isinstance(data, list) else data)


def shown(server: Meddler, request: wire.Outgoing, where: str, alter: Callable[[Any], Any]) -> httpx.Response:
    """What the right server says, with every object altered that it shows at paths of a pattern."""
    answer = server.send(request)
    if not re.search(where, request.target.partition("?")[0]):
        return answer
    return data_altered(answer, lambda data: [alter(row) for row in data] if isinstance(data, list) else alter(data))


def heard(server: Meddler, request: wire.Outgoing, calls: str, alter: Callable[[Any], Any]) -> httpx.Response:
    """What the right server says, with the JSON altered of calls whose method and path are of a pattern."""
    call = f"{request.method} {request.target.partition('?')[0]}"
    return resent(server, request, alter) if re.search(calls, call) else server.send(request)


def unheard(server: Meddler, request: wire.Outgoing, calls: str, name: str) -> httpx.Response:
    """What the right server says, with a field left out of calls whose method and path are of a pattern."""
    if f'"{name}"'.encode() not in request.body:
        return server.send(request)
    return heard(server, request, calls, lambda body: {field: body[field] for field in body if field != name})


def resent(server: Meddler, request: wire.Outgoing, alter: Callable[[Any], Any]) -> httpx.Response:
    """What the right server says to the same request with its JSON altered."""
    return server.resign(replace(request, body=json.dumps(alter(json.loads(request.body))).encode()))
