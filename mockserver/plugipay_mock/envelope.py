"""The envelope around every JSON answer: `data`, `error`, `meta`.

Source: SDK facts, section 4. Lists carry their paging in both published shapes: flat in `meta`, and as `meta.page`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import orjson

from plugipay_mock.clock import Instant
from plugipay_mock.errors import ApiError
from plugipay_mock.pages import Page


def success(data: bytes, request_id: str, at: Instant) -> tuple[bytes | str, ...]:
    """Wrap rendered JSON; in pieces, so that whoever keeps them shares those that are kept elsewhere."""
    return (b'{"data":', data, b',"error":null,"meta":{"requestId":"', request_id, b'","timestamp":"', at, b'"}}')


def joined(pieces: Iterable[bytes | str]) -> bytes:
    """Put the pieces of a body together."""
    return b"".join([piece if isinstance(piece, bytes) else piece.encode() for piece in pieces])


def page(rows: Page[Any], request_id: str, at: Instant) -> bytes:
    """Wrap a page of rendered rows."""
    more = rows.cursor is not None
    paging = {
        "cursor": rows.cursor,
        "hasMore": more,
        "page": {"limit": rows.limit, "hasMore": more, "nextCursor": rows.cursor},
    }
    return b'{"data":[%b],"error":null,"meta":%b}' % (b",".join(rows.rows), _meta(request_id, at, **paging))


def failure(error: ApiError, request_id: str, at: Instant, diagnosis: Mapping[str, Any] | None = None) -> bytes:
    """Wrap a refusal; `field` names the first field at fault, `details` lists all of them, or holds the diagnosis."""
    told: dict[str, Any] = {"code": error.code, "message": error.message}
    if error.problems:
        told["field"] = error.problems[0].field
        told["details"] = [{"field": each.field, "message": each.message} for each in error.problems]
    elif diagnosis is not None:
        told["details"] = diagnosis
    return b'{"data":null,"error":%b,"meta":%b}' % (orjson.dumps(told), _meta(request_id, at))


def _meta(request_id: str, at: Instant, **paging: Any) -> bytes:
    return orjson.dumps({"requestId": request_id, "timestamp": at, **paging})
