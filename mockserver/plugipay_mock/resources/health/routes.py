"""Health checks, at the root and under the API."""

from __future__ import annotations

from importlib.metadata import version

from plugipay_mock.actor import Visitor
from plugipay_mock.resources.health.wire import Health
from plugipay_mock.route import PUBLIC, Routes

routes = Routes("")


@routes.get("/health", scope=PUBLIC)
@routes.get("/api/v1/health", scope=PUBLIC)
def check(_visitor: Visitor) -> Health:
    """Say that the server is up."""
    return {
        "service": "plugipay-mock",
        "status": "ok",
        "version": version("plugipay-testkit"),
        "checks": {"db": "ok", "outbox": "ok"},
    }
