"""The dashboard: figures at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from plugipay._answers import whatever
from plugipay._call import Call, given
from plugipay._operation import Kind, Namespace, operation

if TYPE_CHECKING:
    from typing import Unpack

    from plugipay._call import ReadOptions

_PATH = "/api/v1/dashboard"


class Dashboard(Namespace[Kind]):
    """Figures at a glance. What is in the answers is documented nowhere, so they are passed on as they come.

    No official package wraps these by hand. Every method raises `PlugipayError`.
    """

    @operation
    def metrics(self, *, window: str | None = None, **options: Unpack[ReadOptions]) -> Call[Any]:
        """Fetch figures over a time.

        Args:
            window: How long, such as `7d` or `30d`.
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("GET", f"{_PATH}/metrics", whatever, query=given(window=window), **options)

    @operation
    def overview(self, **options: Unpack[ReadOptions]) -> Call[Any]:
        """Fetch how things stand.

        Args:
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("GET", f"{_PATH}/overview", whatever, **options)
