"""A line to a control core in this process: no socket, no HTTP client, no envelope."""

from __future__ import annotations

from typing import Any

import orjson

from plugipay_mock.answers import Raw
from plugipay_mock.control.core import PREFIX, ControlCore
from plugipay_mock.control.line import ControlError, Query, content_of
from plugipay_mock.deliveries.pump import flush
from plugipay_mock.errors import ApiError


class LocalLine:
    """A line to a control core in this process."""

    def __init__(self, core: ControlCore) -> None:
        self._core = core

    def send(self, method: str, path: str, body: Any = None, query: Query | None = None) -> Any:
        """Return the data of the answer; see `Line`."""
        asked = {name: str(value) for name, value in (query or {}).items() if value is not None}
        told, owed = self._core.call(method, PREFIX + path.encode(), asked, content_of(body))
        flush(self._core.world, owed)
        if isinstance(told, ApiError):
            raise ControlError(told.code, told.message)
        if isinstance(told, Raw):
            return told.body.decode(errors="replace")
        return None if told is None else orjson.loads(told)
