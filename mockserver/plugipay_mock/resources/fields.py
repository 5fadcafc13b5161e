"""Types of request fields that more than one room uses, each with its limits and its sentence of refusal."""

from __future__ import annotations

import re
from typing import Annotated, Final, Literal, TypeAlias
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, JsonValue

from plugipay_mock.binding import instant
from plugipay_mock.clock import epoch, iso

LARGEST_AMOUNT: Final = 10**15 - 1
"""The largest single amount; a thousand lines of it still fit the integers of every SDK (a guess)."""

_ADDRESS: Final = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
    r"(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+"
)


def _email(text: str) -> str:
    if not _ADDRESS.fullmatch(text):
        raise ValueError("must be a valid email address")
    return text


def _is_visible(text: str) -> bool:
    """Say whether a text is printable ASCII without a space: a line feed in a `Location` header would start another."""
    return text.isascii() and text.isprintable() and " " not in text


def _url(text: str) -> str:
    if not _is_visible(text):
        raise ValueError("must be plain ASCII without spaces; percent-encode the rest, and write a host as xn--")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise ValueError("must be an absolute http or https URL, with a port from 1 to 65535 if any") from None
    if parts.scheme not in {"http", "https"} or not parts.hostname or port == 0:
        raise ValueError("must be an absolute http or https URL")
    return text


def _start(text: str) -> str:
    """Read a date as its midnight in UTC, and a time as it is."""
    try:
        return iso(epoch(f"{text}T00:00:00Z" if len(text) == len("2026-05-12") else text))
    except (ValueError, OverflowError, OSError):
        raise ValueError("must be a date (2026-05-12) or an ISO 8601 time with an offset") from None


Email: TypeAlias = Annotated[str, Field(max_length=320, json_schema_extra={"format": "email"}), AfterValidator(_email)]
"""An e-mail address of at most 320 characters (API page on customers)."""

Name: TypeAlias = Annotated[str, Field(min_length=1, max_length=255)]
"""1 to 255 characters."""

Short: TypeAlias = Annotated[str, Field(min_length=1, max_length=64)]
"""1 to 64 characters."""

Metadata: TypeAlias = Annotated[dict[str, str], Field(max_length=50)]
"""Up to 50 pairs of strings (portal page on customers)."""

Amount: TypeAlias = Annotated[int, Field(ge=0, le=LARGEST_AMOUNT)]
"""Money: whole rupiah or US cents, never a fraction, never negative."""

PositiveAmount: TypeAlias = Annotated[int, Field(ge=1, le=LARGEST_AMOUNT)]
"""Money that must not be nothing."""

Currency: TypeAlias = Literal["IDR", "USD"]
"""The two currencies of the service (SDK facts)."""

Url: TypeAlias = Annotated[str, Field(max_length=2048, json_schema_extra={"format": "uri"}), AfterValidator(_url)]
"""An absolute http or https address of at most 2,048 characters."""

Moment: TypeAlias = Annotated[str, Field(json_schema_extra={"format": "date-time"}), AfterValidator(instant)]
"""An ISO 8601 time with an offset from UTC."""

_DATE_OR_TIME: Final[dict[str, JsonValue]] = {"anyOf": [{"format": "date"}, {"format": "date-time"}]}

DateOrTime: TypeAlias = Annotated[str, Field(json_schema_extra=_DATE_OR_TIME), AfterValidator(_start)]
"""A UTC date, or a time with an offset; read as an instant."""

TrialDays: TypeAlias = Annotated[int, Field(ge=0, le=3650)]
"""How long a trial is, up to ten years (the upper end is a guess)."""
