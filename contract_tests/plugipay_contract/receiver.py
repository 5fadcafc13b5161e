"""Somebody who is told by webhooks: one listener on loopback, and an inbox for each test behind a path of its own."""

import re
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from uuid import uuid4

import httpx

from plugipay_contract import wire

SIGNATURE = "X-Plugipay-Signature"


@dataclass(frozen=True)
class Delivered:
    """One request as it arrived."""

    method: str
    headers: httpx.Headers
    body: bytes

    @property
    def event(self) -> dict[str, Any]:
        """The event it tells."""
        event: dict[str, Any] = httpx.Response(200, content=self.body).json()
        return event

    @property
    def signature(self) -> str:
        """What it says of who sent it, or nothing."""
        said: str = self.headers.get(SIGNATURE, "")
        return said

    @property
    def signed_at(self) -> int:
        """The second it says it was signed at; the first of this epoch when it says none."""
        found = re.match(r"t=(\d+),", self.signature)
        return int(found[1]) if found else 0

    def is_signed(self, secret: str) -> bool:
        """Whether it is signed with a secret, in exactly the form that is documented."""
        return self.signature == wire.webhook_header(secret, self.body, self.signed_at)


@dataclass
class Inbox:
    """What arrived at one path, oldest first, and how that is answered: each status once, the last for ever."""

    url: str
    statuses: list[int] = field(default_factory=lambda: [200])
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    meanwhile: Callable[[Delivered], None] = lambda _: None
    arrived: list[Delivered] = field(default_factory=list[Delivered])

    def answers(self, *statuses: int, **headers: str) -> None:
        """Answer like this from now on."""
        self.statuses, self.headers = [*statuses], headers

    def take(self, delivered: Delivered) -> int:
        """Keep a delivery, and say how it is answered."""
        self.meanwhile(delivered)
        self.arrived.append(delivered)
        return self.statuses.pop(0) if len(self.statuses) > 1 else self.statuses[0]

    @property
    def names(self) -> list[str]:
        """The short names of what was told."""
        return [each.event["type"].removeprefix("plugipay.").removesuffix(".v1") for each in self.arrived]

    @property
    def last(self) -> Delivered:
        """What arrived last."""
        return self.arrived[-1]


class Receiver:
    """Inboxes by path; a path nobody opened is 404."""

    def __init__(self, base_url: str) -> None:
        self._base_url = base_url
        self._inboxes: dict[str, Inbox] = {}

    def inbox(self) -> Inbox:
        """A new inbox."""
        path = f"/{uuid4().hex}"
        self._inboxes[path] = Inbox(self._base_url + path)
        return self._inboxes[path]

    def take(self, path: str, delivered: Delivered) -> tuple[int, Mapping[str, str]]:
        """Give a delivery to its inbox, and return status and headers of the answer."""
        inbox = self._inboxes.get(path)
        return (inbox.take(delivered), inbox.headers) if inbox else (404, {})


@contextmanager
def receiving() -> Iterator[Receiver]:
    """A receiver that listens on a free port of loopback."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            status, headers = receiver.take(self.path, Delivered("POST", httpx.Headers(self.headers.items()), body))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_request(self, code: Any = "-", size: Any = "-") -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listener:
        receiver = Receiver(f"http://127.0.0.1:{listener.server_port}")
        thread = threading.Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield receiver
        finally:
            listener.shutdown()
            thread.join()
