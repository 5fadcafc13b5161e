"""The two operations on the settings."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from plugipay_mock.actor import Caller
from plugipay_mock.resources.adapters.connected import connected
from plugipay_mock.resources.checkout_settings import wire
from plugipay_mock.resources.checkout_settings.brand import settings_of
from plugipay_mock.resources.checkout_settings.model import SETTINGS, Settings
from plugipay_mock.route import Routes

routes = Routes("/api/v1/checkout/settings")


@routes.get("", scope="plugipay:settings:read")
def fetch(caller: Caller) -> wire.CheckoutSettings:
    """Show the settings."""
    return _shown(caller, _settings(caller))


@routes.patch("", scope="plugipay:settings:write", key="accepted")
def update(caller: Caller, body: wire.SettingsChange) -> wire.CheckoutSettings:
    """Change what was sent."""
    settings = replace(_settings(caller), **_given(body))
    known = settings.id in caller.tenant.collection(SETTINGS)
    caller.replace(SETTINGS, settings) if known else caller.add(SETTINGS, settings)
    return _shown(caller, settings)


def _settings(caller: Caller) -> Settings:
    """Return what was set, or what a merchant begins with."""
    begun = Settings(id=caller.tenant.account_id, method_adapter={}, created_at=caller.workspace.created_at)
    return settings_of(caller) or begun


def _shown(caller: Caller, settings: Settings) -> wire.CheckoutSettings:
    named = replace(settings, brand_name=settings.brand_name or caller.workspace.name)
    return wire.show(named, connected(caller))


def _given(body: wire.SettingsChange) -> dict[str, Any]:
    given = body.given()
    if body.receipt_template is not None:
        given["receipt_template"] = body.receipt_template.model_dump(by_alias=True)
    for name in ("enabled_methods", "method_order"):
        if name in given:
            given[name] = tuple(dict.fromkeys(given[name]))
    return given
