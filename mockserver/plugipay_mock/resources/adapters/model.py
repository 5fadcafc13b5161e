"""A connected provider, with its secrets masked, and how far the managed provider's onboarding has come.

Source: API page on adapters, SDK facts sections 1.1 and 2.5. Guesses: what `publicConfig` shows of each kind, besides
the fingerprint of Xendit's callback token; that onboarding begun again keeps its sub-account.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any, ClassVar, Final, Literal, TypeAlias

from plugipay_mock.clock import Instant
from plugipay_mock.codec import WIRE_NAMES
from plugipay_mock.store import Shelf

AdapterKind: TypeAlias = Literal["xendit", "paypal", "midtrans", "manual", "managed"]
KybStatus: TypeAlias = Literal["not_started", "invited", "registered", "live", "rejected"]
CapabilitiesStatus: TypeAlias = Literal["pending", "live", "declined", "resubmission_required"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AdapterConfig:
    """One connected provider; its id is its kind, since a workspace and mode has one of each."""

    __pydantic_config__ = WIRE_NAMES
    PRIVATE: ClassVar[frozenset[str]] = frozenset({"id", "created_at"})

    id: str
    kind: AdapterKind
    status: Literal["unconfigured", "active", "error"] = "active"
    secret_key_last4: str | None = None
    public_config: dict[str, Any] | None = None
    configured_at: Instant | None = None
    last_error_at: Instant | None = None
    last_error_code: str | None = None
    created_at: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class ManagedOnboardingState:
    """How far the provider that Plugipay manages knows the merchant.

    Attributes:
        id: that of the sub-account, by which the page of the onboarding is found; a workspace and mode has one.
    """

    __pydantic_config__ = WIRE_NAMES
    PRIVATE: ClassVar[frozenset[str]] = frozenset({"id"})

    id: str
    sub_account_id: str
    email: str | None = None
    onboarding_url: str | None = None
    kyb_status: KybStatus = "invited"
    capabilities_status: CapabilitiesStatus = "pending"
    payouts_ready: bool = False
    last_webhook_at: Instant | None = None
    created_at: Instant
    updated_at: Instant

    @property
    def is_live(self) -> bool:
        """Whether money can be taken."""
        return self.kyb_status == "live" and self.capabilities_status == "live"


ADAPTERS: Final = Shelf(AdapterConfig, title="Adapter", prefix="adp")
ONBOARDINGS: Final = Shelf(ManagedOnboardingState, title="Managed onboarding", prefix="sac", public=True)


def last4(secret: str) -> str:
    """Return what may be shown of a secret."""
    return secret[-4:]


def masked(text: str) -> str:
    """Return an identifier with its middle taken out."""
    return f"{text[:4]}…{text[-4:]}"


def fingerprint(secret: str) -> str:
    """Return what tells two secrets apart without showing either."""
    return hashlib.sha256(secret.encode()).hexdigest()[:12]
