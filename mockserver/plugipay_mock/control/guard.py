"""Who may control: programs on this machine, never a web page.

A page of any site can make a browser send requests to loopback. It cannot leave out its `Origin`, and a rebound name
shows in `Host`; both are refused. Where the server listens to other machines, only a token opens.
"""

from __future__ import annotations

import hmac
import ipaddress

from plugipay_mock.errors import ControlClosed
from plugipay_mock.message import Headers

TOKEN_HEADER = "X-Plugipay-Mock-Token"  # noqa: S105  a name, not a token


def check(headers: Headers, peer: str | None, token: str | None) -> None:
    """Let a program on this machine in, or anybody with the token where there is one.

    Args:
        peer: the address the request came from; None in process.
        token: set where the server listens to other machines.

    Raises:
        ControlClosed: says what is missing.
    """
    if "origin" in headers or headers.get("sec-fetch-site") not in {None, "none"}:
        raise ControlClosed("The control routes are closed to web pages")
    if token is not None:
        _check_token(headers.get(TOKEN_HEADER.lower(), ""), token)
        return
    if peer is not None and not _is_loopback(peer):
        raise ControlClosed("The control routes are open to this machine only")
    if peer is not None and not _is_local_name(headers.get("host", "")):
        raise ControlClosed("The control routes answer to loopback names only; call them by 127.0.0.1")


def _check_token(sent: str, token: str) -> None:
    if not hmac.compare_digest(sent.encode("latin-1", "replace"), token.encode()):
        raise ControlClosed(f"The control routes need {TOKEN_HEADER}; the server printed it on start")


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def _is_local_name(host: str) -> bool:
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
    return name.lower() == "localhost" or _is_loopback(name.strip("[]"))
