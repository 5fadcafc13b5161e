"""Managed onboarding: a provider account that Plugipay sets up for the merchant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from plugipay._answers import one, one_or_empty
from plugipay._call import Call, given
from plugipay._operation import Kind, Namespace, operation
from plugipay._records import ManagedOnboardingState

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Unpack

    from plugipay._call import ReadOptions, WriteOptions
    from plugipay._words import CapabilitiesStatus, KybStatus

_PATH = "/api/v1/adapters/managed/onboarding"


class ManagedOnboarding(Namespace[Kind]):
    """A provider account that Plugipay sets up for the merchant."""

    @operation
    def managed_onboarding_state(self, **options: Unpack[ReadOptions]) -> Call[ManagedOnboardingState]:
        """Fetch how far the account has come; empty, and so falsy, before it is started.

        Args:
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("GET", _PATH, one_or_empty(ManagedOnboardingState), **options)

    @operation
    def start_managed_onboarding(
        self,
        *,
        email: str | None = None,
        kind: str | None = None,
        details: Mapping[str, Any] | None = None,
        **options: Unpack[WriteOptions],
    ) -> Call[ManagedOnboardingState]:
        """Start setting the account up.

        Args:
            email: Where the provider writes to; the service wants it.
            kind: A field of the official Python 0.1.0, sent as it sends it; the service has none such (SDK facts).
            details: As `kind`.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        body = given(email=email, kind=kind, details=details)
        return Call("POST", _PATH, one(ManagedOnboardingState), body=body, **options)

    @operation
    def simulate_managed_onboarding(
        self,
        *,
        kyb_status: KybStatus | None = None,
        capabilities_status: CapabilitiesStatus | None = None,
        payouts_ready: bool | None = None,
        result: str | None = None,
        **options: Unpack[WriteOptions],
    ) -> Call[ManagedOnboardingState]:
        """Say what the provider decided; 404 in production. Without a word everything is live, as in the Node package.

        Args:
            kyb_status: What came of looking at the business.
            capabilities_status: What came of asking for ways to pay.
            payouts_ready: Whether money can be paid out.
            result: A field of the official Python 0.1.0: `verified` is everything live, and anything else is sent as
                that package sends it; the service has no such field (SDK facts).
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        old = None if result == "verified" else result
        said = given(
            kybStatus=kyb_status, capabilitiesStatus=capabilities_status, payoutsReady=payouts_ready, result=old
        )
        body = said or {"kybStatus": "live", "capabilitiesStatus": "live", "payoutsReady": True}
        return Call("POST", f"{_PATH}/_simulate", one(ManagedOnboardingState), body=body, **options)
