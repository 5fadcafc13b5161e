"""Somebody who acts on a tenant at a moment: a caller, a buyer on a public page, or the clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from plugipay_mock.clock import Instant, epoch, iso
from plugipay_mock.dialect import Dialect
from plugipay_mock.errors import Conflict, FieldProblem, InvalidRequest, ModeMismatch, NotFound
from plugipay_mock.events import EVENTS, Cause, Event, data_of, long_name
from plugipay_mock.pages import Page, Slice, UnreadableCursorError
from plugipay_mock.store import Shelf, Storable, TakenError
from plugipay_mock.world import Key, Tenant, Workspace, World

T = TypeVar("T", bound=Storable)


@dataclass(slots=True, kw_only=True)
class Actor:
    """A hand on one tenant's objects; whatever it changes, the event log tells, and other rooms react to.

    Attributes:
        tenant: the workspace and mode acted on.
        now: the world's time, the same for the whole act.
        cause: what an event of this act says about where it came from.
    """

    world: World
    tenant: Tenant
    now: Instant
    cause: Cause

    @property
    def dialect(self) -> Dialect:
        """How to behave where public sources disagree."""
        return self.world.dialect

    @property
    def workspace(self) -> Workspace:
        """The workspace acted on."""
        return self.world.workspaces[self.tenant.account_id]

    def birth(self, shelf: Shelf[T]) -> dict[str, Any]:
        """Return what every new object starts with: id, arn, account and times.

        The form of the arn is that of sibling services: `forjio:plugipay:sgp1:<account>:<resource>/<id>`.
        """
        object_id = self.new_id(shelf.prefix)
        return {
            "id": object_id,
            "arn": f"forjio:plugipay:sgp1:{self.tenant.account_id}:{shelf.resource}/{object_id}",
            "account_id": self.tenant.account_id,
            "created_at": self.now,
            "updated_at": self.now,
        }

    def new_id(self, prefix: str) -> str:
        """Return a fresh identifier of this tenant."""
        return self.tenant.ids.new(prefix, epoch(self.now))

    def fetch(self, shelf: Shelf[T], object_id: str) -> T:
        """Return an object of the workspace.

        Raises:
            ModeMismatch: the workspace has it in the other mode.
            NotFound: it has none of that id; an object of another workspace is not told apart.
        """
        thing = self.tenant.collection(shelf).get(object_id)
        if thing is not None:
            return thing
        raise self._unseen(shelf, object_id, lambda other: other.has(shelf, object_id))

    def fetch_named(self, shelf: Shelf[T], value: str) -> T:
        """Return the object of the workspace that has a value of its shelf's unique field.

        Raises:
            ModeMismatch: the workspace has it in the other mode.
            NotFound: it has none; an object of another workspace is not told apart.
        """
        thing = self.tenant.collection(shelf).owner(value)
        if thing is not None:
            return thing
        raise self._unseen(shelf, value, lambda other: other.collection(shelf).owner(value) is not None)

    def refer(self, shelf: Shelf[T], object_id: str, field: str) -> T:
        """Return an object that a field of the body names.

        Raises:
            InvalidRequest: there is none in this workspace and mode; the message names the field.
        """
        try:
            return self.fetch(shelf, object_id)
        except (NotFound, ModeMismatch) as error:
            raise InvalidRequest(FieldProblem(field, f"names no {shelf.title.lower()} here: {error}")) from error

    def browse(self, shelf: Shelf[T], asked: Slice) -> Page[T]:
        """Return a page of the workspace's objects.

        Raises:
            InvalidRequest: the cursor is not from this list (where the dialect refuses it).
        """
        collection = self.tenant.collection(shelf)
        try:
            return collection.page(asked)
        except UnreadableCursorError as error:
            if self.dialect.unreadable_cursor_refused:
                raise InvalidRequest(FieldProblem("cursor", str(error))) from error
            return collection.page(asked.from_the_top())

    def add(self, shelf: Shelf[T], thing: T, *told: str, **extras: Any) -> T:
        """Store a new object, tell the events named (`customer.created`), and return it.

        Raises:
            Conflict: another object has its unique value.
        """
        self._store(shelf, self.tenant.collection(shelf).add, thing)
        if shelf.public:
            self.world.homes.add(thing.id, self.tenant.home)
        return self._told(shelf, thing, told, extras)

    def replace(self, shelf: Shelf[T], thing: T, *told: str, **extras: Any) -> T:
        """Store the new state of an object, tell the events named, and return it.

        Raises:
            Conflict: another object has its new unique value.
        """
        self._store(shelf, self.tenant.collection(shelf).replace, thing)
        return self._told(shelf, thing, told, extras)

    def remove(self, shelf: Shelf[T], thing: T, *told: str) -> None:
        """Forget an object, and tell the events named."""
        self.tenant.collection(shelf).remove(thing.id)
        if shelf.public:
            self.world.homes.remove(thing.id)
        self._told(shelf, thing, told, {})

    def tell(self, shelf: Shelf[T], thing: T, *told: str, **extras: Any) -> T:
        """Tell events about an object that is stored as it is, and return it."""
        return self._told(shelf, thing, told, extras)

    def log(self, name: str, data: dict[str, Any], **metadata: str) -> Event:
        """Put an event into the log and on its way to webhooks; rooms do not react to it."""
        return self.enter(self._event(name, data, metadata))

    def enter(self, event: Event) -> Event:
        """Put an event that is made already into the log and on its way to webhooks."""
        self.tenant.collection(EVENTS).add(event)
        for listen in self.world.wiring.listeners:
            listen(self, event)
        return event

    def signal(self, name: str, thing: Storable) -> None:
        """Let other rooms react to something that is no event of the service (`invoice.past_due`)."""
        for react in self.world.wiring.reactions.get(name, ()):
            react(self, thing)

    def holders(self, customer_id: str) -> Iterator[str]:
        """Yield the ids of what other rooms say keeps a customer."""
        for hold in self.world.wiring.holds:
            holder = hold(self, customer_id)
            if holder is not None:
                yield holder

    def _unseen(self, shelf: Shelf[T], named: str, has: Callable[[Tenant], bool]) -> NotFound | ModeMismatch:
        """Return why an object that was asked for is not shown."""
        mode = next((mode for mode, other in self.workspace.tenants.items() if has(other)), None)
        if mode is None:
            return NotFound(f"{shelf.title} {named} not found")
        return ModeMismatch(
            f"{shelf.title} {named} is a {mode} object and the key is a {self.tenant.mode} key; use the {mode} key"
        )

    def _store(self, shelf: Shelf[T], put: Callable[[T], None], thing: T) -> None:
        try:
            put(thing)
        except TakenError as error:
            name = shelf.unique[0] if shelf.unique else ""
            raise Conflict(
                f"{shelf.title} {error.owner_id} already has {name} {error.value}; use it, or choose another {name}"
            ) from error
        due = None if shelf.due is None else shelf.due(thing)
        if due is not None:
            self.tenant.agenda.add(due, shelf, thing.id)

    def _told(self, shelf: Shelf[T], thing: T, told: tuple[str, ...], extras: dict[str, Any]) -> T:
        for name in told:
            self.log(name, data_of(shelf, thing, extras))
            self.signal(name, thing)
        return thing

    def _event(self, name: str, data: dict[str, Any], metadata: dict[str, str]) -> Event:
        return Event(
            id=self.new_id(EVENTS.prefix),
            type=long_name(name),
            account_id=self.tenant.account_id,
            mode=self.tenant.mode,
            occurred_at=self.now,
            data=data,
            metadata=self.cause.told(self.tenant.mode) | metadata,
            created_at=self.now,
        )


@dataclass(slots=True, kw_only=True)
class Caller(Actor):
    """An admitted request's hand on the world.

    Attributes:
        key: the credential that was proven.
    """

    key: Key


@dataclass(slots=True)
class Visitor:
    """Somebody without credentials, on a public route.

    Attributes:
        now: real time; a tenant's own is known once an object has told the tenant.
        request_id: of the request.
    """

    world: World
    now: Instant
    request_id: str

    def acting_on(self, shelf: Shelf[T], object_id: str) -> Actor:
        """Return a hand on the tenant that has an object: on a public page, the id alone finds it.

        Raises:
            NotFound: nobody has it.
        """
        tenant = self.world.tenant_of(object_id)
        if tenant is None or not tenant.has(shelf, object_id):
            raise NotFound(f"{shelf.title} {object_id} not found")
        now = iso(tenant.clock.tick())
        catch_up(self.world, tenant, now)
        return Actor(world=self.world, tenant=tenant, now=now, cause=Cause("checkout", self.request_id))


def catch_up(world: World, tenant: Tenant, until: Instant) -> None:
    """Let every object act that is due at or before a moment, in order, each at its own moment.

    Each act is a transaction of its own: a year of a thousand subscriptions would be a lot to take back. The caller
    holds the world's lock.
    """
    while tenant.agenda.has_due(until):
        with world.transaction():
            _wake(world, tenant, until)


def _wake(world: World, tenant: Tenant, until: Instant) -> None:
    entry = tenant.agenda.take(until)
    thing = None if entry is None else tenant.collection(entry.shelf).get(entry.object_id)
    if entry is None or thing is None or entry.shelf.due is None or entry.shelf.due(thing) != entry.due:
        return
    actor = Actor(world=world, tenant=tenant, now=entry.due, cause=Cause("clock"))
    world.wiring.wakers[entry.shelf.kind](actor, thing)
