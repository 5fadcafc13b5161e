"""What a control operation works on: the server, a workspace, or a workspace in one of its modes.

Handlers say which by the type of their `desk`. Each takes so much of the query and no more: what an operation would not
heed it refuses, or a mistyped `account` would work on the workspace that is meant when none is named.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Final, Literal

from plugipay_mock import seeds
from plugipay_mock.actor import Actor
from plugipay_mock.binding import Pairs, Query, names_of, pairs_of
from plugipay_mock.clock import iso
from plugipay_mock.errors import FieldProblem, InvalidRequest, NotFound
from plugipay_mock.events import Cause
from plugipay_mock.route import Route
from plugipay_mock.snapshots import Snapshot
from plugipay_mock.world import MODES, Mode, Tenant, Workspace, World

_LONGEST: Final = 80
_ACCOUNT: Final[Mapping[str, Any]] = {
    "description": "The workspace: an account id, or any key id of it; the one the server started with when left out.",
    "schema": {"type": "string"},
}
_MODE: Final[Mapping[str, Any]] = {
    "description": "Which of its modes.",
    "schema": {"type": "string", "enum": list(MODES), "default": "test"},
}


@dataclass(frozen=True, slots=True)
class ServerDesk:
    """The world, and what is known beside it.

    Attributes:
        AIM: the query parameters that say what is meant, as OpenAPI describes them.
        snapshots: by account id and name; they outlive no restart.
    """

    AIM: ClassVar[Mapping[str, Mapping[str, Any]]] = {}

    world: World
    snapshots: dict[tuple[str, str], Snapshot]


@dataclass(frozen=True, slots=True)
class WorkspaceDesk(ServerDesk):
    """A workspace in both its modes.

    Attributes:
        account: an account id or a key id; the workspace the server started with when None.
    """

    AIM: ClassVar[Mapping[str, Mapping[str, Any]]] = {"account": _ACCOUNT}

    account: str | None

    @property
    def workspace(self) -> Workspace:
        """The workspace meant.

        Raises:
            NotFound: there is none.
        """
        if self.account is None:
            return seeds.starter(self.world)
        key = self.world.keys.get(self.account) or seeds.enrol_itself(self.world, self.account)
        workspace = self.world.workspaces.get(self.account if key is None else key.account_id)
        if workspace is None:
            raise NotFound(f"No workspace has the account id or key id {self.account[:_LONGEST]}")
        return workspace


@dataclass(frozen=True, slots=True)
class Desk(WorkspaceDesk):
    """A workspace in one of its modes."""

    AIM: ClassVar[Mapping[str, Mapping[str, Any]]] = {"account": _ACCOUNT, "mode": _MODE}

    mode: Mode

    @property
    def tenant(self) -> Tenant:
        """The workspace meant, in the mode meant."""
        return self.workspace.tenants[self.mode]

    def actor(self) -> Actor:
        """Return a hand on the tenant, as a buyer's is."""
        tenant = self.tenant
        return Actor(world=self.world, tenant=tenant, now=iso(tenant.clock.now()), cause=Cause("control"))


class OfMode(Query):
    """Which mode it is about; both when left out."""

    mode: Literal["test", "live"] | None = None


def desk(route: Route, world: World, query: Pairs, snapshots: dict[tuple[str, str], Snapshot]) -> Desk:
    """Read what a query says of what an operation works on.

    Raises:
        InvalidRequest: the operation has no such parameter, the mode is neither of the two, or something is said more
            than once.
    """
    pairs = list(pairs_of(query))
    _check_names(route, [name for name, _ in pairs])
    said = {name: value for name, value in pairs if name in route.aim and value}
    mode = said.get("mode", "test")
    if mode not in MODES:
        raise InvalidRequest(FieldProblem("mode", "must be test or live"))
    return Desk(world, snapshots, said.get("account"), mode)


def _check_names(route: Route, said: list[str]) -> None:
    model: type[Query] | None = route.query
    known = sorted({*route.aim, *(() if model is None else names_of(model))})
    for name in said:
        if name not in known:
            there_are = f"it has {', '.join(known)}" if known else "it has none"
            raise InvalidRequest(FieldProblem(name[:_LONGEST] or "query", f"is no parameter of this call; {there_are}"))
        if said.count(name) > 1:
            raise InvalidRequest(FieldProblem(name, "is given more than once"))
