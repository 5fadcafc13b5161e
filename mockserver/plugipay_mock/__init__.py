"""A local mock Plugipay server that verifies signatures and behaves like the service.

`create_app` gives a FastAPI application over a `World`, `Transport` and `AsyncTransport` let httpx clients talk to a
world in process, `ThreadServer` serves one over HTTP, `running` opens one for a test, and gives a `Mock` to hold it
by. Each is imported when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from plugipay_mock.app import create_app
    from plugipay_mock.dialect import DIALECTS, Dialect
    from plugipay_mock.handle import Mock, running
    from plugipay_mock.seeds import ready_card
    from plugipay_mock.serve import ThreadServer
    from plugipay_mock.transport import AsyncTransport, Transport
    from plugipay_mock.world import World

__all__ = [
    "DIALECTS",
    "AsyncTransport",
    "Dialect",
    "Mock",
    "ThreadServer",
    "Transport",
    "World",
    "create_app",
    "ready_card",
    "running",
]

_HOMES: Final = {
    "DIALECTS": "dialect",
    "AsyncTransport": "transport",
    "Dialect": "dialect",
    "Mock": "handle",
    "ThreadServer": "serve",
    "Transport": "transport",
    "World": "world",
    "create_app": "app",
    "ready_card": "seeds",
    "running": "handle",
}


if not TYPE_CHECKING:  # a checker would take any misspelt name for one that is found here

    def __getattr__(name: str) -> Any:
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
