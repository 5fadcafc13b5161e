"""What callers send about portal sessions (source: API page on portal sessions)."""

from __future__ import annotations

from typing import Annotated, Final
from urllib.parse import urlsplit

from pydantic import AfterValidator

from plugipay_mock.binding import Body
from plugipay_mock.resources.fields import Name, Url

_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})


def _secure(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme != "https" and parts.hostname not in _LOOPBACK:
        raise ValueError("must be an https URL, or one on this machine")
    return url


class NewPortalSession(Body):
    """For whom, and where the portal leads back to."""

    customer_id: Name
    return_url: Annotated[Url, AfterValidator(_secure)]
