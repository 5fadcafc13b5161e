"""Config: what the server tells everybody about itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plugipay._answers import one
from plugipay._call import Call
from plugipay._operation import Kind, Namespace, operation
from plugipay._records import Resource

if TYPE_CHECKING:
    from typing import Unpack

    from plugipay._call import ReadOptions


class Config(Namespace[Kind]):
    """What the server tells everybody about itself; no key is asked for. Every method raises `PlugipayError`."""

    @operation
    def get(self, **options: Unpack[ReadOptions]) -> Call[Resource]:
        """Fetch the server's run-time settings. No official package wraps this by hand.

        Args:
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("GET", "/api/v1/config", one(Resource), **options)
