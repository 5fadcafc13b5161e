"""One call on its way: the request it becomes, and what is made of the answer or of its absence."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from uuid import uuid4

import httpx

from plugipay._caller import Caller, can_be_waited
from plugipay._envelope import document, opened, refused, unreadable
from plugipay._errors import PlugipayError, PlugipayNetworkError, PlugipayTimeoutError
from plugipay._signing import SigningAuth
from plugipay._unread import Address

if TYPE_CHECKING:
    from plugipay._call import Call

T = TypeVar("T")


def _as_json(value: object) -> object:
    """Return a mapping or a sequence of any class as one that JSON has."""
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Sequence) and not isinstance(value, (bytes, bytearray, memoryview)):
        return list(value)
    raise TypeError(f"{value!r} is nothing that JSON has")


_to_json = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False, allow_nan=False, default=_as_json).encode


_are_plain = re.compile(r"(/[\w-]{1,99}){1,99}", re.ASCII).fullmatch
"""Says whether httpx will send the segments of a path as they are: nothing to encode or to fold, and not too long."""


@lru_cache(maxsize=256)
def _url(base_url: str, path: str) -> httpx.URL:
    """Return the URL of a path. Most calls go to a few; of the others, each has an id that no other has."""
    return Address(base_url, path) if _are_plain(path) else httpx.URL(base_url + path)


@lru_cache(maxsize=256)
def _is_path(path: str) -> bool:
    """Say whether httpx will send `path` as it is: not as part of a host name, not folded, not cut."""
    return path.startswith("/") and "#" not in path and not {".", ".."}.intersection(path.split("/"))


def _fits_header(value: str) -> bool:
    return value != "" and value.isascii() and value.isprintable() and value == value.strip()


class Exchange(Generic[T]):
    """A call made once by one client. Nothing here sends, so nothing here is sync or async, and nothing retries."""

    def __init__(self, caller: Caller, call: Call[T]) -> None:
        self._caller = caller
        self._call = call
        self._timeout = caller.timeout if call.timeout is None else call.timeout
        self._auth = SigningAuth(caller.credentials, caller.prefix)
        self._key = call.idempotency_key
        if self._key is None and call.method != "GET":
            self._key = f"idem_{uuid4()}"

    def request(self) -> dict[str, Any]:
        """Return the arguments for `http.request`.

        Raises:
            PlugipayError: `invalid_argument` or `serialize_failed`, when no request can be made of the call.
        """
        call = self._call
        if not (call.method.isascii() and call.method.isalpha()):
            raise self._unsent("invalid_argument", f"{call.method!r} is not an HTTP method")
        if not _is_path(call.path):
            raise self._unsent("invalid_argument", f"{call.path!r} is not a path: that is /, and no . or .. between /s")
        if not can_be_waited(self._timeout):
            raise self._unsent("invalid_argument", f"timeout={self._timeout!r} is not a positive number of seconds")
        return {
            "method": call.method,
            "url": self._address(),
            # Given here, a query is merged with params of the caller's own http client; in the URL it would be lost.
            "params": call.query or None,
            "content": self._content(),
            "headers": self._headers(),
            "timeout": self._timeout,
            "auth": self._auth,
            "follow_redirects": False,
        }

    def _address(self) -> httpx.URL:
        try:
            return _url(self._caller.base_url, self._call.path)
        except (httpx.InvalidURL, UnicodeError) as exc:
            raise self._unsent("invalid_argument", f"{self._call.path!r} is not a path: {exc}") from exc

    def _content(self) -> bytes | None:
        if self._call.upload is not None:
            return self._call.upload.body
        if self._call.body is None:
            return None
        try:
            return _to_json(self._call.body).encode()
        except (TypeError, ValueError, RecursionError) as exc:
            raise self._unsent("serialize_failed", f"The body cannot be written as JSON: {exc}") from exc

    def _headers(self) -> dict[str, str]:
        headers = {"Accept": "*/*" if self._call.raw else "application/json"}
        if self._call.upload is not None:
            headers["Content-Type"] = self._call.upload.content_type
        elif self._call.body is not None:
            headers["Content-Type"] = "application/json"
        if self._key is not None:
            headers["Idempotency-Key"] = self._sendable("idempotency_key", self._key)
        on_behalf_of = self._caller.on_behalf_of if self._call.on_behalf_of is None else self._call.on_behalf_of
        if on_behalf_of is not None:
            headers["X-Plugipay-On-Behalf-Of"] = self._sendable("on_behalf_of", on_behalf_of)
        self._sendable("The key", self._caller.credentials.in_header)
        return headers

    def _sendable(self, name: str, value: str) -> str:
        if isinstance(value, str) and _fits_header(value):
            return value
        raise self._unsent(
            "invalid_argument", f"{name} cannot travel in a header: only printable ASCII with no space around it can"
        )

    def _unsent(self, code: str, message: str) -> PlugipayError:
        return PlugipayError(0, code, message, idempotency_key=self._key)

    def answer(self, response: httpx.Response) -> T:
        """Return what the call reads in `response`.

        Raises:
            PlugipayError: For every answer that is not a success of the form the call expects.
        """
        return self._call.read((document if self._call.raw else opened)(response, self._key))

    def failure(self, exc: Exception, *, closed: bool) -> PlugipayError:
        """Return the error that says, in documented words, why there is no usable answer.

        Args:
            exc: What sending raised. httpx has errors outside its own tree, and a custom transport may raise anything.
            closed: Whether the http client is closed by now.
        """
        match exc:
            case httpx.TimeoutException():
                message = f"Plugipay request timed out after {self._timeout}s"
                return PlugipayTimeoutError(message, idempotency_key=self._key)
            case httpx.DecodingError() if self._auth.head is not None:
                return unreadable(self._auth.head, str(exc), self._key)
            case httpx.HTTPStatusError():  # a hook of the caller's own http client was quicker than we are
                return refused(exc.response, {}, self._key)
            case httpx.InvalidURL() | httpx.LocalProtocolError() | UnicodeError() if not self._was_sent(exc):
                return self._unsent("invalid_argument", f"This cannot be sent over HTTP: {exc}")
            case RuntimeError() if closed:
                return self._unsent("client_closed", "The client is closed; make a new one to go on")
            case _:
                return PlugipayNetworkError(str(exc) or repr(exc), idempotency_key=self._key)

    def _was_sent(self, exc: Exception) -> bool:
        """Say whether the server has the request: only then is a URL wrong that stands in its answer, in a redirect."""
        return self._auth.sent and not isinstance(exc, httpx.LocalProtocolError)
