"""The nine operations on adapters and the managed onboarding."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from plugipay_mock.actor import Caller
from plugipay_mock.errors import NotFound
from plugipay_mock.resources.adapters import wire
from plugipay_mock.resources.adapters.model import (
    ADAPTERS,
    ONBOARDINGS,
    AdapterConfig,
    AdapterKind,
    ManagedOnboardingState,
    fingerprint,
    last4,
    masked,
)
from plugipay_mock.route import Routes

routes = Routes("/api/v1")

_READ = "plugipay:adapter:read"
_WRITE = "plugipay:adapter:write"


@routes.get("/adapters", scope=_READ)
def browse(caller: Caller) -> dict[str, AdapterConfig]:
    """Show the connected adapters by kind; those that are not connected are absent."""
    return {adapter.kind: adapter for adapter in caller.tenant.collection(ADAPTERS)}


@routes.put("/adapters/xendit", scope=_WRITE, key="required")
def connect_xendit(caller: Caller, body: wire.Xendit) -> AdapterConfig:
    """Connect Xendit."""
    token = body.callback_token
    shown = None if token is None else {"callbackTokenFingerprint": fingerprint(token)}
    return _connect(caller, "xendit", last4(body.secret_key), shown)


@routes.put("/adapters/midtrans", scope=_WRITE, key="required")
def connect_midtrans(caller: Caller, body: wire.Midtrans) -> AdapterConfig:
    """Connect Midtrans."""
    shown = {"clientKey": masked(body.client_key), "merchantId": body.merchant_id, "env": body.env}
    return _connect(caller, "midtrans", last4(body.server_key), shown)


@routes.put("/adapters/paypal", scope=_WRITE, key="required")
def connect_paypal(caller: Caller, body: wire.Paypal) -> AdapterConfig:
    """Connect PayPal."""
    return _connect(caller, "paypal", last4(body.secret), {"clientId": masked(body.client_id), "mode": body.mode})


@routes.put("/adapters/manual", scope=_WRITE, key="required")
def connect_manual(caller: Caller, body: wire.Manual) -> AdapterConfig:
    """Say how buyers pay without a provider."""
    return _connect(caller, "manual", None, body.model_dump(by_alias=True))


@routes.get("/adapters/managed/onboarding", scope=_READ)
def onboarding(caller: Caller) -> ManagedOnboardingState | None:
    """Show how far the onboarding has come; null before it began."""
    return _onboarding(caller)


@routes.post(
    "/adapters/managed/onboarding", scope=_WRITE, key="required", status=201, legacy=wire.LegacyStartOnboarding
)
def start(caller: Caller, body: wire.StartOnboarding) -> ManagedOnboardingState:
    """Begin the onboarding, or invite another address to the one that has begun."""
    return caller.replace(ONBOARDINGS, replace(_begun(caller), email=body.email, updated_at=caller.now))


@routes.post(
    "/adapters/managed/onboarding/_simulate", scope=_WRITE, key="accepted", legacy=wire.LegacySimulatedOnboarding
)
def simulate(caller: Caller, body: wire.SimulatedOnboarding) -> ManagedOnboardingState:
    """Let the provider speak."""
    state = _onboarding(caller)
    if state is None:
        raise NotFound("Managed onboarding not found; start it first")
    after = replace(state, **_said(body), last_webhook_at=caller.now, updated_at=caller.now)
    _connect(caller, "managed", None, {"subAccountId": after.sub_account_id}, active=after.is_live)
    return caller.replace(ONBOARDINGS, after)


@routes.post("/onboarding/provision-managed", scope=_WRITE, key="required")
def provision(caller: Caller) -> wire.Provisioned:
    """Return the sub-account at the managed provider, making one if there is none."""
    return {"subAccountId": _begun(caller).sub_account_id}


def _connect(
    caller: Caller, kind: AdapterKind, secret: str | None, shown: dict[str, Any] | None, *, active: bool = True
) -> AdapterConfig:
    """Replace the whole configuration of a kind."""
    adapters = caller.tenant.collection(ADAPTERS)
    before = adapters.get(kind)
    after = AdapterConfig(
        id=kind,
        kind=kind,
        status="active" if active else "unconfigured",
        secret_key_last4=secret,
        public_config=shown,
        configured_at=caller.now,
        created_at=caller.now if before is None else before.created_at,
    )
    return caller.add(ADAPTERS, after) if before is None else caller.replace(ADAPTERS, after)


def _onboarding(caller: Caller) -> ManagedOnboardingState | None:
    return next(iter(caller.tenant.collection(ONBOARDINGS)), None)


def _begun(caller: Caller) -> ManagedOnboardingState:
    state = _onboarding(caller)
    if state is not None:
        return state
    sub_account_id = caller.new_id(ONBOARDINGS.prefix)
    return caller.add(
        ONBOARDINGS,
        ManagedOnboardingState(
            id=sub_account_id,
            sub_account_id=sub_account_id,
            onboarding_url=f"{caller.world.public_base}/onboarding/{sub_account_id}",
            created_at=caller.now,
            updated_at=caller.now,
        ),
    )


def _said(body: wire.SimulatedOnboarding) -> dict[str, Any]:
    """Return what changes: what was said, or that everything is live."""
    said = {name: value for name, value in body.given().items() if value is not None}
    result = said.pop("result", "verified")
    if said:
        return said
    if result != "verified":
        return {"kyb_status": "rejected", "capabilities_status": "declined", "payouts_ready": False}
    return {"kyb_status": "live", "capabilities_status": "live", "payouts_ready": True}
