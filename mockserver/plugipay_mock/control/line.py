"""How a handle or a command reaches the control operations: in this process, or over HTTP."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Protocol, TypeAlias
from urllib.parse import quote, urlencode

from plugipay_mock.message import JSON, LINES

Query: TypeAlias = Mapping[str, str | int | None]
"""`account` and `mode` say which workspace is meant; None is left out."""


class ControlError(RuntimeError):
    """A control operation was refused, or nobody answered; the message says why and what to do.

    Attributes:
        code: of the refusal; `unreachable` when nobody answered.
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
    """A line that already says which workspace is meant."""

    def __init__(self, line: Line, account: str | None, mode: str) -> None:
        self._line = line
        self._meant = {"account": account, "mode": mode}

    def send(self, method: str, path: str, body: Any = None, query: Query | None = None) -> Any:
        """Return the data of the answer; see `Line`."""
        return self._line.send(method, path, body, self._meant | dict(query or {}))


class HttpLine:
    """A line to a mock somewhere on this machine.

    Args:
        url: of the server.
        token: what it printed, where it listens to other machines.
    """

    def __init__(self, url: str, token: str | None = None) -> None:
        import httpx  # noqa: PLC0415  a command's help must not wait for it

        self._url = url.rstrip("/")
        headers = {} if token is None else {"X-Plugipay-Mock-Token": token}
        self._http = httpx.Client(headers=headers, timeout=30.0, trust_env=False, verify=url.startswith("https"))
        self._trouble = (httpx.RequestError, httpx.InvalidURL)

    def send(self, method: str, path: str, body: Any = None, query: Query | None = None) -> Any:
        """Return the data of the answer; see `Line`."""
        try:
            answer = self._http.request(method, self._url + target_of(path, query or {}), json=body)
        except self._trouble as error:
            raise ControlError(
                "unreachable", f"No mock answers on {self._url}: {error}; start one, or say --url"
            ) from error
        return data_of(answer.status_code, answer.content, answer.headers.get("Content-Type", ""))

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


def data_of(status: int, body: bytes, media_type: str = JSON) -> Any:
    """Return the data of an answer; JSON Lines as text.

    Raises:
        ControlError: the answer is a refusal, or not a mock's.
    """
    if not body:
        return None
    if media_type.startswith(LINES):
        return body.decode()
    try:
        told = json.loads(body)
    except ValueError:
        told = None
    if not isinstance(told, dict) or "error" not in told:
        raise ControlError("unreachable", f"What answered is not a mock (HTTP {status})")
    if told["error"] is not None:
        raise ControlError(told["error"]["code"], told["error"]["message"])
    return told["data"]
