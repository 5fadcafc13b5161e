"""The whole server as one synchronous function without I/O: `Core.handle(Inbound) -> Outbound`."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

from plugipay_mock import binding, envelope, faults
from plugipay_mock.actor import Actor, Caller, Visitor, catch_up
from plugipay_mock.answers import Kept, Raw, Redirect
from plugipay_mock.clock import epoch, iso, wall_seconds
from plugipay_mock.codec import render
from plugipay_mock.dispatch import Dispatch
from plugipay_mock.errors import ApiError, InternalError, KeyRequired, PayloadTooLarge
from plugipay_mock.events import Cause
from plugipay_mock.gate import admission, idempotency
from plugipay_mock.gate.limits import Buckets, RateClass
from plugipay_mock.ids import Ids
from plugipay_mock.message import JSON, Inbound, Outbound
from plugipay_mock.pages import Page
from plugipay_mock.route import LARGEST_BODY, NO_CONTENT, PUBLIC, SEE_OTHER, Route
from plugipay_mock.world import Key, Tenant, World

_log = logging.getLogger("plugipay_mock")


class Core:
    """Serves a set of routes over one world."""

    def __init__(self, world: World, routes: Iterable[Route], unserved: Iterable[tuple[str, str]] = ()) -> None:
        self.world = world
        self._dispatch = Dispatch(routes, unserved)

    def handle(self, inbound: Inbound) -> Outbound:
        """Answer one request; whatever happens, the answer is one of the contract's."""
        with self.world.lock:
            exchange = _Exchange(self.world, inbound)
            try:
                return exchange.run(self._dispatch)
            except ApiError as refusal:
                return exchange.refuse(refusal)
            except Exception:  # noqa: BLE001  the last resort of a server: logged, and told to the caller
                _log.exception("%s %r failed inside the mock", inbound.method, inbound.target)
                return exchange.refuse(InternalError("The mock failed on this request; its log has the traceback"))


class _Exchange:
    """One request on its way through the gate; it knows what the headers of any answer need.

    Until a caller names a key, time and ids are the world's; from then on they are its tenant's.
    """

    def __init__(self, world: World, inbound: Inbound) -> None:
        self._world = world
        self._inbound = inbound
        self._rate: RateClass = "read" if inbound.method == "GET" else "write"
        self._buckets = Buckets()
        self._ids: Ids = world.ids
        self._now = wall_seconds()
        self._home: Tenant | None = None
        self._given_id = ""

    def run(self, dispatch: Dispatch) -> Outbound:
        """Take the request through every check, in the order of the contract, and perform it."""
        inbound, world = self._inbound, self._world
        route, parameters = dispatch.find(inbound.method, inbound.path)
        self._rate = route.rate
        _check_size(inbound)
        if route.scope == PUBLIC:
            return self._perform(route, parameters, Visitor(world, iso(self._now), self._request_id()))
        credential, claimed = admission.claimed_key(world, inbound)
        self._meet(claimed)
        key = admission.prove(world, inbound, credential, claimed)
        if world.rate_limits:
            self._buckets.take(route.rate, self._now)
        tenant = admission.authorize(world, inbound, route, key)
        return self._once(route, parameters, self._caller(tenant, key))

    def refuse(self, refusal: ApiError) -> Outbound:
        """Turn a refusal into the answer that tells it."""
        body = envelope.failure(refusal, self._request_id(), iso(self._now))
        return Outbound(refusal.status, self._headers() | refusal.headers, body)

    def _meet(self, claimed: Key | None) -> None:
        tenant = None if claimed is None else self._world.tenant(claimed.account_id, claimed.mode)
        if tenant is not None:
            self._home, self._buckets, self._ids, self._now = tenant, tenant.buckets, tenant.ids, tenant.clock.now()

    def _caller(self, tenant: Tenant, key: Key) -> Caller:
        now = iso(self._now if tenant is self._home else tenant.clock.now())
        catch_up(self._world, tenant, now)
        cause = Cause("api", self._request_id(), self._inbound.headers.get("idempotency-key"))
        return Caller(world=self._world, tenant=tenant, now=now, cause=cause, key=key)

    def _once(self, route: Route, parameters: list[str], caller: Caller) -> Outbound:
        """Perform the request, or give the answer its idempotency key has already had."""
        key = self._inbound.headers.get("idempotency-key")
        if route.key == "none" or not key:
            if route.key == "required" and caller.dialect.keys_required:
                raise KeyRequired
            return self._perform(route, parameters, caller)
        idempotency.check_key(key)
        call = f"{route.method} {self._inbound.path.decode('latin-1')}"
        slot = (key,) if caller.dialect.key_bound_to_path else (key, call)
        fingerprint = idempotency.fingerprint(call, self._inbound.body)
        replays, now = caller.tenant.replays, epoch(caller.now)
        first = replays.find(slot, call, fingerprint, now)
        if first is not None:
            return self._replay(first)
        answer = self._perform(route, parameters, caller)
        replays.remember(slot, call, fingerprint, answer, now)
        return answer

    def _replay(self, first: Outbound) -> Outbound:
        rates = self._buckets.headers(self._rate, self._now)
        mark, value = idempotency.REPLAY_MARK
        return Outbound(first.status, first.headers | rates | {mark: value}, first.body)

    def _perform(self, route: Route, parameters: list[str], caller: Actor | Visitor) -> Outbound:
        effects = faults.asked_for(self._inbound)
        inputs: dict[str, Any] = {}
        model = route.legacy if route.legacy and self._world.dialect.legacy_names else route.body
        if model is not None:
            inputs["body"] = binding.read_body(model, self._inbound.body)
        if route.query is not None:
            inputs["query"] = binding.read_query(route.query, self._inbound.query)
        with self._world.transaction():
            result = route.handler(caller, *parameters, **inputs)
        answer = self._answer(route, result)
        answer.effects = effects
        return answer

    def _answer(self, route: Route, result: Any) -> Outbound:
        request_id, at, headers = self._request_id(), iso(self._now), self._headers()
        if route.status == NO_CONTENT:
            del headers["Content-Type"]
            return Outbound(NO_CONTENT, headers, b"")
        if isinstance(result, Page):
            return Outbound(route.status, headers, envelope.page(result, request_id, at))
        if isinstance(result, Raw):
            return Outbound(route.status, headers | {"Content-Type": result.media_type} | result.headers, result.body)
        if isinstance(result, Redirect):
            return Outbound(SEE_OTHER, headers | {"Location": result.location}, b"")
        if isinstance(result, Kept):
            return self.refuse(result.refusal)
        return Outbound(route.status, headers, envelope.success(render(result), request_id, at))

    def _request_id(self) -> str:
        """Return the id of this request; it is the tenant's to give, once the tenant is known."""
        self._given_id = self._given_id or self._ids.new("req", self._now)
        return self._given_id

    def _headers(self) -> dict[str, str]:
        return {
            "Content-Type": JSON,
            "X-Request-Id": self._request_id(),
            **self._buckets.headers(self._rate, self._now),
        }


def _check_size(inbound: Inbound) -> None:
    if len(inbound.body) > LARGEST_BODY:
        raise PayloadTooLarge(f"The body is larger than {LARGEST_BODY} bytes; send less")
