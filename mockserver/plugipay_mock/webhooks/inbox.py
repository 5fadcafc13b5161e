"""A receiver for tests: it verifies what arrives, records it, and answers as it is told to."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from threading import Lock
from typing import Any, Final

from plugipay_mock.webhooks.serving import Served
from plugipay_mock.webhooks.verification import problem_with

_OK: Final = 200
_SUCCESS: Final = 2
_REFUSED: Final = 400


@dataclass(frozen=True, slots=True)
class Received:
    """One request that arrived.

    Attributes:
        name: of the event, `invoice.paid`; "" when the body is no event.
        event: the body as JSON. object: what the event is about.
        problem: why it is not genuine (`signature_invalid`, `signature_stale`, …), or None.
        repeated: an event of this id had been taken before.
        status: what it was answered.
    """

    name: str
    event: dict[str, Any] = field(repr=False)
    headers: dict[str, str] = field(repr=False)
    body: bytes = field(repr=False)
    problem: str | None
    repeated: bool
    status: int

    @property
    def id(self) -> str:
        """The event's id."""
        return str(self.event.get("id", ""))

    @property
    def object(self) -> dict[str, Any]:
        """What the event is about."""
        told: dict[str, Any] = self.event.get("data", {}).get("object", {})
        return told


class Inbox(Sequence[Received]):
    """A WSGI application that takes webhooks: everything that arrived, oldest first.

    What is genuine is answered 200, anything else 400. `answer(503, times=2)` makes it fail.

    Args:
        secrets: the endpoint's; several while they are rotated. More may be added to `secrets` later.
    """

    def __init__(self, *secrets: str) -> None:
        self.secrets = list(secrets)
        self._received: list[Received] = []
        self._answers: list[tuple[int, float]] = []
        self._served: Served | None = None
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._received)

    def __getitem__(self, index: Any) -> Any:
        return self._received[index]

    def __iter__(self) -> Iterator[Received]:
        return iter(tuple(self._received))

    def __repr__(self) -> str:
        return f"<Inbox {self.names}>"

    @property
    def names(self) -> list[str]:
        """The names of the events that were taken, in order, each event once."""
        return [each.name for each in self.taken]

    @property
    def taken(self) -> list[Received]:
        """What was genuine, answered with success, and no repetition."""
        return [each for each in self if each.problem is None and each.status // 100 == _SUCCESS and not each.repeated]

    @property
    def url(self) -> str:
        """Where it listens; it does from now on, until `close`."""
        with self._lock:
            self._served = self._served or Served(self)
            return f"{self._served.url}/webhooks"

    def answer(self, status: int = _OK, *, times: int = 1, wait: float = 0) -> None:
        """Answer the next deliveries with a status, after so many real seconds, whether they are genuine or not."""
        self._answers += [(status, wait)] * times

    def clear(self) -> None:
        """Forget what arrived."""
        self._received.clear()

    def close(self) -> None:
        """Stop listening, if it does."""
        if self._served is not None:
            self._served.close()
            self._served = None

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Take one request (WSGI)."""
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        headers = {_header(name): value for name, value in environ.items() if name.startswith("HTTP_")}
        problem = problem_with(body, headers.get("x-plugipay-signature"), self.secrets)
        with self._lock:
            status, wait = self._answers.pop(0) if self._answers else (_OK if problem is None else _REFUSED, 0)
            self._received.append(self._read(headers, body, problem, status))
        time.sleep(wait)
        start_response(f"{status} {_phrase(status)}", [("Content-Type", "text/plain")])
        return [(problem or "taken").encode()]

    def _read(self, headers: dict[str, str], body: bytes, problem: str | None, status: int) -> Received:
        try:
            event = json.loads(body)
        except ValueError:
            event = {}
        known = {each.id for each in self.taken}
        name = str(event.get("type", "")).removeprefix("plugipay.").removesuffix(".v1")
        return Received(name, event, headers, body, problem, event.get("id") in known, status)


def _header(name: str) -> str:
    return name.removeprefix("HTTP_").replace("_", "-").lower()


def _phrase(status: int) -> str:
    return HTTPStatus(status).phrase if status in {each.value for each in HTTPStatus} else "Unknown"
