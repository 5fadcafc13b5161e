"""How an answer is opened: the `{"data", "error", "meta"}` the server owes, or an error that says what came instead."""

from __future__ import annotations

import json
import time
from datetime import UTC
from email.utils import parsedate_to_datetime
from math import inf
from typing import TYPE_CHECKING, Any

from plugipay._answers import Answer, Document
from plugipay._errors import PlugipayError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import httpx


def opened(response: httpx.Response, idempotency_key: str | None) -> Answer:
    """Return what is in the envelope of a success. An empty body is a success without data.

    Raises:
        PlugipayError: With the server's own code when it refuses, `unknown` when it does not say why (redirects are
            refusals too), and `invalid_response` when what came is no envelope.
    """
    envelope = _parsed(response, idempotency_key)
    if envelope.get("error") or not response.is_success:
        raise refused(response, envelope, idempotency_key)
    if "data" not in envelope:
        raise unreadable(response, _excerpt(response), idempotency_key)
    meta = envelope.get("meta")
    told = meta if isinstance(meta, dict) else {}
    return Answer(envelope["data"], told, response.status_code, _request_id(response, envelope), idempotency_key)


def document(response: httpx.Response, idempotency_key: str | None) -> Answer:
    """Return a success that is the thing itself. JSON, and whatever is not a success, is opened like any envelope.

    Raises:
        PlugipayError: As `opened` does.
    """
    if not response.is_success or _is_json(response):
        return opened(response, idempotency_key)
    return Answer(
        data=Document(response.content, _charset(response)),
        meta={},
        status=response.status_code,
        request_id=_request_id(response, {}),
        idempotency_key=idempotency_key,
    )


def _charset(response: httpx.Response) -> str:
    """Return what the text of an answer is said to be written in; UTF-8 where that is nothing, or no name at all."""
    try:
        return response.encoding or "utf-8"
    except ValueError:  # a null character, which Python looks up no codec by
        return "utf-8"


def refused(response: httpx.Response, envelope: Mapping[str, Any], idempotency_key: str | None) -> PlugipayError:
    """Return the error for an answer that is not a success, in the server's words where it has any."""
    error = envelope.get("error")
    said = error if isinstance(error, dict) else {}
    details = said.get("details")
    return PlugipayError(
        response.status_code,
        _text(said.get("code")) or "unknown",
        _text(said.get("message")) or f"HTTP {response.status_code}",
        _request_id(response, envelope),
        field=_text(said.get("field")),
        details=details if isinstance(details, list) else (),
        retry_after=seconds_to_wait(response.headers.get("Retry-After"), time.time()),
        idempotency_key=idempotency_key,
    )


def unreadable(response: httpx.Response, what_came: str, idempotency_key: str | None) -> PlugipayError:
    """Return the error for an answer that is no envelope."""
    return PlugipayError(
        response.status_code,
        "invalid_response",
        f"The answer is not a Plugipay envelope: {what_came}",
        _request_id(response, {}),
        retry_after=seconds_to_wait(response.headers.get("Retry-After"), time.time()),
        idempotency_key=idempotency_key,
    )


def seconds_to_wait(header: str | None, now: float) -> float | None:
    """Read a `Retry-After` header: a number of seconds, or a date in HTTP's form.

    Returns:
        Seconds from `now`, never negative; None when there is no header or no sense in it.
    """
    if header is None:
        return None
    try:
        seconds = float(header)
    except ValueError:
        seconds = _seconds_until(header, now)
    return max(0.0, seconds) if abs(seconds) < inf else None


def _seconds_until(date: str, now: float) -> float:
    try:
        parsed = parsedate_to_datetime(date)
    except (ValueError, OverflowError):  # no date, or one so far away that no computer has it
        return inf
    return (parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)).timestamp() - now


def _parsed(response: httpx.Response, idempotency_key: str | None) -> dict[str, Any]:
    if not response.content:
        return {"data": None}
    try:
        envelope = json.loads(response.content)
    except (ValueError, RecursionError) as exc:
        raise unreadable(response, _excerpt(response), idempotency_key) from exc
    if not isinstance(envelope, dict):
        raise unreadable(response, _excerpt(response), idempotency_key)
    return envelope


def _is_json(response: httpx.Response) -> bool:
    media_type: str = response.headers.get("Content-Type", "")
    return media_type.partition(";")[0].strip().lower() == "application/json"


def _excerpt(response: httpx.Response) -> str:
    return response.content.decode("utf-8", "replace")[:200]


def _request_id(response: httpx.Response, envelope: Mapping[str, Any]) -> str | None:
    meta = envelope.get("meta")
    in_body = meta.get("requestId") if isinstance(meta, dict) else None
    return _text(in_body) or response.headers.get("X-Request-Id")


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
