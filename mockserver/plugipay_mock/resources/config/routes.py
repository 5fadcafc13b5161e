"""The runtime configuration, for anybody."""

from __future__ import annotations

from typing import get_args

from plugipay_mock.actor import Visitor
from plugipay_mock.resources.config.wire import RuntimeConfig
from plugipay_mock.resources.fields import Currency
from plugipay_mock.route import PUBLIC, Routes

routes = Routes("/api/v1/config")


@routes.get("", scope=PUBLIC)
def config(visitor: Visitor) -> RuntimeConfig:
    """Say where the hosted pages are, and what money there is."""
    currencies = list(get_args(Currency))
    return {
        "environment": "mock",
        "publicBaseUrl": visitor.world.public_base,
        "apiPrefix": "/api/v1",
        "currencies": currencies,
        "defaultCurrency": currencies[0],
    }
