"""What the account routes read and answer.

Source: the specification (`accountId`, `brandName`), SDK facts sections 1.1 and 2.5 for the rest.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AliasChoices, Field
from typing_extensions import TypedDict

from plugipay_mock.binding import Body
from plugipay_mock.clock import Instant
from plugipay_mock.resources.account.model import LinkedAccount, Owner
from plugipay_mock.resources.fields import Email, Name
from plugipay_mock.resources.workspaces.model import slug
from plugipay_mock.world import Workspace

Password = Annotated[str, Field(min_length=1, max_length=255)]
Locale = Annotated[str, Field(min_length=2, max_length=35)]


class AccountChange(Body):
    """What a person may change of itself; null clears the name."""

    name: Name | None = None
    locale: Locale = "id-ID"


class EmailChange(Body):
    """A new address, confirmed by the password."""

    email: Email
    password: Password


class LegacyEmailChange(EmailChange):
    """The same, where the official Python 0.1.0 may spell the address `newEmail`."""

    email: Annotated[Email, Field(validation_alias=AliasChoices("email", "newEmail"))]


class PasswordChange(Body):
    """A new password; a person who has none yet leaves out the current one."""

    current_password: Password | None = None
    new_password: Password


class AccountName(TypedDict):
    """A workspace as its members see it."""

    id: str
    name: str
    slug: str


class Membership(TypedDict):
    """A workspace the person belongs to."""

    role: Literal["owner"]
    account: AccountName
    joinedAt: Instant


class AccountProfile(TypedDict):
    """The workspace of the key, and the person behind it."""

    accountId: str
    brandName: str
    id: str
    email: str
    name: str | None
    emailVerified: bool
    locale: str
    hasPassword: bool
    mfaEnabled: bool
    pendingDeletionAt: Instant | None
    createdAt: Instant
    lastLoginAt: Instant
    memberships: list[Membership]


class PersonName(TypedDict):
    """What a change of the profile answers."""

    id: str
    name: str | None
    locale: str


class Member(TypedDict):
    """A person who belongs to the workspace."""

    id: str
    email: str
    name: str | None
    emailVerified: bool
    role: Literal["owner"]
    joinedAt: Instant
    lastLoginAt: Instant
    createdAt: Instant
    isYou: bool
    groups: list[AccountName]


class LinkedAccounts(TypedDict):
    """The ways to sign in; an object, not a list."""

    hasPassword: bool
    providers: list[LinkedAccount]


class Removed(TypedDict):
    """An identity that was given up."""

    removed: bool
    provider: str


class PendingEmail(TypedDict):
    """An address that waits for its confirmation."""

    pending: bool
    newEmail: str


class Changed(TypedDict):
    """A password that was set."""

    changed: bool


class Revoked(TypedDict):
    """A session that was ended."""

    revoked: bool


class RevokedCount(TypedDict):
    """How many sessions were ended."""

    revokedCount: int


class Deletion(TypedDict):
    """A deletion that will happen (shape by analogy with workspaces)."""

    scheduled: bool
    pendingDeletionAt: Instant | None


def show_profile(workspace: Workspace, brand: str, owner: Owner) -> AccountProfile:
    """Return the profile `GET /account` answers."""
    account = AccountName(id=workspace.account_id, name=workspace.name, slug=slug(workspace.name))
    return {
        "accountId": workspace.account_id,
        "brandName": brand,
        "id": owner.person_id,
        "email": owner.email,
        "name": owner.name,
        "emailVerified": True,
        "locale": owner.locale,
        "hasPassword": owner.has_password,
        "mfaEnabled": False,
        "pendingDeletionAt": owner.pending_deletion_at,
        "createdAt": owner.created_at,
        "lastLoginAt": owner.created_at,
        "memberships": [{"role": "owner", "account": account, "joinedAt": owner.created_at}],
    }


def show_member(owner: Owner) -> Member:
    """Return the owner as the list of members shows it."""
    return {
        "id": owner.person_id,
        "email": owner.email,
        "name": owner.name,
        "emailVerified": True,
        "role": "owner",
        "joinedAt": owner.created_at,
        "lastLoginAt": owner.created_at,
        "createdAt": owner.created_at,
        "isYou": True,
        "groups": [],
    }
