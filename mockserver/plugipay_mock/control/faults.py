"""Fault plans of a workspace; the vocabulary is that of `plugipay_mock.faults.grammar`."""

from __future__ import annotations

from typing import Any

from pydantic import ConfigDict

from plugipay_mock.binding import Body
from plugipay_mock.control.desk import OfMode, WorkspaceDesk
from plugipay_mock.errors import FieldProblem, InvalidRequest
from plugipay_mock.faults import grammar
from plugipay_mock.route import PUBLIC, Routes

routes = Routes("/_mock/faults")


class NewFault(Body):
    """One action and its options, each a string, a number or true (`{"status": 503, "times": 2}`), or all as text.

    Attributes:
        plan: the text form, `status=503; times=2`.
    """

    model_config = ConfigDict(extra="allow")

    plan: str = ""

    def said(self) -> dict[str, Any]:
        """Return every option by name."""
        return grammar.parse(self.plan) | dict(self.model_extra or {})


class Which(OfMode):
    """Only the plans that never acted, or all; only those that requests of a mode can meet."""

    unfired: bool = False


@routes.get("", scope=PUBLIC)
def browse(desk: WorkspaceDesk, query: Which) -> list[dict[str, Any]]:
    """List the plans with how often each met a request and fired."""
    book = desk.workspace.faults
    plans = book.unfired() if query.unfired else book.plans
    return [plan.show() for plan in plans if query.mode is None or plan.match.mode in {None, query.mode}]


@routes.post("", scope=PUBLIC, key="none", status=201)
def add(desk: WorkspaceDesk, body: NewFault, query: OfMode) -> dict[str, Any]:
    """Make a plan; its `mode` may be said in the query as well."""
    said = body.said()
    if query.mode is not None and said.setdefault("mode", query.mode) != query.mode:
        raise InvalidRequest(FieldProblem("mode", "is said twice, and differently"))
    return desk.workspace.faults.add(**said).show()


@routes.delete("", scope=PUBLIC, key="none")
def clear(desk: WorkspaceDesk) -> None:
    """Forget all plans, for either mode."""
    desk.workspace.faults.clear()
