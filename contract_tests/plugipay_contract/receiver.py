"""Somebody who is told by webhooks: one listener on loopback, and an inbox for each test behind a path of its own."""

import re
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BufferedIOBase
from typing import Any, Final
from uuid import uuid4

import httpx

from plugipay_contract import wire

SIGNATURE = "X-Plugipay-Signature"
PATIENCE: Final = 10.0
"""How many seconds a webhook may take where a server delivers when it likes."""
SHOWN: Final = 200
"""How many bytes are shown of a webhook that was not the one waited for."""


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

    def is_about(self, thing: Mapping[str, Any]) -> bool:
        """Whether it tells of an object; what is no event tells of none."""
        try:
            data = self.event["data"]
            return thing["id"] in {data.get("aggregateId"), data.get("object", {}).get("id")}
        except (ValueError, LookupError, TypeError, AttributeError):
            return False

    def is_signed(self, secret: str) -> bool:
        """Whether it is signed with a secret, in exactly the form that is documented."""
        return self.signature == wire.webhook_header(secret, self.body, self.signed_at)


@dataclass
class Inbox:
    """What arrived at one path, oldest first, and how that is answered: each status once, the last for ever.

    Whoever looks for something waits for it, for `patience` seconds.
    """

    url: str
    patience: float = 0
    statuses: list[int] = field(default_factory=lambda: [200])
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    meanwhile: Callable[[Delivered], None] = lambda _: None
    arrived: list[Delivered] = field(default_factory=list[Delivered])
    _news: threading.Condition = field(default_factory=threading.Condition, repr=False)

    def answers(self, *statuses: int, **headers: str) -> None:
        """Answer like this from now on."""
        self.statuses, self.headers = [*statuses], headers

    def take(self, delivered: Delivered) -> int:
        """Keep a delivery, and say how it is answered."""
        self.meanwhile(delivered)
        with self._news:
            self.arrived.append(delivered)
            self._news.notify_all()
            return self.statuses.pop(0) if len(self.statuses) > 1 else self.statuses[0]

    def of(self, thing: Mapping[str, Any]) -> list[Delivered]:
        """What has arrived about an object by now."""
        return [each for each in self.arrived if each.is_about(thing)]

    def hears_of(self, thing: Mapping[str, Any], times: int = 1) -> bool:
        """Whether so much arrives about an object, sooner or later."""
        with self._news:
            return self._news.wait_for(lambda: len(self.of(thing)) >= times, self.patience)

    def about(self, thing: Mapping[str, Any], times: int = 1) -> list[Delivered]:
        """What arrived about an object, once that is so much."""
        heard = self.of(thing) if self.hears_of(thing, times) else []
        assert heard, self._missing(thing, times)
        return heard

    def _missing(self, thing: Mapping[str, Any], times: int) -> str:
        others = [each.body for each in self.arrived if not each.is_about(thing)]
        told = f"{len(self.of(thing))} webhooks about {thing['id']} arrived, not {times}, in {self.patience} s"
        return f"{told}; the last of {len(others)} others was {others[-1][:SHOWN]!r}" if others else told


class Receiver:
    """Inboxes by path, of one patience; a path nobody opened is 404."""

    def __init__(self, base_url: str, patience: float) -> None:
        self._base_url = base_url
        self._patience = patience
        self._inboxes: dict[str, Inbox] = {}

    def inbox(self) -> Inbox:
        """A new inbox."""
        path = f"/{uuid4().hex}"
        self._inboxes[path] = Inbox(self._base_url + path, self._patience)
        return self._inboxes[path]

    def take(self, path: str, delivered: Delivered) -> tuple[int, Mapping[str, str]]:
        """Give a delivery to its inbox, and return status and headers of the answer."""
        inbox = self._inboxes.get(path)
        return (inbox.take(delivered), inbox.headers) if inbox else (404, {})


def body_of(request: BaseHTTPRequestHandler) -> bytes:
    """The body of a request, whether its length was told before or with each chunk."""
    if request.headers.get("Transfer-Encoding", "").lower() != "chunked":
        return request.rfile.read(int(request.headers.get("Content-Length", 0)))
    return b"".join(chunks_of(request.rfile))


def chunks_of(stream: BufferedIOBase) -> Iterator[bytes]:
    """Each chunk, up to the empty one that ends the body; no webhook has trailers."""
    while size := int(stream.readline().partition(b";")[0], 16):
        yield stream.read(size)
        stream.readline()
    stream.readline()


@contextmanager
def receiving(patience: float = 0) -> Iterator[Receiver]:
    """A receiver that listens on a free port of loopback."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            arrived = Delivered("POST", httpx.Headers(self.headers.items()), body_of(self))
            status, headers = receiver.take(self.path, arrived)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_request(self, code: Any = "-", size: Any = "-") -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listener:
        receiver = Receiver(f"http://127.0.0.1:{listener.server_port}", patience)
        thread = threading.Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield receiver
        finally:
            listener.shutdown()
            thread.join()
