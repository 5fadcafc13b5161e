"""Makes the deliveries a call owes, before its answer goes out.

A receiver may call the API back while it is being delivered to. What that tells the same endpoint is delivered when
the first delivery is over, by whoever made that; nobody waits for a turn that is out, since that might be waiting for
him.
"""

from __future__ import annotations

from collections.abc import Iterable

from plugipay_mock.deliveries.outbox import Owed
from plugipay_mock.deliveries.sending import send, send_async
from plugipay_mock.deliveries.turns import Turn, abandon, finish, next_turn
from plugipay_mock.world import World


def flush(world: World, owed: Iterable[Owed]) -> None:
    """Make every delivery of these tenants that is ready, from synchronous code."""
    for each in owed:
        while (turn := next_turn(world, each)) is not None:
            try:
                answer = send(turn)
            except BaseException:  # an interrupt; the turn goes to somebody else
                abandon(world, turn)
                raise
            finish(world, turn, answer)


async def flush_async(world: World, owed: Iterable[Owed]) -> None:
    """Make every delivery of these tenants that is ready, from asynchronous code."""
    for each in owed:
        while (turn := next_turn(world, each)) is not None:
            await make(world, turn)


async def make(world: World, turn: Turn) -> None:
    """Make one attempt; one that is broken off was never made."""
    try:
        answer = await send_async(turn)
    except BaseException:  # a cancellation; the turn goes to somebody else
        abandon(world, turn)
        raise
    finish(world, turn, answer)
