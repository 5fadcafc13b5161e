"""Adapters: how payment providers are set up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from plugipay._answers import Answer, many, one
from plugipay._call import UNSET, Call, Unset, changed, given
from plugipay._namespaces.managed_onboarding import ManagedOnboarding
from plugipay._operation import Kind, operation
from plugipay._records import AdapterConfig

if TYPE_CHECKING:
    import builtins
    from collections.abc import Mapping, Sequence
    from typing import Unpack

    from plugipay._call import ReadOptions, WriteOptions

_PATH = "/api/v1/adapters"


def _by_kind(answer: Answer) -> list[AdapterConfig]:
    """Read the values of an object keyed by kind (SDK facts), or a list, as the official 0.1.0 expects one."""
    found = answer.data
    rows = [found[kind] for kind in sorted(found)] if isinstance(found, dict) else found
    return many(AdapterConfig)(answer._replace(data=rows))


class Adapters(ManagedOnboarding[Kind]):
    """How payment providers are set up. Each `update_…` replaces all there was; secrets are never shown again.

    Fields are given by name; `config` takes them as one mapping with the API's own names, as the official Python 0.1.0
    does, and names given besides go before it. Every method raises `PlugipayError`.
    """

    @operation
    def list(self, **options: Unpack[ReadOptions]) -> Call[builtins.list[AdapterConfig]]:
        """Fetch what is set up, sorted by `kind`; providers that are not are absent.

        Args:
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("GET", _PATH, _by_kind, **options)

    @operation
    def update_xendit(
        self,
        config: Mapping[str, Any] | None = None,
        *,
        secret_key: str | None = None,
        callback_token: str | None = None,
        **options: Unpack[WriteOptions],
    ) -> Call[AdapterConfig]:
        """Set up Xendit.

        Args:
            config: All fields as the API names them.
            secret_key: The merchant's own; only `secretKeyLast4` is ever shown.
            callback_token: What Xendit's webhooks carry.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        body = {**(config or {}), **given(secretKey=secret_key, callbackToken=callback_token)}
        return Call("PUT", f"{_PATH}/xendit", one(AdapterConfig), body=body, **options)

    @operation
    def update_midtrans(
        self,
        config: Mapping[str, Any] | None = None,
        *,
        server_key: str | None = None,
        client_key: str | None = None,
        merchant_id: str | None = None,
        env: Literal["sandbox", "production"] | None = None,
        **options: Unpack[WriteOptions],
    ) -> Call[AdapterConfig]:
        """Set up Midtrans.

        Args:
            config: All fields as the API names them.
            server_key: The merchant's own.
            client_key: The merchant's own.
            merchant_id: The merchant's own.
            env: `sandbox` is the server's default.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        fields = given(serverKey=server_key, clientKey=client_key, merchantId=merchant_id, env=env)
        return Call("PUT", f"{_PATH}/midtrans", one(AdapterConfig), body={**(config or {}), **fields}, **options)

    @operation
    def update_paypal(
        self,
        config: Mapping[str, Any] | None = None,
        *,
        client_id: str | None = None,
        secret: str | None = None,
        mode: Literal["live", "sandbox"] | None = None,
        **options: Unpack[WriteOptions],
    ) -> Call[AdapterConfig]:
        """Set up PayPal.

        Args:
            config: All fields as the API names them.
            client_id: The merchant's own.
            secret: The merchant's own.
            mode: `live` is the server's default.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        body = {**(config or {}), **given(clientId=client_id, secret=secret, mode=mode)}
        return Call("PUT", f"{_PATH}/paypal", one(AdapterConfig), body=body, **options)

    @operation
    def update_manual(
        self,
        config: Mapping[str, Any] | None = None,
        *,
        bank_accounts: Sequence[Mapping[str, Any]] | None = None,
        static_qr_image_url: str | Unset | None = UNSET,
        instructions: str | Unset | None = UNSET,
        **options: Unpack[WriteOptions],
    ) -> Call[AdapterConfig]:
        """Set up payment by transfer, which the merchant confirms.

        Args:
            config: All fields as the API names them.
            bank_accounts: Such as `[{"bankName": "BCA", "accountNumber": "123", "accountHolder": "Ada"}]`.
            static_qr_image_url: A QR code to show, or None for none.
            instructions: What the buyer reads, or None for nothing.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        cleared = changed(staticQrImageUrl=static_qr_image_url, instructions=instructions)
        body = {**(config or {}), **given(bankAccounts=bank_accounts), **cleared}
        return Call("PUT", f"{_PATH}/manual", one(AdapterConfig), body=body, **options)
