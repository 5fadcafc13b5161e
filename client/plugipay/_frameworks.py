"""One line for a receiver in Flask, Django, FastAPI or Starlette: the raw body is found, none of them is imported."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any, Protocol, overload

from plugipay._webhooks import verify_webhook

if TYPE_CHECKING:
    from collections.abc import Awaitable, Coroutine, Mapping, Sequence

    from plugipay._records import WebhookEvent

_HEADER = "X-Plugipay-Signature"


class FlaskRequest(Protocol):
    """What is needed of a request of Flask, or of Werkzeug."""

    @property
    def headers(self) -> Any:
        """Headers by name, whatever their case."""
        ...

    def get_data(self) -> bytes:
        """Return the raw body."""
        ...


class DjangoRequest(Protocol):
    """What is needed of a request of Django."""

    @property
    def headers(self) -> Mapping[str, str]:
        """Headers by name, whatever their case."""
        ...

    @property
    def body(self) -> bytes:
        """The raw body."""
        ...


class StarletteRequest(Protocol):
    """What is needed of a request of Starlette, and so of FastAPI."""

    @property
    def headers(self) -> Mapping[str, str]:
        """Headers by name, whatever their case."""
        ...

    def body(self) -> Coroutine[Any, Any, bytes]:
        """Return the raw body."""
        ...


@overload
def verify_request(
    request: FlaskRequest | DjangoRequest, secret: str | Sequence[str], *, tolerance_sec: float = 300
) -> WebhookEvent: ...
@overload
def verify_request(
    request: StarletteRequest, secret: str | Sequence[str], *, tolerance_sec: float = 300
) -> Coroutine[Any, Any, WebhookEvent]: ...
def verify_request(request: Any, secret: str | Sequence[str], *, tolerance_sec: float = 300) -> Any:
    """Check that a request is a delivery signed with your secret, a moment ago, and return the event in it.

    In FastAPI and Starlette it is to be awaited: `event = await verify_request(request, secret)`.

    Args:
        request: That of Flask, Django, FastAPI or Starlette, before anything else has read its body.
        secret: The endpoint's `whsec_…`, or several while you rotate them.
        tolerance_sec: How far from now, either way, the signature may have been made.

    Raises:
        PlugipaySignatureError: As `verify_webhook` does.
        TypeError: The request is of none of these frameworks; hand its raw body to `verify_webhook`.
    """
    raw, header = _raw_body(request), request.headers.get(_HEADER)
    if inspect.isawaitable(raw):
        return _awaited(raw, header, secret, tolerance_sec)
    return verify_webhook(raw, header, secret, tolerance_sec=tolerance_sec)


async def _awaited(
    raw: Awaitable[bytes], header: str | None, secret: str | Sequence[str], tolerance_sec: float
) -> WebhookEvent:
    return verify_webhook(await raw, header, secret, tolerance_sec=tolerance_sec)


def _raw_body(request: Any) -> Any:
    found = getattr(request, "get_data", None) or getattr(request, "body", None)
    raw = found() if callable(found) else found
    if not hasattr(request, "headers") or not (isinstance(raw, bytes) or inspect.isawaitable(raw)):
        raise TypeError(f"{type(request).__name__} is no request of Flask, Django, FastAPI or Starlette")
    return raw
