"""Mints, lists and revokes keys of the workspace acted on."""

from __future__ import annotations

from dataclasses import replace

from plugipay_mock import seeds
from plugipay_mock.actor import Caller
from plugipay_mock.errors import NotFound
from plugipay_mock.gate.scopes import Scopes
from plugipay_mock.pages import Slice
from plugipay_mock.resources.api_keys import wire
from plugipay_mock.resources.api_keys.model import API_KEYS, ApiKey, granted, prefix
from plugipay_mock.route import Routes
from plugipay_mock.world import MODES, Mode

routes = Routes("/api/v1/api-keys")

_READ = "plugipay:apikey:read"
_WRITE = "plugipay:apikey:write"


@routes.get("", scope=_READ, person_only=True)
def browse(caller: Caller) -> list[ApiKey]:
    """List what was minted for either mode, newest first; never a secret."""
    records = [record for mode in MODES for record in _in(caller, mode).tenant.collection(API_KEYS).select(Slice())]
    return sorted(records, key=lambda record: record.created_at, reverse=True)


@routes.post("", scope=_WRITE, key="required", status=201, person_only=True, legacy=wire.LegacyNewKey)
def mint(caller: Caller, body: wire.NewKey | wire.LegacyNewKey) -> wire.MintedKey:
    """Mint a key; this answer is the last that tells its secrets."""
    scopes = granted(caller.key.scopes, body.asked)
    there = _in(caller, body.environment)
    value = seeds.mint(caller.world, caller.workspace, body.environment, Scopes(scopes), bearer=True)
    pair = seeds.mint(caller.world, caller.workspace, body.environment, Scopes(scopes))
    record = ApiKey(
        id=there.new_id(API_KEYS.prefix),
        name=body.title,
        key_prefix=prefix(value.id),
        key_id=pair.id,
        environment=body.environment,
        scopes=scopes,
        created_at=caller.now,
        value=value.id,
    )
    return wire.show_minted(there.add(API_KEYS, record), pair.secret)


@routes.delete("/{key_record_id}", scope=_WRITE, key="accepted", person_only=True)
def revoke(caller: Caller, key_record_id: str) -> None:
    """Forget a key and refuse it from now on; it may be the one that asks."""
    for there in (_in(caller, mode) for mode in MODES):
        record = there.tenant.collection(API_KEYS).get(key_record_id)
        if record is not None:
            there.remove(API_KEYS, record)
            for key_id in (record.value, record.key_id):
                caller.world.revoke(key_id)
            return
    raise NotFound(f"{API_KEYS.title} {key_record_id} not found")


def _in(caller: Caller, mode: Mode) -> Caller:
    return replace(caller, tenant=caller.workspace.tenants[mode])
