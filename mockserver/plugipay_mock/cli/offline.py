"""Examining a saved request without a server."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Final

from plugipay_mock import seeds
from plugipay_mock.cli import saved
from plugipay_mock.doctor import Diagnosis, Times, diagnose
from plugipay_mock.errors import InvalidSignature
from plugipay_mock.gate import credentials
from plugipay_mock.message import Inbound
from plugipay_mock.world import Key, Mode, World

_DIGITS: Final = 12
"""Of a timestamp in seconds; a longer one is told to be no such thing, whenever it came."""


def diagnosis(request: bytes, body: bytes | None, secrets: Sequence[str]) -> Diagnosis:
    """Say what is wrong with a saved request.

    Args:
        secrets: names of environment variables: first that of the secret that belongs to the request's key, then those
            of secrets that may have been mistaken for it. With none, the keys of a new server are known.

    Raises:
        ValueError: the request cannot be read, or a secret is not there; the message says why.
    """
    found = saved.read(request, body)
    key_id = _key_id(found.inbound)
    found_out = diagnose(found.inbound, _world(key_id, secrets), _times(found))
    if "key-unknown" in found_out.mistakes and not secrets:
        raise ValueError("its key is not one of a new server; name the variable of the key's secret by --secret-env")
    return found_out


def _key_id(inbound: Inbound) -> str:
    try:
        return credentials.read(inbound.headers).key_id
    except InvalidSignature:
        return ""


def _world(key_id: str, secrets: Sequence[str]) -> World:
    world = World()
    if not secrets:
        seeds.starter(world)
        _ = world.keys.get(key_id) or seeds.enrol_itself(world, key_id)
        return world
    workspace = world.enrol("saved request")
    for name, known in zip(secrets, (key_id, *(f"${name}" for name in secrets[1:])), strict=True):
        secret = os.environ.get(name)
        if not secret:
            raise ValueError(f"the environment variable {name} is not set, or empty")
        world.add_key(workspace, Key(known, secret, _mode(secret), workspace.account_id, seeds.EVERYTHING))
    return world


def _mode(secret: str) -> Mode:
    return "live" if "_live_" in secret else "test"


def _times(found: saved.Saved) -> Times:
    """Return when a request came; where nobody noted it, when it says it was sent."""
    sent = found.inbound.headers.get("x-plugipay-timestamp", "")
    said = int(sent) if sent.isascii() and sent.isdigit() and len(sent) <= _DIGITS else 0
    return Times(said if found.wall is None else found.wall)
