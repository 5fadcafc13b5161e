"""How a handle or a command reaches the control operations: in this process, or over HTTP."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial
from http import HTTPStatus
from typing import Any, Final, Protocol, TypeAlias
from urllib.parse import quote, urlencode

from plugipay_mock.message import LINES

Query: TypeAlias = Mapping[str, str | int | None]
"""`account` and `mode` say which workspace is meant; None is left out."""

MARK: Final = "ctl"
"""The prefix of the request ids by which a mock's answers to control operations are known."""

REQUEST_ID: Final = "X-Request-Id"
"""The header that has that id where the answer is no envelope."""

CONNECTING: Final = 5.0
PATIENCE: Final = 600.0
"""Seconds: to be let in, and for an operation, which may deliver to many receivers or move through years."""

_WRITER: Final = json.JSONEncoder(ensure_ascii=False, allow_nan=False)


class ControlError(RuntimeError):
    """A control operation was refused, or nobody answered; the message says why and what to do.

    Attributes:
        code: of the refusal; `unreachable` when nobody answered, or no mock did; `timeout` when a mock has not
            finished yet; `unsendable` when what was to be sent is no JSON.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class Line(Protocol):
    """Carries one operation to the mock and its result back."""

    def send(self, method: str, path: str, body: Any = None, query: Query | None = None) -> Any:
        """Return the data of the answer.

        Args:
            path: below `/_mock`.

        Raises:
            ControlError: the operation was refused, or nobody answered.
        """


class AimedLine:
    """A line that already says which workspace is meant.

    Attributes:
        mode: which of its modes; None where an operation is about both.
    """

    def __init__(self, line: Line, account: str | None, mode: str | None = None) -> None:
        self.mode = mode
        self._line = line
        self._meant = {"account": account, "mode": mode}

    @property
    def of_both_modes(self) -> AimedLine:
        """A line to the same workspace that says no mode."""
        return AimedLine(self._line, self._meant["account"])

    def send(self, method: str, path: str, body: Any = None, query: Query | None = None) -> Any:
        """Return the data of the answer; see `Line`."""
        return self._line.send(method, path, body, self._meant | dict(query or {}))


class HttpLine:
    """A line to a mock somewhere on this machine.

    Args:
        url: of the server.
        token: what it printed, where it listens to other machines.
        patience: seconds an operation may take.
    """

    def __init__(self, url: str, token: str | None = None, *, patience: float = PATIENCE) -> None:
        import httpx  # noqa: PLC0415  a command's help must not wait for it

        self._url = url.rstrip("/")
        self._patience = patience
        headers = {} if token is None else {b"X-Plugipay-Mock-Token": token.encode(errors="replace")}
        waits = httpx.Timeout(patience, connect=CONNECTING)
        verify = url.startswith("https")
        self._opened = partial(httpx.Client, headers=headers, timeout=waits, trust_env=False, verify=verify)
        self._http = self._opened()
        self._slow = (httpx.ReadTimeout, httpx.WriteTimeout)
        self._trouble = (httpx.RequestError, httpx.InvalidURL, UnicodeError)

    def send(self, method: str, path: str, body: Any = None, query: Query | None = None) -> Any:
        """Return the data of the answer; see `Line`."""
        target, content = target_of(path, query or {}), content_of(body)
        try:
            answer = self._http.request(method, self._url + target, content=content)
        except self._slow as error:
            raise ControlError("timeout", self._waited()) from error
        except self._trouble as error:
            raise ControlError(
                "unreachable", f"No mock answers on {self._url}: {error}; start one, or say --url"
            ) from error
        except BaseException as error:
            if not isinstance(error, Exception):  # Ctrl-C: the connection is in the middle of something, and stays so
                self._http.close()
                self._http = self._opened()
            raise
        return data_of(answer.status_code, answer.content, answer.headers)

    def _waited(self) -> str:
        return f"The mock on {self._url} has not finished after {self._patience:g} s; it may still do what was asked"

    def close(self) -> None:
        """Close the connection."""
        self._http.close()


def target_of(path: str, query: Query) -> str:
    """Return the target of an operation; what is None is left out of the query."""
    asked = urlencode({name: value for name, value in query.items() if value is not None})
    return f"/_mock{path}?{asked}" if asked else f"/_mock{path}"


def segment(text: str) -> str:
    """Write a name as one segment of a path; dots as well, or two of them would lead elsewhere."""
    return quote(text, safe="").replace(".", "%2E")


def data_of(status: int, body: bytes, headers: Mapping[str, str]) -> Any:
    """Return the data of an answer; JSON Lines as text.

    Raises:
        ControlError: the answer is a refusal, or not a mock's.
    """
    if status == HTTPStatus.NO_CONTENT or headers.get("Content-Type", "").startswith(LINES):
        if not _is_marked(headers.get(REQUEST_ID)):
            raise _foreign(status)
        return None if status == HTTPStatus.NO_CONTENT else body.decode(errors="replace")
    told = _told(body)
    if not _is_ours(told):
        raise _foreign(status)
    if told["error"] is not None:
        raise ControlError(told["error"]["code"], told["error"]["message"])
    return told["data"]


def _foreign(status: int) -> ControlError:
    return ControlError("unreachable", f"What answered is not a mock (HTTP {status})")


def _told(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _is_ours(told: Any) -> bool:
    """Say whether an answer bears the mark of a mock; what bears it is as the operation's description has it."""
    try:
        return _is_marked(told["meta"]["requestId"])
    except (TypeError, KeyError):
        return False


def _is_marked(request_id: object) -> bool:
    return isinstance(request_id, str) and request_id.startswith(f"{MARK}_")


def content_of(body: Any) -> bytes:
    """Write what is to be sent; nothing where there is nothing.

    Raises:
        ControlError: it is no JSON.
    """
    try:
        return b"" if body is None else _WRITER.encode(body).encode()
    except (TypeError, ValueError, RecursionError) as error:
        raise ControlError("unsendable", f"What was to be sent is no JSON: {error}") from error
