"""One workspace of a mock, and every verb a test has for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import count
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self, TypeAlias

from plugipay_mock.control.line import AimedLine, Line, segment
from plugipay_mock.handle import faults
from plugipay_mock.handle.clock import MockClock
from plugipay_mock.handle.events import Events
from plugipay_mock.handle.requests import Requests, unclaimed
from plugipay_mock.handle.seen import Request
from plugipay_mock.handle.webhooks import Webhooks
from plugipay_mock.world import Mode

if TYPE_CHECKING:
    import httpx

    from plugipay_mock.doctor import Diagnosis
    from plugipay_mock.handle.faults import Fault
    from plugipay_mock.handle.places import Place

Outcome: TypeAlias = Literal["paid", "failed", "expired", "canceled"]


@dataclass(frozen=True, slots=True)
class Key:
    """A key pair, or a bearer key, which has no secret and is sent whole."""

    id: str
    secret: str = field(repr=False)
    mode: str
    scopes: tuple[str, ...]


class Mock:
    """A workspace of a mock server: `with plugipay_mock.running() as mock: ...`.

    Args:
        place: where the mock runs.
        name: of the workspace; equal seeds and names give equal ids and keys.
        mode: the mode its key, clock and events are of.
        scopes: what its key may do; everything when None.
        freeze: the moment at which its clock stands; it runs when None.

    Attributes:
        account_id: of the workspace. key: what opens it; key_id, secret: the same in parts.
        clock: its business time. requests: what was asked of it. events: what happened in it.
        webhooks: who is told of it.
    """

    def __init__(
        self,
        place: Place,
        name: str,
        *,
        mode: Mode = "test",
        scopes: Sequence[str] | None = None,
        freeze: str | datetime | None = None,
    ) -> None:
        opened = place.line.send("POST", "/workspaces", {"name": name, "webhooks": "collect"})
        self.account_id: str = opened["accountId"]
        self.mode: Mode = mode
        self._place = place
        self._name = name
        self._line: Line = AimedLine(place.line, self.account_id, mode)
        self._both: Line = AimedLine(place.line, self.account_id)
        self._fresh: list[Mock] = []
        self._numbers = count(1)
        self._planned = False
        self._left: list[str] = []
        self._open = True
        self.clock = MockClock(self._line)
        self.requests = Requests(self._both)
        self.events = Events(self._line)
        self.webhooks = Webhooks(self._line, partial(place.bring, self.account_id, mode))
        self._known: str | None = opened["lastUnclaimed"]
        try:
            self.key = self.keys(scopes=scopes) if scopes is not None else _first(opened["keys"], mode)
            if freeze is not None:
                self.clock.freeze(freeze)
        except BaseException:
            self.close()
            raise
        self.key_id, self.secret = self.key.id, self.key.secret

    @property
    def url(self) -> str:
        """Where the mock answers over HTTP; one that runs in process is served by a thread from now on."""
        return self._place.url

    @property
    def base_url(self) -> str:
        """What to give a client that uses `transport()`; needs no server."""
        return self._place.base_url

    def transport(self) -> httpx.BaseTransport:
        """Return what lets any httpx client talk to the mock, whatever URL it calls."""
        return self._place.transport

    def async_transport(self) -> httpx.AsyncBaseTransport:
        """Return the same for asynchronous clients."""
        return self._place.async_transport

    def env(self) -> dict[str, str]:
        """Return the environment variables by which SDKs and apps find the mock; needs a server, and starts it."""
        return {
            "PLUGIPAY_BASE_URL": self.url,
            "PLUGIPAY_KEY_ID": self.key_id,
            "PLUGIPAY_KEY_SECRET": self.secret,
            "PLUGIPAY_SECRET": self.secret,
            "PLUGIPAY_ACCOUNT_ID": self.account_id,
        }

    def keys(
        self,
        *,
        scopes: Sequence[str] | None = None,
        mode: Mode | None = None,
        platform: bool = False,
        bearer: bool = False,
    ) -> Key:
        """Add a key to the workspace.

        Args:
            scopes: what it may do (`["plugipay:invoice:read"]`, `["plugipay:read"]`); everything when None.
            mode: the mode of the workspace's own key when None.
            platform: let it act for other workspaces (`fresh()` opens one).
            bearer: a single key, sent whole instead of signing.
        """
        wanted: dict[str, Any] = {"mode": mode or self.mode, "platform": platform, "bearer": bearer}
        if scopes is not None:
            wanted["scopes"] = list(scopes)
        return _key(self._both.send("POST", "/keys", wanted))

    def fault(self, plan: str | None = None, **options: Any) -> Fault:
        """Plan something to go wrong: `fault("status=503; times=2")`, `fault(status=503, route="/customers")`.

        Args:
            plan: as text, in the words of the command line.
            options: one action and its options; `headers` and `fields` are mappings of what must match.

        Raises:
            ControlError: naming the option that cannot be understood.
        """
        self._planned = True
        return faults.add(self._both, plan, options)

    def fail_next(self, what: int | str = 500, *, times: int | None = None, **options: Any) -> Fault:
        """Make the next request fail: `fail_next(503)`, `fail_next("rate_limited")`, `fail_next("drop")`.

        Args:
            what: a status, a code of the error catalogue, or an action (`"wait=2"`).
            times: how many requests; as `what` says, or one, when None.
            options: as those of `fault`: `route`, `method`, `position`, …
        """
        said = faults.next_of(what)
        often = said.get("times", 1) if times is None else times
        return self.fault(None, **(said | {"times": often} | options))

    def unfired(self) -> list[str]:
        """Return the faults planned here that never acted, as text; those of fresh workspaces with them."""
        own = faults.unfired(self._both) if self._planned and self._open else self._left
        return [*own, *(each for fresh in self._fresh for each in fresh.unfired())]

    def settle(self, thing: Any, outcome: Outcome = "paid", *, method: str | None = None) -> dict[str, Any]:
        """End a checkout session or an invoice as its buyer would, and return it.

        Args:
            thing: an id, or what the client returned.
            outcome: invoices do not expire; a canceled one is void.
            method: how it is paid; the first method it takes when None.

        Raises:
            ControlError: it cannot end like this from the state it is in.
        """
        wanted = {"id": _id_of(thing), "outcome": outcome, **({} if method is None else {"method": method})}
        settled: dict[str, Any] = self._line.send("POST", "/settle", wanted)
        return settled

    def snapshot(self, name: str = "snapshot") -> str:
        """Keep the workspace as it is, in both its modes, under a name, and return the name.

        The requests are not part of it.
        """
        self._both.send("POST", "/snapshots", {"name": name})
        return name

    def restore(self, name: str = "snapshot") -> None:
        """Bring the workspace back to a snapshot; on a clock that stands, the same calls then give the same answers.

        Raises:
            ControlError: there is none of that name.
        """
        self._both.send("POST", f"/snapshots/{segment(name)}/restore")

    def reset(self) -> None:
        """Empty the workspace in both its modes: no objects, faults or requests, running clocks; its keys stay."""
        self._both.send("POST", "/reset")

    def state(self) -> dict[str, Any]:
        """Return how much of what there is in the workspace: objects by kind, requests, faults, snapshots."""
        state: dict[str, Any] = self._line.send("GET", "/state")
        return state

    def recent(self, number: int) -> list[Request]:
        """Return the newest requests, with those since the beginning of this workspace that named no key there is."""
        found = [*self.requests.newest(number), *unclaimed(self._place.line, self._known, number)]
        return sorted(found, key=lambda request: request.at)[-number:]

    def doctor(self, request_id: str | None = None) -> Diagnosis | None:
        """Say why a request was refused with 401: the one named, or the last; None when there was none.

        Raises:
            ControlError: there is no request of that id.
        """
        if request_id is None:
            refused = [request for request in self.recent(_REMEMBERED) if request.status == _UNAUTHORIZED]
            if not refused:
                return None
            request_id = refused[-1].id
        from plugipay_mock.doctor import Diagnosis  # noqa: PLC0415  wanted when something went wrong

        return Diagnosis.read(self._place.line.send("GET", f"/requests/{segment(request_id)}/diagnosis"))

    def fresh(self) -> Mock:
        """Open another workspace of the same mock; it is released with this one, or at the end of a `with`."""
        fresh = Mock(self._place, f"{self._name}/{next(self._numbers)}", mode=self.mode)
        self._fresh.append(fresh)
        return fresh

    def close(self) -> None:
        """Release the workspace, and those opened from it."""
        for fresh in self._fresh:
            fresh.close()
        self.webhooks.close()
        if self._open:
            self._left = faults.unfired(self._both) if self._planned else []
            self._open = False
            self._both.send("DELETE", "/workspaces")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Mock {self._name!r} {self._place.told}, {self.account_id}>"


_UNAUTHORIZED = 401
_REMEMBERED = 1000


def _first(keys: list[dict[str, Any]], mode: str) -> Key:
    return next(_key(told) for told in keys if told["mode"] == mode)


def _key(told: dict[str, Any]) -> Key:
    return Key(told["keyId"], told["secret"], told["mode"], tuple(told["scopes"]))


def _id_of(thing: Any) -> str:
    return thing if isinstance(thing, str) else str(thing["id"])
