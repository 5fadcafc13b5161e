"""Takes a workspace as it is, and brings it back: objects, clocks, ids, idempotency records, rates, faults and keys.

The journal is not part of a snapshot: what was asked was asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from plugipay_mock.faults.book import FaultBook
from plugipay_mock.world import Key, Mode, Tenant, Workspace, World


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A workspace at a moment; restoring it leaves it usable again."""

    name: str
    tenants: Mapping[Mode, Tenant]
    keys: tuple[Key, ...]
    faults: FaultBook


def take(world: World, workspace: Workspace) -> Snapshot:
    """Return a snapshot of a workspace."""
    with world.lock:
        return Snapshot(workspace.name, _copies(workspace.tenants), tuple(workspace.keys), workspace.faults.copy())


def restore(world: World, workspace: Workspace, snapshot: Snapshot) -> None:
    """Bring a workspace back to a snapshot; on a clock that stands, the same calls then give the same bytes."""
    with world.lock:
        for key in workspace.keys:
            del world.keys[key.id]
        world.keys |= {key.id: key for key in snapshot.keys}
        workspace.name, workspace.keys = snapshot.name, list(snapshot.keys)
        world.house(workspace, _copies(snapshot.tenants))
        workspace.faults = snapshot.faults.copy()
        world.post.fresh |= {tenant.home: None for tenant in workspace.tenants.values()}


def _copies(tenants: Mapping[Mode, Tenant]) -> dict[Mode, Tenant]:
    return {mode: tenant.copy() for mode, tenant in tenants.items()}


def reset(world: World, workspace: Workspace) -> None:
    """Empty a workspace: no objects, no faults, no journal, clocks that run, ids from the start; its keys stay."""
    with world.lock:
        world.house(workspace, world.fresh_tenants(workspace.account_id))
        workspace.faults = FaultBook(workspace.account_id, world.seed)
        workspace.journal.clear()
