"""What is kept as it goes over the wire, and read by httpx when somebody looks at it, which few do.

To take a URL apart and to sort a dozen headers takes a quarter of what a call in process does.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

import httpx

_SHORT: Final = 2000
"""Characters of a query; whether a longer one may be sent is for httpx to say."""

_read = lru_cache(maxsize=64)(httpx.URL)


class Address(httpx.URL):
    """A path behind a base URL, of which is known what a transport asks for.

    Args:
        base_url: Without a query, and without a slash at its end.
        path: Segments that httpx sends as they are: there is nothing in them to encode, to fold, or to cut.
        query: Encoded as httpx does it.
    """

    def __init__(self, base_url: str, path: str, query: str = "") -> None:
        self._base = base_url, path
        self._root = _read(base_url)
        asked = f"{path}?{query}" if query else path
        self._whole = base_url + asked
        self._target = self._root.raw_path.rstrip(b"/") + asked.encode()

    def asking(self, fields: Any) -> httpx.URL:
        """Return this address with a query: fields, or a query string that is to be read first.

        Raises:
            httpx.InvalidURL: it is longer than httpx takes.
        """
        query = str(httpx.QueryParams(fields))
        return Address(*self._base, query) if len(query) <= _SHORT else httpx.URL(self, params=fields)

    def __getattr__(self, name: str) -> Any:
        if "_whole" in vars(self):
            vars(self).update(vars(httpx.URL(self._whole)))
        return object.__getattribute__(self, name)

    @property
    def raw_scheme(self) -> bytes:
        """What httpx says of a URL that it has read, as the other properties do."""
        return self._root.raw_scheme

    @property
    def raw_host(self) -> bytes:
        """See `raw_scheme`."""
        return self._root.raw_host

    @property
    def port(self) -> int | None:
        """See `raw_scheme`."""
        return self._root.port

    @property
    def netloc(self) -> bytes:
        """See `raw_scheme`."""
        return self._root.netloc

    @property
    def raw_path(self) -> bytes:
        """See `raw_scheme`."""
        return self._target


class Lines(httpx.Headers):
    """Headers as the lines that are sent, which is all a transport asks for."""

    def __init__(self, lines: Sequence[tuple[bytes, bytes]]) -> None:
        self._unread = lines

    def __getattr__(self, name: str) -> Any:
        own = vars(self)
        if "_unread" in own:
            for known, value in vars(httpx.Headers(self._unread)).items():
                own.setdefault(known, value)  # another thread may be ahead
            own.pop("_unread", None)
        return object.__getattribute__(self, name)

    @property
    def raw(self) -> list[tuple[bytes, bytes]]:
        """The lines."""
        lines = vars(self).get("_unread")
        return super().raw if lines is None else list(lines)
