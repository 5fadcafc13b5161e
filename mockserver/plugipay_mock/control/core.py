"""Runs control operations: the same declarations as the API's rooms, without its gate."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any, Final

from plugipay_mock import binding, envelope
from plugipay_mock.answers import Raw
from plugipay_mock.clock import iso, wall_seconds
from plugipay_mock.codec import render
from plugipay_mock.control import guard
from plugipay_mock.control.desk import desk
from plugipay_mock.control.line import MARK, REQUEST_ID
from plugipay_mock.dispatch import Dispatch
from plugipay_mock.errors import ApiError, InternalError
from plugipay_mock.message import JSON, Inbound, Outbound
from plugipay_mock.route import NO_CONTENT, Route
from plugipay_mock.snapshots import Snapshot
from plugipay_mock.world import World

PREFIX: Final = b"/_mock"
_log = logging.getLogger("plugipay_mock")


class ControlCore:
    """Serves the control operations over one world.

    Args:
        token: what callers must show, where the server listens to other machines.
    """

    def __init__(self, world: World, routes: Iterable[Route], token: str | None = None) -> None:
        self.world = world
        self._dispatch = Dispatch(routes, ())
        self._token = token
        self._snapshots: dict[tuple[str, str], Snapshot] = {}

    def handle(self, inbound: Inbound, peer: str | None = None) -> Outbound:
        """Answer one request from an address; None is this process itself."""
        with self.world.lock:
            answer = self._answer(inbound, peer)
            answer.owed = self.world.owed()
            return answer

    def _answer(self, inbound: Inbound, peer: str | None) -> Outbound:
        try:
            guard.check(inbound.headers, peer, self._token)
            return self._run(inbound)
        except ApiError as refusal:
            return self._refuse(refusal)
        except Exception:  # noqa: BLE001  the last resort of a server: logged, and told to the caller
            _log.exception("%s %r failed inside the mock", inbound.method, inbound.target)
            return self._refuse(InternalError("The mock failed on this request; its log has the traceback"))

    def _run(self, inbound: Inbound) -> Outbound:
        route, parameters = self._dispatch.find(inbound.method, inbound.path)
        inputs: dict[str, Any] = {}
        if route.body is not None:
            inputs["body"] = binding.read_body(route.body, inbound.body)
        if route.query is not None:
            inputs["query"] = binding.read_query(route.query, inbound.query)
        with self.world.transaction():
            result = route.handler(desk(self.world, inbound.query, self._snapshots), *parameters, **inputs)
        request_id, at = self._marks()
        if route.status == NO_CONTENT:
            return Outbound(NO_CONTENT, {REQUEST_ID: request_id}, b"")
        if isinstance(result, Raw):
            return Outbound(route.status, {"Content-Type": result.media_type, REQUEST_ID: request_id}, result.body)
        body = envelope.joined(envelope.success(render(result), request_id, at))
        return Outbound(route.status, {"Content-Type": JSON}, body)

    def _refuse(self, refusal: ApiError) -> Outbound:
        return Outbound(refusal.status, {"Content-Type": JSON}, envelope.failure(refusal, *self._marks()))

    def _marks(self) -> tuple[str, str]:
        now = wall_seconds()
        return self.world.ids.new(MARK, now), iso(now)
