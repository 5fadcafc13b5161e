"""The journal of a workspace: every request, why one was refused, and whether the right ones came."""

from __future__ import annotations

from itertools import islice, takewhile
from typing import Annotated, Any

import orjson
from pydantic import Field
from typing_extensions import TypedDict

from plugipay_mock import assertions
from plugipay_mock.answers import Raw
from plugipay_mock.binding import DIGITS, Body
from plugipay_mock.control.desk import OfMode, ServerDesk, WorkspaceDesk
from plugipay_mock.errors import FieldProblem, InvalidRequest, NotFound
from plugipay_mock.journal import Entry
from plugipay_mock.message import LINES
from plugipay_mock.route import PUBLIC, Routes

routes = Routes("/_mock/requests")

Limit = Annotated[int, Field(ge=1, le=1000), DIGITS]


class Filters(OfMode):
    """Which requests to tell.

    Attributes:
        path: a path, a route template, or a pattern with `*`.
        code: of the error that was answered.
        fault: the id of a plan that acted.
        since: the id of the last request known.
        unclaimed: those that named no key, and so are of no workspace and no mode.
    """

    method: str | None = None
    path: str | None = None
    status: Annotated[int | None, DIGITS] = None
    key_id: str | None = None
    code: str | None = None
    fault: str | None = None
    since: str | None = None
    unclaimed: bool = False
    limit: Limit = 100

    def choose(self, entry: Entry) -> bool:
        """Say whether an entry is one of those asked for, wherever it stands."""
        wanted = assertions.Wanted(
            method=self.method, path=self.path, status=self.status, key_id=self.key_id, mode=self.mode
        )
        return (
            self.fault in {None, entry.fault}
            and not wanted.differences(entry)
            and (self.code is None or self.code == (entry.error or {}).get("code"))
        )


class WantedRequest(Body):
    """A request to look for; what is left out is not compared."""

    method: str | None = None
    path: str | None = None
    body: dict[str, Any] | None = None
    headers: dict[str, str] | None = None
    status: int | None = None
    key_id: str | None = None
    mode: str | None = None

    def wanted(self) -> assertions.Wanted:
        """Return it as the journal is searched."""
        return assertions.Wanted(**self.given())


class WantedSequence(Body):
    """Requests to look for one after the other; others may come between."""

    requests: Annotated[list[WantedRequest], Field(min_length=1, max_length=100)]


class Found(TypedDict):
    """What a search came to; the nearest request and what differed when it came to nothing."""

    count: int
    requests: list[str]
    nearest: str | None
    differences: list[str]
    text: str


@routes.get("", scope=PUBLIC)
def browse(desk: WorkspaceDesk, query: Filters) -> list[dict[str, Any]]:
    """List requests, oldest first."""
    return [entry.show() for entry in _chosen(desk, query)]


@routes.get("/export.jsonl", scope=PUBLIC, produces=LINES)
def export(desk: WorkspaceDesk, query: Filters) -> Raw:
    """Return requests as JSON Lines."""
    return Raw(b"".join(orjson.dumps(entry.show()) + b"\n" for entry in _chosen(desk, query)), LINES)


@routes.get("/{request_id}", scope=PUBLIC)
def fetch(desk: ServerDesk, request_id: str) -> dict[str, Any]:
    """Show one request, of whatever workspace."""
    return _entry(desk, request_id).show()


@routes.get("/{request_id}/diagnosis", scope=PUBLIC)
def diagnosis(desk: ServerDesk, request_id: str) -> dict[str, Any]:
    """Say why the signature of a request is wrong."""
    from plugipay_mock import doctor  # noqa: PLC0415  a server that refuses nobody needs none

    told: dict[str, Any] = doctor.diagnose_entry(_entry(desk, request_id), desk.world).show()
    return told


@routes.post("/find", scope=PUBLIC, key="none")
def find(desk: WorkspaceDesk, body: WantedRequest) -> Found:
    """Look for a request."""
    return _found(assertions.find(desk.workspace.journal, body.wanted()))


@routes.post("/find-in-order", scope=PUBLIC, key="none")
def find_in_order(desk: WorkspaceDesk, body: WantedSequence) -> Found | None:
    """Look for requests in order; nothing when all came, else the finding for the first that did not."""
    missing = assertions.find_in_order(desk.workspace.journal, [each.wanted() for each in body.requests])
    return None if missing is None else _found(missing)


@routes.delete("", scope=PUBLIC, key="none")
def clear(desk: WorkspaceDesk) -> None:
    """Forget all requests of a workspace, in either mode."""
    desk.workspace.journal.clear()


def _found(finding: assertions.Finding) -> Found:
    return {
        "count": len(finding.matching),
        "requests": [entry.request_id for entry in finding.matching],
        "nearest": None if finding.nearest is None else finding.nearest.request_id,
        "differences": list(finding.differences),
        "text": finding.text(),
    }


def _entry(desk: ServerDesk, request_id: str) -> Entry:
    """Return a request of any workspace: whoever reads a refusal knows its request id, and maybe nothing else."""
    journals = (desk.world.journal, *(each.journal for each in desk.world.workspaces.values()))
    entry = next((found for journal in journals if (found := journal.find(request_id)) is not None), None)
    if entry is None:
        raise NotFound(f"Request {request_id[:80]} is not in the journal; it keeps the newest of each workspace")
    return entry


def _chosen(desk: WorkspaceDesk, query: Filters) -> list[Entry]:
    """Return what was asked for, oldest first; found from the newest back, since most ask for a few of many."""
    if query.unclaimed:
        _check_nobody("account", desk.account)
        _check_nobody("mode", query.mode)
    journal = desk.world.journal if query.unclaimed else desk.workspace.journal
    newer = takewhile(lambda entry: entry.request_id != query.since, reversed(journal))
    return list(islice(filter(query.choose, newer), query.limit))[::-1]


def _check_nobody(name: str, said: str | None) -> None:
    if said is not None:
        raise InvalidRequest(FieldProblem(name, "is not known of requests that named no key; leave it out"))
