"""Who calls whom: a constructor's arguments, once they have been looked at."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple, Self

import httpx

from plugipay._signing import Credentials

_LAST_PORT = 65535
_LONGEST = 2**63 / 1e9  # in nanoseconds it must fit the clock


class Caller(NamedTuple):
    """What all calls of one client have in common.

    Attributes:
        credentials: What requests are authorised with.
        base_url: Without a trailing slash.
        prefix: The base URL's own path, which is sent and not signed.
        on_behalf_of: The merchant to act for.
        timeout: Seconds.
    """

    credentials: Credentials
    base_url: str
    prefix: str
    on_behalf_of: str | None
    timeout: float

    @classmethod
    def of(cls, credentials: Credentials, base_url: str | None, on_behalf_of: str | None, timeout: float) -> Self:
        """Return a caller with a constructor's arguments, once they have been looked at.

        Raises:
            ValueError: When one of them cannot be used.
        """
        base_url, prefix = _base("https://plugipay.com" if base_url is None else base_url)
        if on_behalf_of == "":
            raise ValueError("on_behalf_of is empty: pass the merchant's acc_…, or None to act for nobody else")
        if not can_be_waited(timeout):
            raise ValueError(f"timeout={timeout!r} is not a positive number of seconds")
        return cls(credentials, base_url, prefix, on_behalf_of, timeout)


@lru_cache(maxsize=64)  # in tests, a client of each calls the same mock
def _base(url: str) -> tuple[str, str]:
    """Return a base URL without its trailing slashes, and the path in it as httpx will send it."""
    try:
        parsed = httpx.URL(url.rstrip("/"))
        parsed.raw_host.decode("ascii").encode("idna")  # as the resolver will; it would raise in the middle of a call
    except (httpx.InvalidURL, UnicodeError) as exc:
        raise ValueError(f"base_url is not a URL ({exc}): pass one such as https://plugipay.com") from exc
    if parsed.scheme not in {"http", "https"} or not parsed.host or not 0 <= (parsed.port or 0) <= _LAST_PORT:
        raise ValueError("base_url needs http:// or https:// and a host: pass one such as https://plugipay.com")
    if "?" in url or "#" in url:
        raise ValueError("base_url has a query or a fragment: leave out everything from the ? or # on")
    return url.rstrip("/"), parsed.raw_path.decode("ascii").rstrip("/")


def can_be_waited(seconds: object) -> bool:
    """Say whether `seconds` is a time that ends, while there are sockets that can wait for it: some 290 years."""
    return isinstance(seconds, (int, float)) and 0 < seconds < _LONGEST
