"""Workspaces and their keys: open, release, mint, revoke, rotate."""

from __future__ import annotations

from itertools import count
from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from plugipay_mock import seeds
from plugipay_mock.binding import Body
from plugipay_mock.control.desk import OfMode, ServerDesk, WorkspaceDesk
from plugipay_mock.deliveries.outbox import Manner
from plugipay_mock.errors import Conflict, NotFound
from plugipay_mock.gate.scopes import PLATFORM_ADMIN, Scopes
from plugipay_mock.resources.api_keys.wire import ScopeName
from plugipay_mock.route import PUBLIC, Routes
from plugipay_mock.shown import ShownMode
from plugipay_mock.world import MODES, Key, Workspace

routes = Routes("/_mock")


class KeyShown(TypedDict):
    """A key with its secret: a mock's keys are nobody's secret. A bearer key has none."""

    keyId: str
    secret: str
    mode: ShownMode
    scopes: list[str]
    revoked: bool
    bearer: bool


class WorkspaceShown(TypedDict):
    """A workspace with its keys."""

    accountId: str
    name: str
    keys: list[KeyShown]


class OpenedWorkspace(WorkspaceShown):
    """A workspace that was opened just now.

    `lastUnclaimed` is the id of the newest request until then that named no key, to ask for later ones `since` it.
    """

    lastUnclaimed: str | None


class NewWorkspace(Body):
    """A workspace to open; without a name it is numbered. `webhooks` is how its deliveries are made, in both modes."""

    name: Annotated[str, Field(min_length=1, max_length=100)] | None = None
    webhooks: Manner | None = None


class NewKey(Body):
    """A key to mint. Without scopes it may do everything; `platform` lets it act for other workspaces."""

    mode: Literal["test", "live"] = "test"
    scopes: Annotated[list[ScopeName], Field(max_length=100)] | None = None
    platform: bool = False
    bearer: bool = False


@routes.get("/workspaces", scope=PUBLIC)
def browse(desk: ServerDesk) -> list[WorkspaceShown]:
    """List every workspace."""
    return [show(workspace) for workspace in desk.world.workspaces.values()]


@routes.post("/workspaces", scope=PUBLIC, key="none", status=201)
def enrol(desk: ServerDesk, body: NewWorkspace) -> OpenedWorkspace:
    """Open a workspace with a test and a live key."""
    name = body.name or _free_name(desk)
    try:
        workspace = desk.world.enrol(name)
    except ValueError as error:
        raise Conflict(str(error)) from error
    for mode in MODES:
        seeds.mint(desk.world, workspace, mode, seeds.EVERYTHING)
        workspace.tenants[mode].outbox.manner = body.webhooks
    return {**show(workspace), "lastUnclaimed": desk.world.journal.last_id}


@routes.delete("/workspaces", scope=PUBLIC, key="none")
def release(desk: WorkspaceDesk) -> None:
    """Forget a workspace with everything in it, and its snapshots."""
    account_id = desk.workspace.account_id
    desk.world.release(account_id)
    for kept in [key for key in desk.snapshots if key[0] == account_id]:
        del desk.snapshots[kept]


@routes.get("/keys", scope=PUBLIC)
def keys(desk: WorkspaceDesk, query: OfMode) -> list[KeyShown]:
    """List the keys of a workspace, of either mode or of one."""
    return [show_key(key) for key in desk.workspace.keys if query.mode in {None, key.mode}]


@routes.post("/keys", scope=PUBLIC, key="none", status=201)
def mint(desk: WorkspaceDesk, body: NewKey) -> KeyShown:
    """Add a key to a workspace."""
    scopes = Scopes([*(["*"] if body.scopes is None else body.scopes), *([PLATFORM_ADMIN] if body.platform else ())])
    return show_key(seeds.mint(desk.world, desk.workspace, body.mode, scopes, bearer=body.bearer))


@routes.post("/keys/{key_id}/revoke", scope=PUBLIC, key="none")
def revoke(desk: WorkspaceDesk, key_id: str) -> KeyShown:
    """Refuse a key from now on; of whatever workspace, unless one is named."""
    _known(desk, key_id)
    desk.world.revoke(key_id)
    return show_key(desk.world.keys[key_id])


@routes.post("/keys/{key_id}/rotate", scope=PUBLIC, key="none", status=201)
def rotate(desk: WorkspaceDesk, key_id: str) -> KeyShown:
    """Revoke a key, of whatever workspace unless one is named, and mint another that may do the same."""
    old = _known(desk, key_id)
    desk.world.revoke(key_id)
    workspace = desk.world.workspaces[old.account_id]
    return show_key(seeds.mint(desk.world, workspace, old.mode, old.scopes, bearer=old.is_bearer))


def show(workspace: Workspace) -> WorkspaceShown:
    """Return a workspace as JSON tells it."""
    return {
        "accountId": workspace.account_id,
        "name": workspace.name,
        "keys": [show_key(key) for key in workspace.keys],
    }


def show_key(key: Key) -> KeyShown:
    """Return a key as JSON tells it."""
    return {
        "keyId": key.id,
        "secret": key.secret,
        "mode": key.mode,
        "scopes": sorted(key.scopes.granted),
        "revoked": key.revoked,
        "bearer": key.is_bearer,
    }


def _free_name(desk: ServerDesk) -> str:
    """Return a name with the next number that none has; some may be gone."""
    taken = {workspace.name for workspace in desk.world.workspaces.values()}
    return next(name for number in count(len(taken) + 1) if (name := f"workspace {number}") not in taken)


def _known(desk: WorkspaceDesk, key_id: str) -> Key:
    key = desk.world.keys.get(key_id)
    if key is None:
        raise NotFound(f"Key {key_id[:80]} not found")
    if desk.account is not None and key.account_id != desk.workspace.account_id:
        raise NotFound(f"Key {key_id[:80]} is of another workspace than {desk.account[:80]}")
    return key
