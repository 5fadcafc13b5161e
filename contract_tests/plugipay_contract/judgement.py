"""What is wrong with the answers that were received while a test ran, whatever the test itself asked of them.

Every answer that no fault was planned for is decoded as strictly as Go does it, and says how many more calls are
allowed. Where the server has an OpenAPI document, the answer is held against that as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import httpx

from plugipay_contract import decoding, limits
from plugipay_contract.description import DOCUMENT, Answered, Description
from plugipay_contract.subjects import Ability

if TYPE_CHECKING:
    from plugipay_contract.subjects import ServerSubject

_PATIENCE = 60
"""Seconds a server may take to describe itself, which is none of its usual work; the pool may be a client's own."""

_complaints: dict[str, None] = {}
_descriptions: WeakKeyDictionary[httpx.Client, Description] = WeakKeyDictionary()


@dataclass(frozen=True)
class _Received:
    status: int
    headers: Mapping[str, str]
    body: bytes


def judge(subject: ServerSubject, http: httpx.Client, method: str, target: str, answer: Answered) -> None:
    """Keep what is wrong with an answer that came over a pool of connections to a subject."""
    _complaints.update(dict.fromkeys(complaints(subject, http, method, target, answer)))


def complaints(subject: ServerSubject, http: httpx.Client, method: str, target: str, answer: Answered) -> list[str]:
    """What is wrong with an answer, as far as the subject's abilities let one say."""
    if target == DOCUMENT or subject.mark is not None:  # a remote run tells such things once, in its drift report
        return []
    found = decoding.complaints(method, target, answer) + limits.complaints(method, target, answer)
    if Ability.DESCRIBES not in subject.abilities:
        return found
    return found + _description(subject, http).complaints(method, target, answer)


def listen(pool: httpx.Client, subject: ServerSubject) -> None:
    """Judge every answer that a client under judgement receives over a pool."""

    def heard(answer: httpx.Response) -> None:
        received = _Received(answer.status_code, answer.headers, answer.read())
        target = str(answer.request.url).removeprefix(subject.base_url)
        judge(subject, pool, answer.request.method, target, received)

    pool.event_hooks = {"response": [heard]}


def drain() -> list[str]:
    """All that was wrong since the last time, each once."""
    complaints = list(_complaints)
    _complaints.clear()
    return complaints


def _description(subject: ServerSubject, http: httpx.Client) -> Description:
    if http not in _descriptions:
        answer = http.get(subject.base_url + DOCUMENT, timeout=_PATIENCE)
        _descriptions[http] = Description(answer.raise_for_status().json())
    return _descriptions[http]
