"""The owner of a workspace: a person, with ways to sign in and sessions. Nothing here keeps a real password.

Guesses: a deletion is scheduled 30 days ahead, is not carried out, and asking again does not postpone it; the keys of
both modes see one person.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from plugipay_mock.clock import Instant, epoch, iso
from plugipay_mock.codec import WIRE_NAMES
from plugipay_mock.errors import CannotRevokeCurrent, Conflict, FieldProblem, NotFound
from plugipay_mock.ids import Ids
from plugipay_mock.store import Shelf

_DAY: Final = 24 * 3600
_GRACE_DAYS: Final = 30
_SESSION_DAYS: Final = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class BrowserSession:
    """One browser in which the owner is signed in."""

    __pydantic_config__ = WIRE_NAMES

    id: str
    user_agent: str | None
    ip: str | None
    created_at: Instant
    last_used_at: Instant | None
    expires_at: Instant
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedAccount:
    """Another identity the owner signs in with."""

    __pydantic_config__ = WIRE_NAMES

    id: str
    provider: str
    email: str | None
    linked_at: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """The person who owns a workspace, as one stored object; `id` is the account id."""

    id: str
    person_id: str
    email: str
    name: str | None
    locale: str
    has_password: bool
    sessions: tuple[BrowserSession, ...]
    linked: tuple[LinkedAccount, ...]
    pending_deletion_at: Instant | None
    created_at: Instant

    def revoke(self, session_id: str) -> Owner:
        """End one session.

        Raises:
            NotFound: there is no such session.
            CannotRevokeCurrent: it is the one in use.
        """
        session = next((each for each in self.sessions if each.id == session_id), None)
        if session is None:
            raise NotFound(f"Session {session_id} not found")
        if session.current:
            raise CannotRevokeCurrent(FieldProblem("id", "is the session in use; sign out instead"))
        return replace(self, sessions=tuple(each for each in self.sessions if each.id != session_id))

    def revoke_others(self) -> Owner:
        """End every session but the one in use."""
        return replace(self, sessions=tuple(each for each in self.sessions if each.current))

    def unlink(self, provider: str) -> Owner:
        """Give up another identity.

        Raises:
            NotFound: it is not linked.
            Conflict: it is the last way in of a person without a password (status a guess).
        """
        left = tuple(each for each in self.linked if each.provider != provider)
        if left == self.linked:
            raise NotFound(f"Linked account {provider} not found")
        if not left and not self.has_password:
            raise Conflict(f"{provider} is the only way to sign in; set a password first")
        return replace(self, linked=left)

    def leave(self, now: Instant) -> Owner:
        """Schedule the deletion of the account, unless it is scheduled already."""
        at = self.pending_deletion_at or iso(epoch(now) + _GRACE_DAYS * _DAY)
        return replace(self, pending_deletion_at=at)


OWNERS: Final = Shelf(Owner, title="Account", prefix="acc")


def first_owner(account_id: str, seed: int, born: Instant) -> Owner:
    """Return the owner every workspace starts with: no password, two identities, two sessions."""
    ids = Ids(seed, f"owner of {account_id}")
    return Owner(
        id=account_id,
        person_id=ids.new("usr", 0),
        email="owner@merchant.example",
        name="Ayu Lestari",
        locale="id-ID",
        has_password=False,
        sessions=(_session(ids, born, current=True), _session(ids, born, current=False)),
        linked=tuple(_link(ids, provider, born) for provider in ("google", "apple")),
        pending_deletion_at=None,
        created_at=born,
    )


def _session(ids: Ids, born: Instant, *, current: bool) -> BrowserSession:
    return BrowserSession(
        id=ids.new("ses", 0),
        user_agent="Mozilla/5.0",
        ip="127.0.0.1",
        created_at=born,
        last_used_at=born,
        expires_at=iso(epoch(born) + _SESSION_DAYS * _DAY),
        current=current,
    )


def _link(ids: Ids, provider: str, born: Instant) -> LinkedAccount:
    return LinkedAccount(id=ids.new("lnk", 0), provider=provider, email="owner@merchant.example", linked_at=born)
