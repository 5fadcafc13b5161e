"""What a control operation works on: a workspace in one of its modes."""

from __future__ import annotations

from dataclasses import dataclass

from plugipay_mock import seeds
from plugipay_mock.actor import Actor
from plugipay_mock.binding import Pairs, pairs_of
from plugipay_mock.clock import iso
from plugipay_mock.errors import FieldProblem, InvalidRequest, NotFound
from plugipay_mock.events import Cause
from plugipay_mock.snapshots import Snapshot
from plugipay_mock.world import MODES, Mode, Tenant, Workspace, World


@dataclass(frozen=True, slots=True)
class Desk:
    """The world, and what the query `account` and `mode` say of it.

    Attributes:
        account: an account id or a key id; the workspace the server started with when None.
        snapshots: by account id and name; they outlive no restart.
    """

    world: World
    account: str | None
    mode: Mode
    snapshots: dict[tuple[str, str], Snapshot]

    @property
    def workspace(self) -> Workspace:
        """The workspace meant.

        Raises:
            NotFound: there is none.
        """
        if self.account is None:
            return seeds.merchant(self.world)
        key = self.world.keys.get(self.account) or seeds.enrol_itself(self.world, self.account)
        workspace = self.world.workspaces.get(self.account if key is None else key.account_id)
        if workspace is None:
            raise NotFound(f"No workspace has the account id or key id {self.account[:80]}")
        return workspace

    @property
    def tenant(self) -> Tenant:
        """The workspace meant, in the mode meant."""
        return self.workspace.tenants[self.mode]

    def actor(self) -> Actor:
        """Return a hand on the tenant, as a buyer's is."""
        tenant = self.tenant
        return Actor(world=self.world, tenant=tenant, now=iso(tenant.clock.now()), cause=Cause("control"))


def desk(world: World, query: Pairs, snapshots: dict[tuple[str, str], Snapshot]) -> Desk:
    """Read what a query says.

    Raises:
        InvalidRequest: the mode is neither of the two, or something is said more than once.
    """
    pairs = [(name, value) for name, value in pairs_of(query) if value]
    said = dict(pairs)
    for name in ("account", "mode"):
        if [each for each, _ in pairs].count(name) > 1:
            raise InvalidRequest(FieldProblem(name, "is given more than once"))
    mode = said.get("mode", "test")
    if mode not in MODES:
        raise InvalidRequest(FieldProblem("mode", "must be test or live"))
    return Desk(world, said.get("account"), mode, snapshots)
