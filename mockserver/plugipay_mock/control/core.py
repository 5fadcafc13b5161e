"""Runs control operations: the same declarations as the API's rooms, without its gate."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeAlias

from plugipay_mock import binding, envelope
from plugipay_mock.answers import Raw
from plugipay_mock.clock import iso, wall_seconds
from plugipay_mock.codec import render
from plugipay_mock.control import guard
from plugipay_mock.control.desk import desk
from plugipay_mock.control.line import MARK, REQUEST_ID
from plugipay_mock.deliveries.outbox import Owed
from plugipay_mock.dispatch import Dispatch
from plugipay_mock.errors import ApiError, InternalError
from plugipay_mock.message import JSON, Inbound, Outbound
from plugipay_mock.route import NO_CONTENT, Route
from plugipay_mock.snapshots import Snapshot
from plugipay_mock.world import World

PREFIX: Final = b"/_mock"
Told: TypeAlias = Raw | bytes | None
"""What an operation tells: the thing itself, or JSON, or nothing."""

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
            try:
                guard.check(inbound.headers, peer, self._token)
                answer = self._answer(*self._perform(inbound.method, inbound.path, inbound.query, inbound.body))
            except ApiError as refusal:
                answer = self._refuse(refusal)
            answer.owed = self.world.owed()
            return answer

    def call(
        self, method: str, path: bytes, query: Mapping[str, str], body: bytes
    ) -> tuple[Told | ApiError, tuple[Owed, ...]]:
        """Perform an operation for this process, which needs no envelope.

        Returns:
            What it tells, or is refused with; and what is to be delivered before that is over.
        """
        with self.world.lock:
            told: Told | ApiError
            try:
                _, told = self._perform(method, path, query, body)
            except ApiError as refusal:
                told = refusal
            return told, self.world.owed()

    def _perform(self, method: str, path: bytes, query: binding.Pairs, body: bytes) -> tuple[Route, Told]:
        try:
            return self._run(method, path, query, body)
        except ApiError:
            raise
        except Exception:  # noqa: BLE001  the last resort of a server: logged, and told to the caller
            _log.exception("%s %r %r failed inside the mock", method, path, query)
            raise InternalError("The mock failed on this request; its log has the traceback") from None

    def _run(self, method: str, path: bytes, query: binding.Pairs, body: bytes) -> tuple[Route, Told]:
        route, parameters = self._dispatch.find(method, path)
        meant = desk(route, self.world, query, self._snapshots)
        inputs: dict[str, Any] = {}
        if route.body is not None:
            inputs["body"] = binding.read_body(route.body, body)
        if route.query is not None:
            inputs["query"] = binding.read_query(route.query, query)
        with self.world.transaction():
            result = route.handler(meant, *parameters, **inputs)
        if route.status == NO_CONTENT:
            return route, None
        return route, result if isinstance(result, Raw) else render(result)

    def _answer(self, route: Route, told: Told) -> Outbound:
        request_id, at = self._marks()
        if told is None:
            return Outbound(NO_CONTENT, {REQUEST_ID: request_id}, b"")
        if isinstance(told, Raw):
            return Outbound(route.status, {"Content-Type": told.media_type, REQUEST_ID: request_id}, told.body)
        return Outbound(route.status, {"Content-Type": JSON}, envelope.joined(envelope.success(told, request_id, at)))

    def _refuse(self, refusal: ApiError) -> Outbound:
        return Outbound(refusal.status, {"Content-Type": JSON}, envelope.failure(refusal, *self._marks()))

    def _marks(self) -> tuple[str, str]:
        now = wall_seconds()
        return self.world.ids.new(MARK, now), iso(now)
