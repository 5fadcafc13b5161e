"""The webhooks of one workspace, as a test makes and asserts them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from typing import Any, Final, Self

from plugipay_mock.clock import Instant
from plugipay_mock.control.line import Line, segment
from plugipay_mock.deliveries.outbox import App, Manner
from plugipay_mock.deliveries.trouble import Kind
from plugipay_mock.handle.events import Event
from plugipay_mock.handle.waiting import PATIENCE, until
from plugipay_mock.webhooks.inbox import Inbox
from plugipay_mock.webhooks.serving import Served

_HOST: Final = "http://testserver"
"""Where receivers in this process are said to be; the name that Django and Starlette let in under test."""

_EVERYTHING: Final = ("*",)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An address that is told about events, and the secret it is told with."""

    id: str
    url: str
    events: tuple[str, ...]
    secret: str = field(repr=False)


class OpenedInbox(Inbox):
    """An inbox that an endpoint was opened for.

    Attributes:
        endpoint: what `rotate` and `trouble` take as well as the inbox itself.
    """

    endpoint: Endpoint


@dataclass(frozen=True, slots=True)
class Delivery:
    """One event on its way to one endpoint.

    Attributes:
        name: `invoice.paid`. object: what the event is about, as the endpoint is told.
        status: `pending`, `succeeded` or `failed`.
        attempts: how many were made. log: what came of each, oldest first.
        body: the exact text that is sent.
    """

    id: str
    name: str
    status: str
    attempts: int
    response_code: int | None
    error: str | None
    next_retry_at: Instant | None
    endpoint_id: str
    event_id: str
    about: str
    body: str = field(repr=False)
    log: list[dict[str, Any]] = field(repr=False)

    @classmethod
    def read(cls, told: dict[str, Any]) -> Self:
        """Read a delivery as the API shows it."""
        _, _, about = told["body"].rpartition('"aggregateId":"')
        return cls(
            id=told["id"],
            name=told["type"].removeprefix("plugipay.").removesuffix(".v1"),
            status=told["status"],
            attempts=told["attempts"],
            response_code=told["responseCode"],
            error=told["lastError"],
            next_retry_at=told["nextRetryAt"],
            endpoint_id=told["endpointId"],
            event_id=told["eventId"],
            about=about.partition('"')[0],
            body=told["body"],
            log=told["attemptLog"],
        )


