"""Stands between a right server and the suite's receiver, so that what is delivered can be broken on its way.

An endpoint is opened under the postman's own address. What arrives there he hands to a breach of the rules, which
decides what becomes of it; what the breach returns is how the server is answered.
"""

import atexit
import json
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import httpx

from plugipay_contract import wire
from plugipay_contract.receiver import SIGNATURE, Delivered, Receiver, receiving
from plugipay_contract.wire import Outgoing

from .meddler import Meddler, data_altered, resent

LOCAL = {"host", "content-length", "connection"}


@dataclass
class Round:
    """The endpoint a letter is for, and what the postman remembers of it."""

    url: str
    secret: str
    letters: list[Delivered] = field(default_factory=list)

    def bring(self, letter: Delivered, url: str | None = None) -> httpx.Response:
        """Hand a letter over, and return what the receiver says."""
        headers = {name: value for name, value in letter.headers.items() if name.lower() not in LOCAL}
        return bag().post(url or self.url, content=letter.body, headers=headers)

    def signed(self, letter: Delivered, at: int | None = None, secret: str | None = None) -> Delivered:
        """The same letter, signed anew."""
        header = wire.webhook_header(secret or self.secret, letter.body, letter.signed_at if at is None else at)
        return with_header(letter, header)

    def rewritten(self, letter: Delivered, alter: Callable[[Any], Any]) -> Delivered:
        """The same letter with its event altered, and signed anew."""
        return self.signed(replace(letter, body=json.dumps(alter(letter.event)).encode()))


Carry = Callable[[Round, Delivered], int]


def with_header(letter: Delivered, header: str | None) -> Delivered:
    """The same letter with another signature, or none."""
    kept = {name: value for name, value in letter.headers.items() if name.lower() != SIGNATURE.lower()}
    return replace(letter, headers=httpx.Headers(kept if header is None else kept | {SIGNATURE: header}))


def faithfully(way: Round, letter: Delivered) -> int:
    """Bring a letter as it is."""
    return way.bring(letter).status_code


open_until_the_end = ExitStack()
atexit.register(open_until_the_end.close)


@cache
def office() -> Receiver:
    """Where all postmen get their letters."""
    return open_until_the_end.enter_context(receiving())


@cache
def bag() -> httpx.Client:
    """What all postmen bring letters with; it keeps no way open, since receivers come and go."""
    no_way_kept = httpx.Limits(max_keepalive_connections=0)
    return open_until_the_end.enter_context(httpx.Client(trust_env=False, limits=no_way_kept))


def opens(request: Outgoing) -> bool:
    """Whether a request opens an endpoint."""
    return (request.method, request.target) == ("POST", "/api/v1/webhooks")


def carried(carry: Carry) -> Callable[[Meddler, Outgoing], httpx.Response]:
    """A breach that lets every request pass, and has deliveries brought by a postman."""
    return lambda server, request: registered(server, request, carry) if opens(request) else server.send(request)


def registered(server: Meddler, request: Outgoing, carry: Carry) -> httpx.Response:
    """Open an endpoint under the postman's address; whoever asked sees his own."""
    box, wanted = office().inbox(), json.loads(request.body)["url"]
    answer = resent(server, request, lambda body: body | {"url": box.url})
    if answer.status_code != httpx.codes.CREATED:
        return answer
    way = Round(wanted, answer.json()["data"]["secret"])
    server.memory.setdefault("rounds", []).append(way)

    def take(letter: Delivered) -> None:
        way.letters.append(letter)
        box.answers(carry(way, letter))

    box.meanwhile = take
    return data_altered(answer, lambda data: data | {"url": wanted})
