"""The workspaces and keys a new server starts with, and the pairs that enrol themselves."""

from __future__ import annotations

import re
from typing import Any, Final

from plugipay_mock.gate.scopes import Scopes
from plugipay_mock.ids import Ids
from plugipay_mock.world import MODES, Key, Mode, Workspace, World

EVERYTHING: Final = Scopes(["*"])
READ_ONLY: Final = Scopes(["plugipay:read"])
PLATFORM: Final = Scopes(["*", "plugipay:platform:admin"])

MERCHANT: Final = "Kopi Kita"
PARTNER: Final = "Partner Platform"

_SHOWN: Final = ("test", "live", "read_only", "platform", "revoked")
_AUTO: Final = re.compile(r"pk_(?P<mode>test|live)_auto_(?P<name>[A-Za-z0-9_.-]{1,100})")


def starter(world: World) -> Workspace:
    """Open the merchant and the partner, whichever is not there, each with its keys; return the merchant."""
    merchant = world.named(MERCHANT) or _open_merchant(world)
    if world.named(PARTNER) is None:
        _open_partner(world)
    return merchant


def _open_merchant(world: World) -> Workspace:
    merchant = world.enrol(MERCHANT)
    for mode in MODES:
        mint(world, merchant, mode, EVERYTHING, label=mode)
        mint(world, merchant, mode, EVERYTHING, label=f"bearer {mode}", bearer=True)
    mint(world, merchant, "test", READ_ONLY, label="read_only", infix="readonly_")
    world.revoke(mint(world, merchant, "test", EVERYTHING, label="revoked", infix="revoked_").id)
    return merchant


def _open_partner(world: World) -> None:
    """Open the workspace whose platform key may act for others."""
    partner = world.enrol(PARTNER)
    mint(world, partner, "test", PLATFORM, label="platform", infix="platform_")
    mint(world, partner, "live", PLATFORM, label="platform live", infix="platform_")


def mint(  # noqa: PLR0913  a key has these six properties
    world: World,
    workspace: Workspace,
    mode: Mode,
    scopes: Scopes,
    *,
    label: str = "",
    infix: str = "",
    bearer: bool = False,
) -> Key:
    """Add a key of the shapes the service uses; equal seeds give equal keys in equal order."""
    source = Ids(world.seed, f"key {len(workspace.keys)} of {workspace.name}")
    pair = _pair(source, mode, infix, bearer=bearer)
    while pair[0] in world.keys:  # of another workspace that has, or had, the same name
        pair = _pair(source, mode, infix, bearer=bearer)
    return world.add_key(workspace, Key(*pair, mode, workspace.account_id, scopes, label=label))


def _pair(source: Ids, mode: Mode, infix: str, *, bearer: bool) -> tuple[str, str]:
    if bearer:
        return f"pk_{mode}_{source.token(48)}", ""
    return f"pk_{mode}_{infix}{source.token(16)}", f"sk_{mode}_{infix}{source.token(24)}"


def enrol_itself(world: World, key_id: str) -> Key | None:
    """Open the workspace that a pair of the form `pk_test_auto_<name>` names, with its test and its live key."""
    match = _AUTO.fullmatch(key_id)
    if match is None or not world.auto_keys:
        return None
    name = match["name"]
    workspace = world.named(f"auto {name}") or world.enrol(f"auto {name}")
    for mode in MODES:
        pair = (f"pk_{mode}_auto_{name}", f"sk_{mode}_auto_{name}")
        world.add_key(workspace, Key(*pair, mode, workspace.account_id, EVERYTHING))
    return world.keys[key_id]


def ready_card(world: World, base_url: str) -> dict[str, Any]:
    """Return what a client needs to use a started world, as the ready file holds it.

    Shape: `{"base_url", "account_id", "keys": {"test": {"key_id", "secret"}, "live", "read_only", "platform",
    "revoked"}, "bearer": {"test", "live"}}`. A world without the starter workspaces is given them.
    """
    starter(world)
    named = {key.label: key for key in world.keys.values()}
    return {
        "base_url": base_url,
        "account_id": named["test"].account_id,
        "keys": {name: {"key_id": named[name].id, "secret": named[name].secret} for name in _SHOWN},
        "bearer": {mode: named[f"bearer {mode}"].id for mode in MODES},
    }
