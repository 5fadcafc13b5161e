"""A Plugipay that keeps every request it gets and gives the answer it was told to."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx

from plugipay_contract import wire

Make = Callable[..., Any]
Fail = Callable[..., Any]

KEY_ID = "pk_test_recorded"
SECRET = "sk_test_recorded_secret"
BASE_URL = "http://localhost:9"  # whatever leaks past the recorder is refused at once
MOST = 1000
REQUEST_ID = "req_01HX5M7QW9R2T4V6Y8Z0ABCDEF"


def envelope(data: Any = None, error: Any = None, **meta: Any) -> bytes:
    """The body of an answer as Plugipay writes it."""
    said = {"requestId": REQUEST_ID, "timestamp": "2025-05-11T21:46:40Z", **meta}
    return json.dumps({"data": data, "error": error, "meta": said}).encode()


def nothing(request: httpx.Request) -> bytes:
    """An answer without contents, of the kind the request asks for: a list or an object."""
    listing = (request.method, request.url.path.rpartition("/")[2]) == ("GET", "customers")
    return envelope([], cursor=None, hasMore=False) if listing else envelope({})


@dataclass
class Recorder:
    """Handler of an `httpx.MockTransport`; answers 200 with nothing inside until told otherwise."""

    requests: list[httpx.Request] = field(default_factory=list[httpx.Request])
    status: int = 200
    content: bytes | None = None
    headers: dict[str, str] = field(default_factory=dict[str, str])
    failure: Exception | None = None
    turns: list[bytes] = field(default_factory=list[bytes])

    def __call__(self, request: httpx.Request) -> httpx.Response:
        """Keep the request, and answer or fail as told; a client that asks for ever is stopped."""
        request.read()
        self.requests.append(request)
        if self.failure:
            raise self.failure
        if len(self.requests) > MOST:
            raise RuntimeError("the client asks for ever")
        self.content = self.turns.pop(0) if self.turns else self.content
        content = nothing(request) if self.content is None else self.content
        return httpx.Response(self.status, content=content, headers=self.headers)

    def says(self, status: int, content: bytes, **headers: str) -> None:
        """Answer every request from now on with these bytes; `retry_after=` is a header."""
        self.status, self.content = status, content
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}

    def says_in_turn(self, *contents: bytes) -> None:
        """Answer one request after the other with these bytes, and all that follow with the last."""
        self.status, self.turns = 200, list(contents)

    def refuses(self, status: int, code: str, message: str = "no", **more: Any) -> None:
        """Answer every request from now on with an error."""
        self.says(status, envelope(error={"code": code, "message": message, **more}))

    @property
    def last(self) -> httpx.Request:
        """The request that came last."""
        return self.requests[-1]

    @property
    def last_signed(self) -> wire.Outgoing:
        """The request that came last, as the referee sees it: the path of the base URL is not signed."""
        target = self.last.url.raw_path.decode()
        signed = target[target.index("/api/v1") :]
        return wire.Outgoing(self.last.method, signed, dict(self.last.headers), self.last.content)
