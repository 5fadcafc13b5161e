"""Where webhooks may go (source: portal page on webhooks: `http` in test mode only, never to private addresses)."""

from __future__ import annotations

import ipaddress
from typing import Final
from urllib.parse import urlsplit

from plugipay_mock.errors import FieldProblem, InvalidRequest

_OURS: Final = (".localhost", ".local", ".internal")


def check_address(url: str, mode: str, *, private: bool) -> None:
    """Refuse an address that webhooks do not go to.

    Args:
        private: whether those of test mode may go to this machine and to private networks.

    Raises:
        InvalidRequest: naming the URL and what to write instead.
    """
    parts = urlsplit(url)
    if mode == "live" and parts.scheme != "https":
        raise InvalidRequest(FieldProblem("url", "must start with https:// in live mode"))
    if is_private(parts.hostname or "") and not (private and mode == "test"):
        raise InvalidRequest(FieldProblem("url", "must not be on this machine or a private network"))


def is_private(host: str) -> bool:
    """Say whether a host is of this machine or a private network, by its name alone: nobody is asked."""
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return host == "localhost" or host.endswith(_OURS)
