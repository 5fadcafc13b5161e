"""The eleven operations on the account of the key; all but the credential check are a person's business."""

from __future__ import annotations

from dataclasses import replace

from plugipay_mock.actor import Caller
from plugipay_mock.errors import CannotRevokeCurrent, Conflict, FieldProblem, InvalidRequest
from plugipay_mock.resources.account import wire
from plugipay_mock.resources.account.model import OWNERS, BrowserSession, Owner, first_owner
from plugipay_mock.resources.checkout_settings.brand import brand_of
from plugipay_mock.resources.workspaces.home import at_home
from plugipay_mock.route import ANY_KEY, Routes

routes = Routes("/api/v1/account")

_READ = "plugipay:account:read"
_WRITE = "plugipay:account:write"


@routes.get("", scope=ANY_KEY, person_only=True)
def profile(caller: Caller) -> wire.AccountProfile:
    """Show the workspace of the key: the cheapest way to check credentials."""
    return wire.show_profile(caller.workspace, brand_of(caller).name, _owner(caller))


@routes.patch("", scope=_WRITE, key="accepted", person_only=True)
def update(caller: Caller, body: wire.AccountChange) -> wire.PersonName:
    """Change the owner's name or locale."""
    owner = _keep(caller, replace(_owner(caller), **body.given()))
    return {"id": owner.person_id, "name": owner.name, "locale": owner.locale}


@routes.delete("", scope=_WRITE, key="accepted", status=200, person_only=True)
def delete(caller: Caller) -> wire.Deletion:
    """Schedule the deletion of the account."""
    owner = _keep(caller, _owner(caller).leave(caller.now))
    return {"scheduled": True, "pendingDeletionAt": owner.pending_deletion_at}


@routes.get("/members", scope=_READ, person_only=True)
def members(caller: Caller) -> list[wire.Member]:
    """List the people of the workspace."""
    return [wire.show_member(_owner(caller))]


@routes.get("/sessions", scope=_READ, person_only=True)
def sessions(caller: Caller) -> list[BrowserSession]:
    """List the browsers in which the owner is signed in."""
    return list(_owner(caller).sessions)


@routes.post(
    "/sessions/{session_id}/revoke", scope=_WRITE, key="accepted", person_only=True, refuses=(CannotRevokeCurrent,)
)
def revoke(caller: Caller, session_id: str) -> wire.Revoked:
    """End one session."""
    _keep(caller, _owner(caller).revoke(session_id))
    return {"revoked": True}


@routes.post("/sessions/revoke-all", scope=_WRITE, key="accepted", person_only=True)
def revoke_all(caller: Caller) -> wire.RevokedCount:
    """End every session but the one in use."""
    before = _owner(caller)
    after = _keep(caller, before.revoke_others())
    return {"revokedCount": len(before.sessions) - len(after.sessions)}


@routes.get("/linked-accounts", scope=_READ, person_only=True)
def linked_accounts(caller: Caller) -> wire.LinkedAccounts:
    """Show the ways in which the owner signs in."""
    owner = _owner(caller)
    return {"hasPassword": owner.has_password, "providers": list(owner.linked)}


@routes.delete(
    "/linked-accounts/{provider}", scope=_WRITE, key="accepted", status=200, person_only=True, refuses=(Conflict,)
)
def unlink(caller: Caller, provider: str) -> wire.Removed:
    """Give up one way to sign in."""
    _keep(caller, _owner(caller).unlink(provider))
    return {"removed": True, "provider": provider}


@routes.post("/email-change", scope=_WRITE, key="accepted", person_only=True, legacy=wire.LegacyEmailChange)
def change_email(caller: Caller, body: wire.EmailChange) -> wire.PendingEmail:
    """Ask for another address; the mock sends no mail, so it stays pending."""
    del caller
    return {"pending": True, "newEmail": body.email}


@routes.post("/password-change", scope=_WRITE, key="accepted", person_only=True)
def change_password(caller: Caller, body: wire.PasswordChange) -> wire.Changed:
    """Set a password; the mock keeps only that there is one."""
    owner = _owner(caller)
    if owner.has_password and body.current_password is None:
        raise InvalidRequest(FieldProblem("currentPassword", "is required, since a password is set"))
    _keep(caller, replace(owner, has_password=True))
    return {"changed": True}


def _owner(caller: Caller) -> Owner:
    """Return the owner; every workspace has one from the first time somebody asks, the same in both modes."""
    home = at_home(caller)
    stored = home.tenant.collection(OWNERS).get(caller.tenant.account_id)
    if stored is not None:
        return stored
    first = first_owner(caller.tenant.account_id, caller.world.seed, caller.workspace.created_at)
    return home.add(OWNERS, first)


def _keep(caller: Caller, owner: Owner) -> Owner:
    return at_home(caller).replace(OWNERS, owner)
