"""The two operations on the settings."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from plugipay_mock.actor import Caller
from plugipay_mock.resources.adapters.model import ADAPTERS
from plugipay_mock.resources.checkout_settings import wire
from plugipay_mock.resources.checkout_settings.model import SETTINGS, Settings
from plugipay_mock.route import Routes

routes = Routes("/api/v1/checkout/settings")


@routes.get("", scope="plugipay:settings:read")
def fetch(caller: Caller) -> wire.CheckoutSettings:
    """Show the settings."""
    return wire.show(_settings(caller), _connected(caller))


@routes.patch("", scope="plugipay:settings:write", key="accepted")
def update(caller: Caller, body: wire.SettingsChange) -> wire.CheckoutSettings:
    """Change what was sent."""
    settings = replace(_settings(caller), **_given(body))
    known = settings.id in caller.tenant.collection(SETTINGS)
    caller.replace(SETTINGS, settings) if known else caller.add(SETTINGS, settings)
    return wire.show(settings, _connected(caller))


def _settings(caller: Caller) -> Settings:
    """Return what was set, or what a merchant begins with."""
    account_id = caller.tenant.account_id
    stored = caller.tenant.collection(SETTINGS).get(account_id)
    return stored or Settings(
        id=account_id, brand_name=caller.workspace.name, method_adapter={}, created_at=caller.workspace.created_at
    )


def _given(body: wire.SettingsChange) -> dict[str, Any]:
    given = body.given()
    if body.receipt_template is not None:
        given["receipt_template"] = body.receipt_template.model_dump(by_alias=True)
    for name in ("enabled_methods", "method_order"):
        if name in given:
            given[name] = tuple(dict.fromkeys(given[name]))
    return given


def _connected(caller: Caller) -> set[str]:
    """Return the providers that can take money."""
    active = {adapter.kind for adapter in caller.tenant.collection(ADAPTERS) if adapter.status == "active"}
    return active | {"managed"} if caller.tenant.mode == "test" else set(active)
