"""The servers that are measured: ours, and the floors."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass

from benchmarks.processes import SERVER_CORE, free_port, python, serve
from benchmarks.recipes import CREATE, CUSTOMER, JSON, Recipe, json_text

_SIGNED = {"signed", "dicts"}
"""Floors that are sent signatures and idempotency keys."""


@dataclass(frozen=True, slots=True)
class Served:
    """A server that runs.

    Attributes:
        create: what it takes as the creation of an object.
        ready: the seconds from launch to its first answer.
    """

    port: int
    create: Recipe
    ready: float


UNSIGNED = Recipe("POST", "/api/v1/customers", json_text(CUSTOMER), JSON)


def ours(stack: ExitStack, core: int | None = SERVER_CORE) -> Served:
    """Start `plugipay-mock serve` on one core, or on all of them."""
    port = free_port()
    command = python("plugipay_mock", "serve", "--port", str(port), "--quiet")
    return Served(port, CREATE, serve(stack, command, port, ready="/health", core=core))


def floor(stack: ExitStack, name: str) -> Served:
    """Start one of the floors."""
    port = free_port()
    ready = serve(stack, python("benchmarks.floors", name, str(port)), port, ready="/health")
    return Served(port, CREATE if name in _SIGNED else UNSIGNED, ready)
