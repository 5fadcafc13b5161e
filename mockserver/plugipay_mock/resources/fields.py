"""Types of request fields that more than one room uses, each with its limits and its sentence of refusal."""

from __future__ import annotations

import re
from typing import Annotated, Final, TypeAlias

from pydantic import AfterValidator, Field

_ADDRESS: Final = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
    r"(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+"
)


def _email(text: str) -> str:
    if not _ADDRESS.fullmatch(text):
        raise ValueError("must be a valid email address")
    return text


Email: TypeAlias = Annotated[str, Field(max_length=320), AfterValidator(_email)]
"""An e-mail address of at most 320 characters (API page on customers)."""

Name: TypeAlias = Annotated[str, Field(min_length=1, max_length=255)]
"""1 to 255 characters."""

Short: TypeAlias = Annotated[str, Field(min_length=1, max_length=64)]
"""1 to 64 characters."""

Metadata: TypeAlias = Annotated[dict[str, str], Field(max_length=50)]
"""Up to 50 pairs of strings (portal page on customers)."""
