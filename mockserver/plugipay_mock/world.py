"""The world: all state in one object. Nothing in this package keeps state anywhere else."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal, TypeAlias, TypeVar

from plugipay_mock.agenda import Agenda
from plugipay_mock.clock import Clock, Instant, iso, wall_seconds
from plugipay_mock.deliveries.outbox import Manner, Outbox, Owed, Post
from plugipay_mock.deliveries.schedule import SCHEDULE, Schedule
from plugipay_mock.dialect import SEED, Dialect
from plugipay_mock.faults.book import FaultBook
from plugipay_mock.gate.idempotency import Replays
from plugipay_mock.gate.limits import Buckets
from plugipay_mock.gate.scopes import Scopes
from plugipay_mock.homes import Home, Homes
from plugipay_mock.ids import Ids
from plugipay_mock.journal import Entry, Journal
from plugipay_mock.store import Collection, Shelf, Storable
from plugipay_mock.undo import Transaction, Undo
from plugipay_mock.window import Window
from plugipay_mock.wiring import Wiring

T = TypeVar("T", bound=Storable)
Mode: TypeAlias = Literal["test", "live"]
_FOUNDED: Final = 1_700_000_000.0
"""The time part of every account id, in epoch seconds; fixed, so that an id can be written down in a test."""

MODES: Final[tuple[Mode, Mode]] = ("test", "live")
PUBLIC_BASE: Final = "https://plugipay.com"
"""Where the service's own hosted pages are."""


@dataclass(frozen=True, slots=True)
class Key:
    """A credential: a pair that signs, or a single value sent as a bearer token.

    Attributes:
        id: what the caller names itself by; for a bearer key the whole key.
        secret: what signs; empty for a bearer key.
        label: what a person calls it ("read_only"); empty for a key nobody needs to pick out.
    """

    id: str
    secret: str = field(repr=False)
    mode: Mode
    account_id: str
    scopes: Scopes
    revoked: bool = False
    label: str = ""

    @property
    def is_bearer(self) -> bool:
        """Whether the key is sent whole instead of signing."""
        return not self.secret


class Tenant:
    """One workspace in one mode: its clock, its ids, its objects, and what the gate remembers of its callers.

    Attributes:
        home: by what a world finds it.
    """

    def __init__(self, account_id: str, mode: Mode, ids: Ids, undo: Undo) -> None:
        self.account_id = account_id
        self.mode: Mode = mode
        self.home: Home = (account_id, mode)
        self.clock = Clock()
        self.ids = ids
        self.replays = Replays()
        self.buckets = Buckets()
        self.outbox = Outbox()
        self.agenda = Agenda(undo)
        self._collections: dict[type[Any], Any] = {}
        self._undo = undo

    def copy(self) -> Tenant:
        """Return a tenant in the same state, which goes its own way from here."""
        twin = Tenant(self.account_id, self.mode, self.ids.copy(), self._undo)
        twin.clock, twin.agenda = self.clock.copy(), self.agenda.copy()
        twin.replays, twin.buckets = self.replays.copy(), self.buckets.copy()
        twin.outbox = self.outbox.copy()
        twin._collections = {kind: held.copy() for kind, held in self._collections.items()}
        return twin

    def counts(self) -> dict[str, int]:
        """Return how many objects of each kind there are, by the name of the kind."""
        return {kind.__name__: len(held) for kind, held in self._collections.items()}

    def collection(self, shelf: Shelf[T]) -> Collection[T]:
        """Return this tenant's objects of one kind."""
        held: Collection[T] | None = self._collections.get(shelf.kind)
        if held is None:
            held = self._collections[shelf.kind] = Collection(shelf, self._undo)
        return held

    def find(self, object_id: str) -> tuple[Shelf[Any], Any] | None:
        """Return the object of an id, of whatever kind it is, with its shelf; or None."""
        for held in self._collections.values():
            thing = held.get(object_id)
            if thing is not None:
                return held.shelf, thing
        return None

    def public_ids(self) -> Iterator[str]:
        """Yield the ids of all objects that buyers see."""
        for held in self._collections.values():
            if held.shelf.public:
                yield from held.ids()

    def has(self, shelf: Shelf[T], object_id: str) -> bool:
        """Say whether an object is here."""
        held = self._collections.get(shelf.kind)
        return held is not None and object_id in held


@dataclass(slots=True)
class Workspace:
    """A merchant: its account id, its name, its keys, and a tenant for each mode.

    Attributes:
        faults: what shall go wrong. journal: what was asked of it.
    """

    account_id: str
    name: str
    created_at: Instant
    tenants: dict[Mode, Tenant]
    faults: FaultBook
    journal: Journal
    keys: list[Key] = field(default_factory=list)

    def siblings(self, key: Key) -> list[Key]:
        """Return the signing keys of the other mode."""
        return [other for other in self.keys if other.mode != key.mode and not other.is_bearer]


