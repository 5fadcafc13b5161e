"""Makes deliveries in a thread of its own, while the API answers: mode `async`.

The queue is the stored deliveries themselves. Here is nothing but the few attempts under way, however many wait.
"""

from __future__ import annotations

import asyncio
import heapq
import logging
import threading
from typing import Final

from plugipay_mock.clock import wall_seconds
from plugipay_mock.deliveries.courier import Courier
from plugipay_mock.deliveries.outbox import Owed
from plugipay_mock.deliveries.pump import make
from plugipay_mock.deliveries.turns import Turn, all_owed, next_look, next_turn
from plugipay_mock.world import World

_AT_ONCE: Final = 64
"""Endpoints that are delivered to at the same time."""

_LOOK_AGAIN: Final = 1.0
"""Seconds after which somebody looks whether deliveries have waited long enough: a machine's clock can be set, too."""


_log = logging.getLogger("plugipay_mock")


class Background:
    """A thread that delivers for every tenant of a world whose manner is `async`.

    It starts when there is something to deliver. `stop` lets the attempts under way end; whatever is pending then is
    still pending, and whoever serves the world next delivers it.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._courier = Courier()
        self._called = asyncio.Event()
        self._stopping = False
        self._eager: set[Owed] = set()
        self._patient: dict[Owed, float] = {}
        self._looks: list[tuple[float, Owed]] = []
        self._next_look: asyncio.TimerHandle | None = None
        self._under_way: set[asyncio.Task[None]] = set()

    def start(self) -> None:
        """Deliver from now on, first of all what an earlier server left."""
        with self._world.lock:
            self._world.post.wake = self.wake
            left = [owed for owed in all_owed(self._world) if self._is_ours(owed)]
            if left:
                self.wake(tuple(left))

    def wake(self, owed: tuple[Owed, ...]) -> None:
        """Look at some tenants; called with the world's lock held."""
        self._eager.update(owed)
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="plugipay-webhooks", daemon=True)
            self._thread.start()
        elif self._loop is not None:
            self._loop.call_soon_threadsafe(self._called.set)

    def stop(self) -> None:
        """Begin no attempt any more, and wait for those under way."""
        with self._world.lock:
            self._stopping = True
            if self._world.post.wake == self.wake:
                self._world.post.wake = None
            if self._loop is not None:
                self._loop.call_soon_threadsafe(self._called.set)
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        asyncio.run(self._work())

    async def _work(self) -> None:
        with self._world.lock:
            self._loop = asyncio.get_running_loop()
        async with self._courier:
            while not self._stopping:
                self._called.clear()
                self._begin()
                self._look_later()
                await self._called.wait()
            with self._world.lock:
                self._loop = None
            await asyncio.gather(*self._under_way, return_exceptions=True)

    def _begin(self) -> None:
        """Begin every attempt that can be made now, as far as there is room."""
        while self._eager and len(self._under_way) < _AT_ONCE and not self._stopping:
            owed = self._eager.pop()
            turn = self._next(owed)
            if turn is not None:
                self._eager.add(owed)
                self._make(turn)
            else:
                self._wait(owed, next_look(self._world, owed) if self._is_ours(owed) else None)

    def _wait(self, owed: Owed, at: float | None) -> None:
        """Look at a tenant again when the machine's clock comes to a time, if there is one."""
        if at is None:
            self._patient.pop(owed, None)
        elif self._patient.get(owed) != at:
            self._patient[owed] = at
            heapq.heappush(self._looks, (at, owed))

    def _look_later(self) -> None:
        """Have the patient looked at in a while, if there are any; nothing that happens until then puts it off."""
        if self._looks and self._next_look is None:
            self._next_look = asyncio.get_running_loop().call_later(_LOOK_AGAIN, self._look_again)

    def _look_again(self) -> None:
        """Look at those of the patient for whom a clock has come to something: a retry, most often."""
        self._next_look = None
        while self._looks and self._looks[0][0] <= wall_seconds():
            at, owed = heapq.heappop(self._looks)
            if self._patient.get(owed) == at:
                del self._patient[owed]
                self._eager.add(owed)
        self._called.set()

    def _next(self, owed: Owed) -> Turn | None:
        try:
            return next_turn(self._world, owed) if self._is_ours(owed) else None
        except Exception:  # noqa: BLE001  the thread has to go on for everybody else
            _log.exception("Webhooks could not be delivered; they are still pending")
            return None

    def _make(self, turn: Turn) -> None:
        task = asyncio.get_running_loop().create_task(make(self._world, turn, self._courier))
        self._under_way.add(task)
        task.add_done_callback(lambda done: self._made(done, turn.owed))

    def _made(self, task: asyncio.Task[None], owed: Owed) -> None:
        self._under_way.discard(task)
        if task.cancelled() or task.exception() is None:
            self._eager.add(owed)
        else:  # it would fail again at once, and again: it waits until something else is told
            _log.error("A delivery failed inside the mock", exc_info=task.exception())
        self._called.set()

    def _is_ours(self, owed: Owed) -> bool:
        tenant = self._world.tenant(*owed)
        return tenant is not None and self._world.manner(tenant) == "async"
