"""Taking back what a run has made, as far as the routes allow, and telling what stays."""

import json
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import uuid4

import httpx

from plugipay_contract import wire
from plugipay_contract.remote.made import Made
from plugipay_contract.remote.rules import MAKERS
from plugipay_contract.subjects import KeyPair

Send = Callable[[Made, str, Any], httpx.Response]
"""Sends an operation about something that was made, with the key that made it."""

GONE = frozenset({httpx.codes.NOT_FOUND, httpx.codes.GONE})


class Left(NamedTuple):
    """An object that stays, and why."""

    kind: str
    id: str
    why: str


@dataclass
class Cleaned:
    """What became of the things that were made; filled as it happens, so that an interruption loses nothing."""

    undone: Counter[str] = field(default_factory=Counter[str])
    left: list[Left] = field(default_factory=list[Left])

    def clean(self, made: Iterable[Made], send: Send) -> None:
        """Take back each of these, and what came along with it; once the service is out of reach, the rest stays."""
        unreachable = ""
        for each in made:
            try:
                why = unreachable or undo(each, send)
                brought = [] if unreachable else list(brought_by(each, send))
            except httpx.HTTPError as error:
                unreachable = why = f"the service could not be reached: {error}"
                brought = []
            self._enter(each, why)
            self.clean(brought, send)

    def _enter(self, each: Made, why: str | None) -> None:
        if why is None:
            self.undone[each.maker.kind] += 1
        else:
            self.left.append(Left(each.maker.kind, each.id, why))


def undo(made: Made, send: Send) -> str | None:
    """Take one thing back; the answer is why it stays, or nothing when it does not."""
    refusals: list[str] = []
    for operation, body in made.maker.undo:
        answer = send(made, operation, body)
        if answer.is_success or answer.status_code in GONE:
            return None
        refusals.append(f"{answer.status_code} {code_of(answer)}")
    if has_ended(made, send):
        return None
    stays = made.maker.stays or "was not expected to stay"
    return f"{stays} ({', '.join(refusals)})" if refusals else stays


def has_ended(made: Made, send: Send) -> bool:
    """Whether something had ended before anybody tried to end it."""
    if made.maker.read is None:
        return False
    rows = rows_of(send(made, f"GET {made.maker.read}", None))
    return any(made.maker.has_ended(row) for row in rows if row["id"] == made.id)


def brought_by(made: Made, send: Send) -> Iterable[Made]:
    """What came along with something that was made."""
    if made.maker.brings:
        yield from listed_by(made, made.maker.brings, send)


def listed_by(made: Made, listing: Mapping[str, str], send: Send) -> Iterable[Made]:
    """The rows of a list about something that was made, but for those that have ended."""
    maker = MAKERS[listing["operation"]]
    for row in rows_of(send(made, f"GET {listing['list']}", None)):
        if not maker.has_ended(row):
            yield Made(maker, row["id"], made.key_id)


def code_of(answer: httpx.Response) -> str:
    """The error code of an answer, or what it has instead."""
    try:
        return str(answer.json()["error"]["code"])
    except (ValueError, LookupError, TypeError):
        return "without a code"


def data_of(answer: httpx.Response) -> Any:
    """The data of an answer, or nothing."""
    try:
        return answer.json()["data"]
    except (ValueError, LookupError, TypeError):
        return None


def rows_of(answer: httpx.Response) -> list[dict[str, Any]]:
    """The objects an answer shows: those of a list, or the one it is about; nothing that has no id."""
    data = data_of(answer)
    rows = data if isinstance(data, list) else [data]
    return [row for row in rows if isinstance(row, dict) and isinstance(row.get("id"), str)]


@dataclass(frozen=True)
class Sender:
    """Signs with the key that made a thing, or with the run's own where that one is a Bearer key."""

    http: httpx.Client
    base_url: str
    own: KeyPair

    def __call__(self, made: Made, operation: str, body: Any) -> httpx.Response:
        """Send an operation, `DELETE /api/v1/customers/{id}`, about something that was made."""
        method, _, path = operation.partition(" ")
        headers = {} if method == "GET" else {"Idempotency-Key": uuid4().hex}
        if body is not None:
            headers["Content-Type"] = "application/json"
        content = b"" if body is None else json.dumps(body).encode()
        request = wire.Outgoing(method, path.replace("{id}", made.id), headers, content)
        key = self._key(made.key_id)
        signed = wire.sign(request, key.key_id, key.secret, int(time.time()))
        return self.http.request(method, self.base_url + signed.target, headers=dict(signed.headers), content=content)

    def _key(self, key_id: str) -> KeyPair:
        """The pair of an id; a workspace that enrolled by name has a secret of the same name."""
        if "_test_auto_" in key_id:
            return KeyPair(key_id, key_id.replace("pk_", "sk_", 1))
        return self.own