class World:
    """Everything a mock server knows.

    Args:
        seed: equal seeds give equal ids and keys.
        dialect: how to behave where public sources disagree.
        rate_limits: refuse calls beyond the documented rates; off by default, the headers are sent either way.
        auto_keys: let pairs of the form `pk_test_auto_<name>` / `sk_test_auto_<name>` enrol a workspace on first use.
        public_base: where buyers find the hosted pages; every `hostedUrl` starts with it.
        explain: tell in `error.details` of every 401 what is wrong with the request; off by default, as the service.
        webhooks: how deliveries are made, where a workspace has no manner of its own: `collect`, `sync` or `async`.
        schedule: when deliveries are tried again, and endpoints given up.

    Attributes:
        post: what is known of deliveries, besides the stored objects.
        lock: held while a request reads or changes state; never while an answer is delivered.
        wiring: what the rooms of the server over this world declared to each other.
        chance: where faults of single requests draw their probability from.
        journal: requests that named no key there is.
        buckets: what such requests are told of rates; they spend nothing.
        on_refused: told of every 401; None to tell nobody.
        homes: where the objects are that buyers see.
        skew: seconds by which the server believes the wall clock is ahead, to provoke `invalid_timestamp`.
    """

    def __init__(  # noqa: PLR0913  all that a world can be
        self,
        *,
        seed: int = 0,
        dialect: Dialect = SEED,
        rate_limits: bool = False,
        auto_keys: bool = True,
        public_base: str = PUBLIC_BASE,
        explain: bool = False,
        webhooks: Manner = "collect",
        schedule: Schedule = SCHEDULE,
    ) -> None:
        self.seed = seed
        self.dialect = dialect
        self.rate_limits = rate_limits
        self.auto_keys = auto_keys
        self.public_base = public_base
        self.explain = explain
        self.on_refused: Callable[[Entry], None] | None = None
        self.skew = 0.0
        self.post = Post(webhooks, schedule)
        self.wiring = Wiring()
        self.lock = threading.RLock()
        self.ids = Ids(seed, "world")
        self.chance = random.Random(seed)  # noqa: S311  reproducible, not secret
        self._window = Window()
        self.journal = Journal(self._window)
        self.buckets = Buckets()
        self.workspaces: dict[str, Workspace] = {}
        self.keys: dict[str, Key] = {}
        self._undo = Undo()
        self.homes = Homes(self._undo)

    def wall(self) -> float:
        """Return the time request signatures are judged by, in epoch seconds."""
        return wall_seconds() + self.skew

    def transaction(self) -> Transaction:
        """Keep every change of a `with` block, or none; a transaction inside another is a part of it."""
        return Transaction(self._undo)

    def enrol(self, name: str) -> Workspace:
        """Open a workspace; equal seeds and names give equal account ids.

        Raises:
            ValueError: a workspace of that name is open already.
        """
        account_id = self._account_id(name)
        if account_id in self.workspaces:
            raise ValueError(f"workspace {name!r} exists already; use it, or choose another name")
        tenants = self.fresh_tenants(account_id)
        faults, journal = FaultBook(account_id, self.seed), Journal(self._window)
        workspace = Workspace(account_id, name, iso(wall_seconds()), tenants, faults, journal)
        self.workspaces[account_id] = workspace
        return workspace

    def named(self, name: str) -> Workspace | None:
        """Return the workspace that was opened by a name, whatever it is called since; or None."""
        return self.workspaces.get(self._account_id(name))

    def _account_id(self, name: str) -> str:
        return Ids(self.seed, f"workspace {name}").new("acc", _FOUNDED)

    def fresh_tenants(self, account_id: str) -> dict[Mode, Tenant]:
        """Return what a workspace starts with: nothing, in each mode."""
        return {mode: Tenant(account_id, mode, Ids(self.seed, f"{account_id} {mode}"), self._undo) for mode in MODES}

    def release(self, account_id: str) -> None:
        """Forget a workspace with all its keys and objects; KeyError when there is none."""
        workspace = self.workspaces.pop(account_id)
        for key in workspace.keys:
            del self.keys[key.id]
        workspace.journal.clear()
        self.house(workspace, {})

    def house(self, workspace: Workspace, tenants: dict[Mode, Tenant]) -> None:
        """Put other tenants in the place of a workspace's own; what buyers see is looked for in these from now on."""
        for tenant in workspace.tenants.values():
            self.homes.move_out(tenant.public_ids())
        workspace.tenants = tenants
        for tenant in tenants.values():
            self.homes.move_in(tenant.public_ids(), tenant.home)

    def add_key(self, workspace: Workspace, key: Key) -> Key:
        """Let a key in.

        Raises:
            ValueError: the key id is in use.
        """
        if key.id in self.keys:
            raise ValueError(f"key id {key.id} is in use; choose another")
        self.keys[key.id] = key
        workspace.keys.append(key)
        return key

    def revoke(self, key_id: str) -> None:
        """Refuse a key from now on; KeyError when there is none."""
        key = self.keys[key_id]
        revoked = replace(key, revoked=True)
        self.keys[key_id] = revoked
        siblings = self.workspaces[key.account_id].keys
        siblings[siblings.index(key)] = revoked

    def tenant_of(self, object_id: str) -> Tenant | None:
        """Return the tenant that has an object which buyers see, or None: on a public page, the id alone finds it."""
        home = self.homes.find(object_id)
        return None if home is None else self.tenant(*home)

    def tenant(self, account_id: str, mode: Mode) -> Tenant | None:
        """Return a workspace's tenant, or None when there is no such workspace."""
        workspace = self.workspaces.get(account_id)
        return None if workspace is None else workspace.tenants[mode]

    def manner(self, tenant: Tenant) -> Manner:
        """Return how a tenant's deliveries are made."""
        return tenant.outbox.manner or self.post.manner

    def owed(self) -> tuple[Owed, ...]:
        """Return the tenants whose deliveries the present call has to make, and wake whoever makes the others.

        Called before the lock is let go: what became ready until then is this call's doing.
        """
        asked, fresh = tuple(self.post.asked), tuple(self.post.fresh)
        self.post.asked.clear()
        self.post.fresh.clear()
        by_manner: dict[Manner, list[Owed]] = {"collect": [], "sync": [], "async": []}
        for account_id, mode in fresh:
            tenant = self.tenant(account_id, mode)
            if tenant is not None and (account_id, mode) not in asked:
                by_manner[self.manner(tenant)].append((account_id, mode))
        if by_manner["async"] and self.post.wake is not None:
            self.post.wake(tuple(by_manner["async"]))
        return (*asked, *by_manner["sync"])
