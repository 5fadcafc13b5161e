"""Who takes the money of a workspace and mode."""

from __future__ import annotations

from plugipay_mock.actor import Actor
from plugipay_mock.resources.adapters.model import ADAPTERS


def connected(actor: Actor) -> list[str]:
    """Return the kinds of the providers that can take money, sorted; in test mode the managed one always can."""
    active: set[str] = {adapter.kind for adapter in actor.tenant.collection(ADAPTERS) if adapter.status == "active"}
    return sorted(active | {"managed"} if actor.tenant.mode == "test" else active)
