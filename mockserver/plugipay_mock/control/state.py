"""The whole of a workspace: what is in it, snapshots of it, and its beginning."""

from __future__ import annotations

from typing import Annotated, Any, Final

from pydantic import Field
from typing_extensions import TypedDict

from plugipay_mock import snapshots
from plugipay_mock.binding import Body
from plugipay_mock.clock import Instant, iso
from plugipay_mock.control.desk import Desk, ServerDesk, WorkspaceDesk
from plugipay_mock.dialect import DIALECTS
from plugipay_mock.errors import NotFound
from plugipay_mock.events import EVENTS, Event
from plugipay_mock.route import PUBLIC, Routes
from plugipay_mock.shown import ShownMode
from plugipay_mock.world import World

routes = Routes("/_mock")

_ALWAYS: Final = ("clock", "delivers", "describes", "faults", "settles", "waits")

SnapshotName = Annotated[str, Field(min_length=1, max_length=100)]


class About(TypedDict):
    """The server; `abilities` are what the contract suite can judge of it, by the suite's names."""

    dialect: str
    seed: int
    rateLimits: bool
    autoKeys: bool
    workspaces: int
    abilities: list[str]


class State(TypedDict):
    """How much of what there is in a workspace and mode."""

    accountId: str
    mode: ShownMode
    now: Instant
    objects: dict[str, int]
    idempotencyKeys: int
    requests: int
    faults: int
    snapshots: list[str]


class Named(Body):
    """A name to keep something under."""

    name: SnapshotName


@routes.get("", scope=PUBLIC)
def about(desk: ServerDesk) -> About:
    """Show how the server was started."""
    world = desk.world
    return {
        "dialect": world.dialect.name,
        "seed": world.seed,
        "rateLimits": world.rate_limits,
        "autoKeys": world.auto_keys,
        "workspaces": len(world.workspaces),
        "abilities": abilities(world),
    }


def abilities(world: World) -> list[str]:
    """Return what the contract suite can judge of a world that is served on a socket."""
    some = {
        "auto_keys": world.auto_keys,
        "rate_limits": world.rate_limits,
        "same_clock": world.skew == 0,
        "shipped": world.dialect is DIALECTS["shipped"],
        "webhooks": world.post.manner != "collect",
    }
    return sorted([*_ALWAYS, *(name for name, has in some.items() if has)])


@routes.get("/state", scope=PUBLIC)
def state(desk: Desk) -> State:
    """Show what is in a workspace."""
    workspace, tenant = desk.workspace, desk.tenant
    return {
        "accountId": workspace.account_id,
        "mode": desk.mode,
        "now": iso(tenant.clock.now()),
        "objects": tenant.counts(),
        "idempotencyKeys": len(tenant.replays),
        "requests": len(workspace.journal),
        "faults": len(workspace.faults.plans),
        "snapshots": [name for account_id, name in desk.snapshots if account_id == workspace.account_id],
    }


@routes.get("/events", scope=PUBLIC)
def events(desk: Desk) -> list[Event]:
    """List every event of a workspace, oldest first."""
    return desk.tenant.collection(EVENTS).tail(0)


@routes.post("/snapshots", scope=PUBLIC, key="none", status=201)
def take(desk: WorkspaceDesk, body: Named) -> Named:
    """Keep a workspace as it is, in both its modes, under a name; an earlier snapshot of that name gives way."""
    workspace = desk.workspace
    desk.snapshots[workspace.account_id, body.name] = snapshots.take(desk.world, workspace)
    return body


@routes.post("/snapshots/{name}/restore", scope=PUBLIC, key="none")
def restore(desk: WorkspaceDesk, name: str) -> dict[str, str]:
    """Bring a workspace back to a snapshot, in both its modes."""
    workspace = desk.workspace
    snapshot = desk.snapshots.get((workspace.account_id, name))
    if snapshot is None:
        raise NotFound(f"Snapshot {name[:100]} not found; take it first")
    snapshots.restore(desk.world, workspace, snapshot)
    return {"name": name}


@routes.post("/reset", scope=PUBLIC, key="none")
def reset(desk: WorkspaceDesk) -> dict[str, Any]:
    """Bring a workspace back to its beginning in both its modes: no objects, faults or journal; its keys stay."""
    snapshots.reset(desk.world, desk.workspace)
    return {"accountId": desk.workspace.account_id}
