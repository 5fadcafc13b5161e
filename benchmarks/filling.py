"""Fills a world through the core, as callers would: signed, with an idempotency key each."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path

from benchmarks.recipes import CREATE, Recipe, signed
from plugipay_mock.app import create_core
from plugipay_mock.core import Core
from plugipay_mock.message import Inbound, Outbound
from plugipay_mock.world import World


class Filled:
    """A world to be filled; a new one when none is given."""

    def __init__(self, world: World | None = None) -> None:
        self.world = World() if world is None else world
        self.core: Core = create_core(self.world)

    def create(self, count: int, first: int = 0) -> Iterator[Outbound]:
        """Create customers, and yield the answers."""
        return self.send(CREATE, count, first)

    def send(self, recipe: Recipe, count: int, first: int = 0) -> Iterator[Outbound]:
        """Send a request many times, numbered from `first` on, the lowest number last, and yield the answers."""
        for number in reversed(range(first, first + count)):
            answer = self.core.handle(inbound(recipe, f"fill-{number}"))
            assert answer.status < 300, answer.body  # noqa: PLR2004
            yield answer


def inbound(recipe: Recipe, tag: str) -> Inbound:
    """Return a recipe's request as a door would hand it in."""
    body = recipe.body.replace("<n>", tag).encode()
    key = f"idem_{tag}" if recipe.keyed else None
    headers = signed(recipe.method, recipe.path, body, key) | recipe.headers
    if key is not None:
        headers["Idempotency-Key"] = key
    return Inbound(recipe.method, recipe.path.encode(), {name.lower(): text for name, text in headers.items()}, body)


def resident() -> int:
    """Return the bytes of memory this process really has."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")
