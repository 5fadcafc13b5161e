"""What a handler may return besides a resource, a page or plain data."""

from __future__ import annotations

from dataclasses import dataclass, field

from plugipay_mock.errors import ApiError


@dataclass(frozen=True, slots=True)
class Raw:
    """An answer without an envelope: a page, a file, a document.

    Attributes:
        content: text is sent as UTF-8.
        media_type: with its charset, where it has one.
        headers: such as `Content-Disposition`.
        status: None for that of the route.
    """

    content: str | bytes
    media_type: str
    headers: dict[str, str] = field(default_factory=dict)
    status: int | None = None

    @property
    def body(self) -> bytes:
        """The content as bytes."""
        return self.content.encode() if isinstance(self.content, str) else self.content


@dataclass(frozen=True, slots=True)
class Told:
    """An answer without content, which says what it has to say in its headers; of a route whose status is 204."""

    headers: dict[str, str]


@dataclass(frozen=True, slots=True)
class Redirect:
    """An answer that sends a browser on."""

    location: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A refusal whose work stays done and is replayed to the same idempotency key (a refused refund).

    Attributes:
        refusal: what the caller is told.
    """

    refusal: ApiError
