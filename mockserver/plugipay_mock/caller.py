"""Who is calling, and what of the world it may touch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from plugipay_mock.clock import Instant
from plugipay_mock.dialect import Dialect
from plugipay_mock.errors import Conflict, FieldProblem, InvalidRequest, ModeMismatch, NotFound
from plugipay_mock.pages import Page, Slice, UnreadableCursorError
from plugipay_mock.store import Shelf, Storable, TakenError
from plugipay_mock.world import Key, Tenant, Workspace, World

T = TypeVar("T", bound=Storable)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody without credentials, on a public route.

    Attributes:
        now: the world's time when the request came in.
    """

    world: World
    now: Instant

    @property
    def dialect(self) -> Dialect:
        """How to behave where public sources disagree."""
        return self.world.dialect


@dataclass(frozen=True, slots=True)
class Caller(Visitor):
    """An admitted request's view of the world.

    Attributes:
        key: the credential that was proven.
        tenant: the workspace and mode acted on: the key's own, or the merchant's a platform key acts for.
    """

    key: Key
    tenant: Tenant

    @property
    def workspace(self) -> Workspace:
        """The workspace acted on."""
        return self.world.workspaces[self.tenant.account_id]

    def birth(self, shelf: Shelf[T]) -> dict[str, Any]:
        """Return what every new object starts with: id, arn, account and times.

        The form of the arn is that of sibling services: `forjio:plugipay:sgp1:<account>:<resource>/<id>`.
        """
        object_id = self.tenant.new_id(shelf.prefix)
        return {
            "id": object_id,
            "arn": f"forjio:plugipay:sgp1:{self.tenant.account_id}:{shelf.resource}/{object_id}",
            "account_id": self.tenant.account_id,
            "created_at": self.now,
            "updated_at": self.now,
        }

    def fetch(self, shelf: Shelf[T], object_id: str) -> T:
        """Return an object of the workspace.

        Raises:
            ModeMismatch: the workspace has it in the other mode.
            NotFound: it has none of that id; an object of another workspace is not told apart.
        """
        thing = self.tenant.collection(shelf).get(object_id)
        if thing is not None:
            return thing
        for mode, other in self.workspace.tenants.items():
            if object_id in other.collection(shelf):
                raise ModeMismatch(
                    f"{shelf.title} {object_id} is a {mode} object and the key is a {self.tenant.mode} key; "
                    f"use the {mode} key"
                )
        raise NotFound(f"{shelf.title} {object_id} not found")

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

    def add(self, shelf: Shelf[T], thing: T) -> T:
        """Store a new object and return it.

        Raises:
            Conflict: another object has its unique value.
        """
        self._store(shelf, self.tenant.collection(shelf).add, thing)
        return thing

    def replace(self, shelf: Shelf[T], thing: T) -> T:
        """Store the new state of an object and return it.

        Raises:
            Conflict: another object has its new unique value.
        """
        self._store(shelf, self.tenant.collection(shelf).replace, thing)
        return thing

    def remove(self, shelf: Shelf[T], thing: T) -> None:
        """Forget an object."""
        self.tenant.collection(shelf).remove(thing.id)

    def _store(self, shelf: Shelf[T], put: Callable[[T], None], thing: T) -> None:
        try:
            put(thing)
        except TakenError as error:
            name = shelf.unique[0] if shelf.unique else ""
            raise Conflict(
                f"{shelf.title} {error.owner_id} already has {name} {error.value}; use it, or choose another {name}"
            ) from error
