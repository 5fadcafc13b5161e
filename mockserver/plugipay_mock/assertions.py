"""Was this called, how often, in what order; and when not, what came nearest and what differed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from plugipay_mock.journal import Entry
from plugipay_mock.naming import is_meant

_DIGITS: Final = 9
"""Of a place in a list; Python refuses to read numbers of thousands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A request to look for; what is None or empty is not compared.

    Attributes:
        path: the path, or a route template (`/api/v1/customers/{id}`), with or without `/api/v1`; `*` stands for
            anything.
        body: each named field of a JSON body must have this value; `lines.0.quantity` reaches inside.
        headers: names in any case.
        status: of the answer.
    """

    method: str | None = None
    path: str | None = None
    body: Mapping[str, Any] | None = None
    headers: Mapping[str, str] | None = None
    status: int | None = None
    key_id: str | None = None
    mode: str | None = None

    def differences(self, entry: Entry) -> list[str]:
        """Return what keeps a request from being the one, in a sentence each; nothing when it is."""
        told = entry.compared()
        found = [
            _difference(name, wanted, told[said])
            for name, wanted, said in (
                ("method", self.method and self.method.upper(), "method"),
                ("status", self.status, "status"),
                ("key id", self.key_id, "keyId"),
                ("mode", self.mode, "mode"),
            )
            if wanted is not None and wanted != told[said]
        ]
        if self.path is not None and not is_meant(self.path, entry.route, told["path"]):
            found.append(_difference("path", self.path, told["path"]))
        headers, body = self.headers or {}, self.body or {}
        parts = [(f"header {name}", wanted, told["headers"].get(name.lower())) for name, wanted in headers.items()]
        parts += [(f"body {place}", wanted, _reach(told["body"], place)) for place, wanted in body.items()]
        return found + [_difference(name, wanted, said) for name, wanted, said in parts if said != wanted]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a look through the journal came to.

    Attributes:
        matching: the requests found, oldest first.
        nearest: the request that came nearest when there was none, with what differed.
    """

    wanted: Wanted
    matching: tuple[Entry, ...]
    nearest: Entry | None
    differences: tuple[str, ...]

    def text(self) -> str:
        """Return the finding as a person reads it."""
        if self.matching:
            return f"{len(self.matching)} matching request(s)"
        if self.nearest is None:
            return "no request at all"
        call = f"{self.nearest.inbound.method} {self.nearest.inbound.path.decode('latin-1')}"
        return "\n".join((f"no matching request; nearest: {call}", *(f"  {each}" for each in self.differences)))


def find(entries: Iterable[Entry], wanted: Wanted) -> Finding:
    """Look for a request."""
    judged = [(wanted.differences(entry), entry) for entry in entries]
    matching = tuple(entry for differences, entry in judged if not differences)
    if matching or not judged:
        return Finding(wanted, matching, None, ())
    differences, nearest = min(reversed(judged), key=lambda each: len(each[0]))
    return Finding(wanted, (), nearest, tuple(differences))


def find_in_order(entries: Iterable[Entry], wanted: Sequence[Wanted]) -> Finding | None:
    """Look for requests one after the other, others between them allowed.

    Returns:
        None when all were found in order; else the finding for the first that was not, among what came later.
    """
    left = list(entries)
    for each in wanted:
        finding = find(left, each)
        if not finding.matching:
            return finding
        left = left[left.index(finding.matching[0]) + 1 :]
    return None


def _difference(name: str, wanted: Any, said: Any) -> str:
    return f"{name}: wanted {wanted!r}, got {said!r}"


def _reach(body: Any, place: str) -> Any:
    for step in place.split("."):
        if isinstance(body, dict):
            body = body.get(step)
        elif isinstance(body, list) and step.isdecimal() and len(step) <= _DIGITS and int(step) < len(body):
            body = body[int(step)]
        else:
            return None
    return body
