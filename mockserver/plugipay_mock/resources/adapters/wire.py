"""What callers send about adapters (source: SDK facts sections 1.1 and 7.1)."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field
from typing_extensions import TypedDict

from plugipay_mock.binding import Body
from plugipay_mock.resources.adapters.model import CapabilitiesStatus, KybStatus
from plugipay_mock.resources.fields import Email, Name, Url

Secret = Annotated[str, Field(min_length=4, max_length=255)]


class Xendit(Body):
    """Xendit's secret key, and the token its callbacks carry."""

    secret_key: Secret
    callback_token: Secret | None = None


class Midtrans(Body):
    """Midtrans' keys."""

    server_key: Secret
    client_key: Secret
    merchant_id: Name
    env: Literal["sandbox", "production"] = "sandbox"


class Paypal(Body):
    """PayPal's application."""

    client_id: Secret
    secret: Secret
    mode: Literal["live", "sandbox"] = "live"


class ManualAccount(Body):
    """A bank account buyers transfer to."""

    bank_name: Name
    account_number: Name
    account_holder: Name


class Manual(Body):
    """How buyers pay without a provider."""

    bank_accounts: Annotated[list[ManualAccount], Field(default_factory=list, max_length=20)]
    static_qr_image_url: Url | None = None
    instructions: Annotated[str, Field(max_length=2000)] | None = None


class StartOnboarding(Body):
    """Whom to invite."""

    email: Email


class LegacyStartOnboarding(Body):
    """The same, as the official Python 0.1.0 asks, which knows no address."""

    email: Email | None = None
    kind: str | None = None
    details: dict[str, Any] | None = None


class SimulatedOnboarding(Body):
    """What the provider shall say; with nothing said, that everything is live."""

    kyb_status: KybStatus | None = None
    capabilities_status: CapabilitiesStatus | None = None
    payouts_ready: bool | None = None


class LegacySimulatedOnboarding(SimulatedOnboarding):
    """The same, where the official Python 0.1.0 says `verified` or anything else."""

    result: str | None = None


class Provisioned(TypedDict):
    """The sub-account at the managed provider."""

    subAccountId: str