class Webhooks:
    """Endpoints and deliveries of a workspace in the mode of its key.

    Deliveries are kept until `deliver()` unless `manner` says otherwise: `sync` makes them before each answer of the
    API goes out, `async` in the background of a server.

    Args:
        bring: puts an application behind the endpoint of an id; says False where it cannot, in another process.
    """

    def __init__(self, line: Line, bring: Callable[[str, App], bool]) -> None:
        self._line = line
        self._bring = bring
        self._open = ExitStack()

    @property
    def manner(self) -> Manner:
        """How deliveries are made: `collect`, `sync` or `async`."""
        told: Manner = self._line.send("GET", "/webhooks/manner")["manner"]
        return told

    @manner.setter
    def manner(self, manner: Manner) -> None:
        self._line.send("POST", "/webhooks/manner", {"manner": manner})

    def deliver_to(
        self, receiver: App | str, path: str = "/webhooks", *, events: Sequence[str] = _EVERYTHING
    ) -> Endpoint:
        """Open an endpoint.

        Args:
            receiver: a WSGI or an ASGI application, called without a socket where the mock runs in this process; or
                the whole URL of one that listens.
            path: where in the application webhooks are taken.
            events: `invoice.paid`, `invoice.*`, or all.

        Raises:
            ValueError: the path does not begin with a slash.
        """
        if isinstance(receiver, str):
            return self._opened(receiver, events)
        if not path.startswith("/"):
            raise ValueError(f"path={path!r} must begin with a slash")
        endpoint = self._opened(_HOST + path, events)
        if self._bring(endpoint.id, receiver):
            return endpoint
        self._line.send("DELETE", f"/webhooks/{segment(endpoint.id)}")
        return self._opened(self._open.enter_context(Served(receiver)).url + path, events)

    def inbox(self, *, events: Sequence[str] = _EVERYTHING) -> OpenedInbox:
        """Open an endpoint with a receiver of ours behind it, which verifies and records what arrives."""
        inbox = OpenedInbox()
        self._open.callback(inbox.close)
        inbox.endpoint = self.deliver_to(inbox, events=events)
        inbox.secrets.append(inbox.endpoint.secret)
        return inbox

    def rotate(self, endpoint: Endpoint | OpenedInbox) -> Endpoint:
        """Give an endpoint another secret; `trouble("former_secret")` makes a delivery with the one before.

        An inbox knows the new secret beside the old one from then on.
        """
        before = _endpoint_of(endpoint)
        rotated = replace(before, secret=self._line.send("POST", f"/webhooks/{segment(before.id)}/rotate")["secret"])
        if isinstance(endpoint, OpenedInbox):
            endpoint.endpoint = rotated
            endpoint.secrets.append(rotated.secret)
        return rotated

    def deliver(self) -> list[Delivery]:
        """Have everything sent that is ready, and return the deliveries that were attempted."""
        before = {delivery.id: delivery.attempts for delivery in self.deliveries()}
        self._line.send("POST", "/webhooks/deliver")
        return [delivery for delivery in self.deliveries() if before.get(delivery.id, 0) != delivery.attempts]

    def deliveries(self, name: str | None = None, about: str | None = None) -> list[Delivery]:
        """Return the newest deliveries, oldest first; of one event, and about one object, where they are given."""
        told = self._line.send("GET", "/webhooks/deliveries", None, {"limit": 10_000})
        found = [Delivery.read(each) for each in told]
        return [each for each in found if name in {None, each.name} and about in {None, each.about}]

    def trouble(
        self, kind: Kind, *, times: int = 1, endpoint: Endpoint | OpenedInbox | None = None, **how: Any
    ) -> None:
        """Make trouble for the next deliveries; each meets it once.

        Args:
            kind: `duplicate`, `reorder`, `delay`, `drop`, `timeout`, `wrong_secret`, `former_secret`, `stale`,
                `altered`.
            times: how many deliveries meet it.
            endpoint: only those to this one, or to this inbox.
            how: `event`, a name or a pattern (`invoice.*`) of those it is about; `seconds`, how long a delay is, or how
                old a stale signature.

        Raises:
            ControlError: there is no such trouble or event.
        """
        endpoint_id = None if endpoint is None else _endpoint_of(endpoint).id
        wanted = {"kind": kind, "times": times, "endpointId": endpoint_id, **how}
        self._line.send("POST", "/webhooks/trouble", wanted)

    def trigger(self, name: str, about: str | None = None, **changes: Any) -> Event:
        """Tell an event that nothing led to.

        Args:
            about: the id of an object, which need not be there; a made-up one when None.
            changes: fields of the object, by the API's names.

        Raises:
            ControlError: there is no such event or field.
        """
        wanted = {"type": name, "data": changes, **({} if about is None else {"aggregateId": about})}
        return Event.read(self._line.send("POST", "/webhooks/trigger", wanted))

    def assert_sent(self, name: str, about: str | None = None, *, times: int | None = None) -> list[Delivery]:
        """Return the deliveries of an event (about one object) that a receiver has taken.

        Args:
            times: how many there must be; at least one when None.

        Raises:
            AssertionError: there are none, or not so many; it says what became of every delivery.
        """
        every = self.deliveries()
        found = [each for each in every if _is_taken(each, name, about)]
        if not found if times is None else len(found) != times:
            raise AssertionError(_missed(name, about, len(found), times, every))
        return found

    def refute_sent(self, name: str, about: str | None = None) -> None:
        """Raise an AssertionError when a receiver has taken a delivery of an event (about one object)."""
        self.assert_sent(name, about, times=0)

    def wait_for(self, name: str, about: str | None = None, *, timeout: float = PATIENCE) -> list[Delivery]:
        """Return the deliveries of an event (about one object) as soon as a receiver has taken one.

        What is kept until somebody asks is asked for.

        Raises:
            AssertionError: none was taken within so many seconds; it says what became of every delivery.
        """

        def arrived() -> bool:
            if self.manner == "collect":
                self.deliver()
            return any(_is_taken(each, name, about) for each in self.deliveries())

        until(arrived, timeout)
        return self.assert_sent(name, about)

    def close(self) -> None:
        """Stop what listens."""
        self._open.close()

    def _opened(self, url: str, events: Sequence[str]) -> Endpoint:
        told = self._line.send("POST", "/webhooks", {"url": url, "events": list(events)})
        return Endpoint(told["id"], told["url"], tuple(told["events"]), told["secret"])


def _endpoint_of(meant: Endpoint | OpenedInbox) -> Endpoint:
    if isinstance(meant, OpenedInbox):
        return meant.endpoint
    if not isinstance(meant, Endpoint):
        raise TypeError(f"{meant!r} is no endpoint; deliver_to() returns one, and inbox() an inbox that has one")
    return meant


def _is_taken(delivery: Delivery, name: str, about: str | None) -> bool:
    return (delivery.name, delivery.status) == (name, "succeeded") and about in {None, delivery.about}


def _missed(name: str, about: str | None, found: int, times: int | None, every: list[Delivery]) -> str:
    what = name if about is None else f"{name} about {about}"
    wanted = "" if times is None else f", wanted {times}"
    lines = [f"  {each.name} about {each.about}: {_fate(each)}" for each in every] or ["  there are no deliveries"]
    return "\n".join([f"{what} was delivered {found} time(s){wanted}; the deliveries are:", *lines])


def _fate(delivery: Delivery) -> str:
    if delivery.status == "pending" and not delivery.attempts:
        return "pending; deliver() sends it"
    told = f"{delivery.status} after {delivery.attempts} attempt(s)"
    return f"{told}, {delivery.error}" if delivery.error else told
