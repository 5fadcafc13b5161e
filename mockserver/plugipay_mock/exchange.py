"""One request on its way through the gate, and its answer on the way out."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from math import inf
from typing import Any, Final

from plugipay_mock import binding, envelope
from plugipay_mock.actor import Actor, Caller, Visitor, catch_up
from plugipay_mock.answers import Kept, Raw, Redirect, Told
from plugipay_mock.clock import iso, wall_seconds
from plugipay_mock.codec import render
from plugipay_mock.dispatch import Dispatch
from plugipay_mock.errors import ApiError, InternalError, KeyRequired, PayloadTooLarge
from plugipay_mock.events import Cause
from plugipay_mock.faults import grammar
from plugipay_mock.faults.actions import Skewed
from plugipay_mock.faults.plan import Plan
from plugipay_mock.gate import admission, idempotency, origins
from plugipay_mock.gate.credentials import Credential
from plugipay_mock.gate.limits import RateClass
from plugipay_mock.ids import Ids
from plugipay_mock.journal import Entry
from plugipay_mock.message import JSON, Inbound, Outbound, Wait
from plugipay_mock.pages import Page
from plugipay_mock.route import NO_CONTENT, PUBLIC, SEE_OTHER, UNAUTHORIZED, Route
from plugipay_mock.world import Key, Tenant, Workspace, World

_FAULT: Final = grammar.HEADER.lower()


class Exchange:
    """One request on its way; it knows what the headers of any answer need, and remembers how far it came.

    Until a caller names a key, time and ids are the world's; from then on they are its tenant's.

    Args:
        resume: performs the request of an exchange that a fault lets wait, when it has waited.
        waited: that exchange, when this one is to perform its request: one request has one id, and one fault.

    Attributes:
        given_id: the id of the request, once it has one.
    """

    given_id = ""
    _step = "route"
    _route = ""
    _home: Tenant | None = None
    _plan: Plan | None = None
    _hold: Callable[[], Callable[[], None]] | None = None
    _met: idempotency.Meeting | None = None
    _claimed: Key | None = None
    _pieces: tuple[bytes | str, ...] = ()

    def __init__(
        self,
        world: World,
        dispatch: Dispatch,
        inbound: Inbound,
        resume: Callable[[Exchange], Outbound],
        waited: Exchange | None = None,
    ) -> None:
        self.inbound = inbound
        self._world = world
        self._dispatch = dispatch
        self._resume = resume
        self._waited = waited
        self._began = time.perf_counter_ns()
        self._rate: RateClass = "read" if inbound.method in {"GET", "HEAD"} else "write"
        self._buckets = world.buckets
        self._ids: Ids = world.ids
        self._now = self._acted = wall_seconds()
        if waited is not None:
            self.given_id = waited.given_id

    @property
    def fault(self) -> str | None:
        """The id of the plan that acted on the request, or None."""
        if self._waited is not None:
            return self._waited.fault
        return None if self._plan is None else self._plan.id

    def run(self) -> Outbound:
        """Take the request through every check, in the order of the contract, and perform it.

        Raises:
            ApiError: what the request is refused with.
        """
        inbound, world = self.inbound, self._world
        route, parameters = self._dispatch.find(inbound.method, inbound.path)
        self._route, self._rate = route.path, route.rate
        self._step = "body"
        _check_size(inbound, route.largest_body)
        if route.scope == PUBLIC:
            self._home = world.tenant_of(parameters[0]) if parameters else None
            return self._faulty(lambda: self._perform(route, parameters, self._visitor()))
        self._step = "credentials"
        credential, claimed = admission.claimed_key(world, inbound)
        self._claimed = claimed
        self._meet(claimed)
        return self._faulty(lambda: self._admitted(route, parameters, credential, claimed))

    def refuse(self, refusal: ApiError) -> Outbound:
        """Turn a refusal into the answer that tells it; where somebody wants to know, with what to change."""
        body = envelope.failure(refusal, self._request_id(), iso(self._now))
        answer = Outbound(refusal.status, self._headers() | refusal.headers, body)
        wanted = self._world.explain or self._world.on_refused is not None
        if wanted and refusal.status == UNAUTHORIZED:
            self._explain(refusal, answer)
        return answer

    def finish(self, answer: Outbound) -> Outbound:
        """Let a fault spoil the answer, keep the journal, and return what is to be delivered."""
        if self._plan is not None and self._plan.position != "before":
            answer = self._spoilt(answer, self._plan)
        if answer.resume is not None and answer.wait < inf:
            answer.settled = partial(self._keep, self._entry(answer))  # unless it is performed, and kept then
        else:
            self._keep(self._entry(answer))
        return answer

    def _explain(self, refusal: ApiError, answer: Outbound) -> None:
        """Tell whoever listens, and write into the answer what the doctor finds, if that is wished."""
        entry = self._entry(answer)
        if self._world.on_refused is not None:
            self._world.on_refused(entry)
        if self._world.explain:
            from plugipay_mock import doctor  # noqa: PLC0415  a server that explains nothing needs none

            diagnosis = doctor.diagnose_entry(entry, self._world)
            answer.body = envelope.failure(refusal, self._request_id(), iso(self._now), diagnosis.show())

    def _faulty(self, go_on: Callable[[], Outbound]) -> Outbound:
        """Choose the fault of this request; one that acts before anything is done takes the place of the rest."""
        self._step = "fault"
        self._plan = self._chosen()
        if self._plan is None or self._plan.position != "before" or isinstance(self._plan.action, Skewed):
            return go_on()
        instead = self._plan.action.apply(self.refuse(_unprocessed()), self.refuse)
        waits = any(isinstance(effect, Wait) for effect in instead.effects)
        return replace(instead, resume=partial(self._resume, self)) if waits else instead

    def _admitted(self, route: Route, parameters: list[str], credential: Credential, claimed: Key | None) -> Outbound:
        self._step = "proof"
        key = admission.prove(self._world, self.inbound, credential, claimed, skew=self._skew())
        self._step = "rate"
        if self._world.rate_limits:
            self._buckets.take(route.rate, self._now)
        self._step = "authority"
        tenant = admission.authorize(self._world, self.inbound, route, key)
        return self._once(route, parameters, self._caller(tenant, key))

    def _once(self, route: Route, parameters: list[str], caller: Caller) -> Outbound:
        """Perform the request, or give the answer its idempotency key has already had."""
        self._step = "idempotency"
        key = self.inbound.headers.get("idempotency-key")
        if route.key == "none" or not key:
            if route.key == "required" and caller.dialect.keys_required:
                raise KeyRequired
            return self._perform(route, parameters, caller)
        idempotency.check_key(key)
        call = f"{route.method} {self.inbound.path.decode('latin-1')}"
        slot = key if caller.dialect.key_bound_to_path else f"{call} {key}"
        content_type = self.inbound.headers.get("content-type", "")
        fingerprint = idempotency.fingerprint(call, self.inbound.body, content_type)
        replays = caller.tenant.replays
        self._met = replays.meeting(slot, fingerprint, self._acted)
        if self._met != "first":
            return self._replay(replays.repeat(slot, key, call, self._met))
        answer = self._perform(route, parameters, caller)
        given = caller.tenant.clock.now()  # later than the call when the call itself has moved the clock
        replays.remember(slot, call, fingerprint, answer, given, self._pieces)
        self._hold = partial(replays.hold, slot)
        return answer

    def _replay(self, first: Outbound) -> Outbound:
        rates = self._buckets.headers(self._rate, self._now)
        mark, value = idempotency.REPLAY_MARK
        return Outbound(first.status, {**first.headers, **rates, mark: value}, first.body)

    def _perform(self, route: Route, parameters: list[str], actor: Actor | Visitor) -> Outbound:
        self._step = "handler"
        inputs: dict[str, Any] = {}
        model = route.body_in(self._world.dialect)
        if model is not None:
            inputs["body"] = model.received(self.inbound)
        if route.query is not None:
            inputs["query"] = binding.read_query(route.query, self.inbound.query)
        with self._world.transaction():
            result = route.handler(actor, *parameters, **inputs)
        self._step = "answered"
        return self._answer(route, result)

    def _answer(self, route: Route, result: Any) -> Outbound:
        request_id, at, headers = self._request_id(), iso(self._now), self._headers()
        if route.status == NO_CONTENT:
            del headers["Content-Type"]
            return Outbound(NO_CONTENT, headers | result.headers if isinstance(result, Told) else headers, b"")
        if isinstance(result, Page):
            return Outbound(route.status, headers, envelope.page(result, request_id, at))
        if isinstance(result, Raw):
            headers |= {"Content-Type": result.media_type} | result.headers
            return Outbound(result.status or route.status, headers, result.body)
        if isinstance(result, Redirect):
            del headers["Content-Type"]
            return Outbound(SEE_OTHER, headers | {"Location": result.location}, b"")
        if isinstance(result, Kept):
            return self.refuse(result.refusal)
        self._pieces = envelope.success(render(result), request_id, at)
        return Outbound(route.status, headers, envelope.joined(self._pieces))

    def _chosen(self) -> Plan | None:
        if self._waited is not None or self.inbound.method == "OPTIONS":  # a browser asks unbidden, and costs no fault
            return None
        own = self.inbound.headers.get(_FAULT)
        home, workspace = self._home, self._workspace()
        if own is not None:
            plan = grammar.of_header(own, self._world.chance)
            met = plan.match.meets(self.inbound, self._route, "" if home is None else home.mode)
            return plan if met and plan.fires(iso(self._now)) else None
        if workspace is None or home is None or not workspace.faults.plans:
            return None
        return workspace.faults.choose(self.inbound, self._route, home.mode, iso(home.clock.now()))

    def _skew(self) -> float:
        return self._plan.action.seconds if self._plan is not None and isinstance(self._plan.action, Skewed) else 0.0

    def _spoilt(self, answer: Outbound, plan: Plan) -> Outbound:
        spoilt = plan.action.apply(answer, self.refuse)
        if plan.position == "during" and self._hold is not None and spoilt.effects:
            spoilt.settled = self._hold()
        return spoilt

    def _meet(self, claimed: Key | None) -> None:
        tenant = None if claimed is None else self._world.tenant(claimed.account_id, claimed.mode)
        if tenant is not None:
            self._home, self._buckets, self._ids = tenant, tenant.buckets, tenant.ids
            self._now = tenant.clock.tick() if self._waited is None else tenant.clock.now()

    def _caller(self, tenant: Tenant, key: Key) -> Caller:
        self._acted = self._now if tenant is self._home else tenant.clock.tick()
        now = iso(self._acted)
        catch_up(self._world, tenant, now)
        cause = Cause("api", self._request_id(), self.inbound.headers.get("idempotency-key"))
        return Caller(world=self._world, tenant=tenant, now=now, cause=cause, key=key)

    def _visitor(self) -> Visitor:
        return Visitor(self._world, iso(self._now), self._request_id())

    def _workspace(self) -> Workspace | None:
        return None if self._home is None else self._world.workspaces.get(self._home.account_id)

    def _keep(self, entry: Entry) -> None:
        workspace = self._workspace()
        journal = self._world.journal if workspace is None else workspace.journal
        with self._world.lock:
            journal.add(entry)

    def _entry(self, answer: Outbound) -> Entry:
        key = self._claimed or admission.named_key(self._world, self.inbound)
        owner: Key | Tenant | None = key or self._home
        return Entry(
            request_id=self._request_id(),
            at=iso(self._now),
            wall=wall_seconds(),
            skew=self._world.skew,
            account_id=None if owner is None else owner.account_id,
            mode=None if owner is None else owner.mode,
            key_id=None if key is None else key.id,
            inbound=self.inbound,
            outbound=answer,
            route=self._route,
            step=self._step,
            fault=self.fault,
            replay=self._met,
            microseconds=(time.perf_counter_ns() - self._began) // 1000,
        )

    def _request_id(self) -> str:
        """Return the id of this request; it is the tenant's to give, once the tenant is known."""
        if not self.given_id:
            self.given_id = self._ids.new("req", self._now)
        return self.given_id

    def _headers(self) -> dict[str, str]:
        return {
            "Content-Type": JSON,
            "X-Request-Id": self._request_id(),
            **self._buckets.headers(self._rate, self._now),
            **origins.readable(self.inbound.target),
        }


def _check_size(inbound: Inbound, largest: int) -> None:
    if len(inbound.body) > largest:
        raise PayloadTooLarge(f"The body is larger than {largest} bytes; send less")


def _unprocessed() -> ApiError:
    return InternalError("A fault plan ended this request before it was processed")
