"""A line to a control core in this process: no socket, no HTTP client."""

from __future__ import annotations

from typing import Any

import orjson

from plugipay_mock.control.core import ControlCore
from plugipay_mock.control.line import Query, data_of, target_of
from plugipay_mock.deliveries.pump import flush
from plugipay_mock.message import Inbound


class LocalLine:
    """A line to a control core in this process."""

    def __init__(self, core: ControlCore) -> None:
        self._core = core

    def send(self, method: str, path: str, body: Any = None, query: Query | None = None) -> Any:
        """Return the data of the answer; see `Line`."""
        target = target_of(path, query or {}).encode()
        answer = self._core.handle(Inbound(method, target, {}, b"" if body is None else orjson.dumps(body)))
        flush(self._core.world, answer.owed)
        return data_of(answer.status, answer.body, answer.headers)
