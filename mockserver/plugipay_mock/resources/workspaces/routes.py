"""The four operations on workspaces; all but the list are a person's business."""

from __future__ import annotations

from plugipay_mock.actor import Caller
from plugipay_mock.errors import NotFound
from plugipay_mock.resources.workspaces import wire
from plugipay_mock.resources.workspaces.home import at_home
from plugipay_mock.resources.workspaces.model import BELONGINGS, Belonging
from plugipay_mock.route import Routes

routes = Routes("/api/v1/workspaces")

_READ = "plugipay:workspace:read"
_WRITE = "plugipay:workspace:write"


@routes.get("", scope=_READ)
def browse(caller: Caller) -> list[wire.WorkspaceShown]:
    """List the workspaces of a key, which is the one it belongs to."""
    caller, belonging = _meet(caller, caller.tenant.account_id)
    return [wire.show(caller.workspace, belonging)]


@routes.post("", scope=_WRITE, key="required", status=201, person_only=True, legacy=wire.LegacyNamedWorkspace)
def create(caller: Caller, body: wire.NamedWorkspace | wire.LegacyNamedWorkspace) -> wire.WorkspaceShown:
    """Open another workspace of the same owner."""
    caller = at_home(caller)
    workspace = caller.world.enrol(caller.new_id("ws"))
    workspace.name = body.title or wire.UNNAMED
    belonging = Belonging(id=workspace.account_id, created_at=caller.now)
    return wire.show(workspace, caller.add(BELONGINGS, belonging))


@routes.patch("/{account_id}", scope=_WRITE, key="accepted", person_only=True, legacy=wire.LegacyNamedWorkspace)
def update(
    caller: Caller, account_id: str, body: wire.NamedWorkspace | wire.LegacyNamedWorkspace
) -> wire.RenamedWorkspace:
    """Give a workspace another name."""
    caller, belonging = _meet(caller, account_id)
    workspace = caller.world.workspaces[belonging.id]
    workspace.name = body.title or workspace.name
    return wire.show_name(workspace)


@routes.delete("/{account_id}", scope=_WRITE, key="accepted", status=200, person_only=True)
def delete(caller: Caller, account_id: str) -> wire.WorkspaceDeletion:
    """Schedule the deletion of a workspace."""
    caller, belonging = _meet(caller, account_id)
    left = caller.replace(BELONGINGS, belonging.leave(caller.now))
    return {"scheduled": True, "pendingDeletionAt": left.pending_deletion_at}


def _meet(caller: Caller, account_id: str) -> tuple[Caller, Belonging]:
    """Return a workspace of the owner, and a hand on where it is kept; its own it knows from the start."""
    caller = at_home(caller)
    stored = caller.tenant.collection(BELONGINGS).get(account_id)
    if stored is None and account_id == caller.tenant.account_id:
        stored = caller.add(BELONGINGS, Belonging(id=account_id, created_at=caller.workspace.created_at))
    if stored is None or account_id not in caller.world.workspaces:
        raise NotFound(f"Workspace {account_id} not found")
    return caller, stored
