"""The whole server as one synchronous function without I/O: `Core.handle(Inbound) -> Outbound`."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from plugipay_mock.dispatch import Dispatch
from plugipay_mock.errors import ApiError, InternalError
from plugipay_mock.exchange import Exchange
from plugipay_mock.message import Inbound, Outbound
from plugipay_mock.route import Route
from plugipay_mock.world import World

_log = logging.getLogger("plugipay_mock")


class Core:
    """Serves a set of routes over one world.

    Attributes:
        largest_body: how many bytes of a body any route reads.
    """

    def __init__(self, world: World, routes: Iterable[Route], unserved: Iterable[tuple[str, str]] = ()) -> None:
        served = tuple(routes)
        self.world = world
        self.largest_body = max((route.largest_body for route in served), default=0)
        self._dispatch = Dispatch(served, unserved)

    def handle(self, inbound: Inbound) -> Outbound:
        """Answer one request; whatever happens, the answer is one of the contract's, or a fault somebody asked for."""
        return self._handle(inbound)

    def _resume(self, waited: Exchange) -> Outbound:
        return self._handle(waited.inbound, waited)

    def _handle(self, inbound: Inbound, waited: Exchange | None = None) -> Outbound:
        with self.world.lock:
            answer = self._settle(Exchange(self.world, self._dispatch, inbound, self._resume, waited))
            if self.world.post.fresh:
                answer.owed = self.world.owed()
            return answer

    def _settle(self, exchange: Exchange) -> Outbound:
        try:
            answer = exchange.run()
        except ApiError as refusal:
            answer = exchange.refuse(refusal)
        except Exception:  # noqa: BLE001  the last resort of a server: logged, and told to the caller
            _log.exception("%s %r failed inside the mock", exchange.inbound.method, exchange.inbound.target)
            answer = exchange.refuse(InternalError("The mock failed on this request; its log has the traceback"))
        return exchange.finish(answer)
