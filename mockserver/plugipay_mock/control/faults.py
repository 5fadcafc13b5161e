"""Fault plans of a workspace; the vocabulary is that of `plugipay_mock.faults.grammar`."""

from __future__ import annotations

from typing import Any

from pydantic import ConfigDict

from plugipay_mock.binding import Body, Query
from plugipay_mock.control.desk import Desk
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


class Which(Query):
    """Only the plans that never acted, or all."""

    unfired: bool = False


@routes.get("", scope=PUBLIC)
def browse(desk: Desk, query: Which) -> list[dict[str, Any]]:
    """List the plans with how often each met a request and fired."""
    book = desk.workspace.faults
    return [plan.show() for plan in (book.unfired() if query.unfired else book.plans)]


@routes.post("", scope=PUBLIC, key="none", status=201)
def add(desk: Desk, body: NewFault) -> dict[str, Any]:
    """Make a plan."""
    return desk.workspace.faults.add(**body.said()).show()


@routes.delete("", scope=PUBLIC, key="none")
def clear(desk: Desk) -> None:
    """Forget all plans."""
    desk.workspace.faults.clear()
