"""Makes the deliveries a call owes, before its answer goes out.

A receiver may call the API back while it is being delivered to. What that tells the same endpoint is delivered when
the first delivery is over, by whoever made that; nobody waits for a turn that is out, since that might be waiting for
him. Whatever fails in here is logged, and never spoils the answer: what is pending stays pending.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from plugipay_mock.deliveries.courier import Courier
from plugipay_mock.deliveries.outbox import Owed
from plugipay_mock.deliveries.sending import send, send_async
from plugipay_mock.deliveries.turns import Turn, abandon, finish, next_turn
from plugipay_mock.world import World

_log = logging.getLogger("plugipay_mock")


def flush(world: World, owed: Iterable[Owed]) -> None:
    """Make every delivery of these tenants that is ready, from synchronous code."""
    for each in owed:
        with _logged():
            while (turn := next_turn(world, each)) is not None:
                with _held(world, turn):
                    answer = send(turn)
                finish(world, turn, answer)


async def flush_async(world: World, owed: Iterable[Owed]) -> None:
    """Make every delivery of these tenants that is ready, from asynchronous code.

    In another library's loop (trio) they are made as from synchronous code, and the loop waits.
    """
    if not _in_asyncio():
        flush(world, owed)
        return
    for each in owed:
        with _logged():
            while (turn := next_turn(world, each)) is not None:
                await make(world, turn)


async def make(world: World, turn: Turn, courier: Courier | None = None) -> None:
    """Make one attempt; one that is broken off was never made."""
    with _held(world, turn):
        answer = await send_async(turn, courier)
    finish(world, turn, answer)


def _in_asyncio() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


@contextmanager
def _held(world: World, turn: Turn) -> Iterator[None]:
    """Hold a turn while something is sent; an interrupt gives it back, for somebody else to take."""
    try:
        yield
    except BaseException:
        abandon(world, turn)
        raise


@contextmanager
def _logged() -> Iterator[None]:
    try:
        yield
    except Exception:  # noqa: BLE001  logged, and the caller has his answer all the same
        _log.exception("Webhooks could not be delivered; they are still pending")
