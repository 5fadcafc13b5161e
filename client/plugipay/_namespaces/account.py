"""The account: who the credentials belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plugipay._answers import Answer, many, one, outcome
from plugipay._call import UNSET, Call, Unset, changed, given, segment
from plugipay._operation import Kind, Namespace, operation
from plugipay._records import AccountProfile, BrowserSession, LinkedAccount, Resource, WorkspaceMember

if TYPE_CHECKING:
    from typing import Unpack

    from plugipay._call import ReadOptions, WriteOptions

_PATH = "/api/v1/account"


def _linked(answer: Answer) -> list[LinkedAccount]:
    """Read the rows out of `{hasPassword, providers}` (SDK facts), or bare, as the official 0.1.0 expects them."""
    rows = answer.data["providers"] if isinstance(answer.data, dict) and "providers" in answer.data else answer.data
    return many(LinkedAccount)(answer._replace(data=rows))


class Account(Namespace[Kind]):
    """Who the credentials belong to: profile, members, sign-ins.

    The newest evidence says that the service lets only signed-in people use these, and answers an access key with
    403 `person_only`; the specification lets a key use `get`. Fields are the service's own (SDK facts).
    Every method raises `PlugipayError`.
    """

    @operation
    def get(self, **options: Unpack[ReadOptions]) -> Call[AccountProfile]:
        """Fetch the profile: the cheapest way to see that a key works (specification).

        Args:
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("GET", _PATH, one(AccountProfile), **options)

    @operation
    def update(
        self,
        *,
        name: str | Unset | None = UNSET,
        locale: str | Unset = UNSET,
        **options: Unpack[WriteOptions],
    ) -> Call[AccountProfile]:
        """Change the given fields and leave the others.

        Args:
            name: None clears it.
            locale: A language tag such as `id`.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("PATCH", _PATH, one(AccountProfile), body=changed(name=name, locale=locale), **options)

    @operation
    def delete(self, **options: Unpack[WriteOptions]) -> Call[Resource]:
        """Delete the account. What the service answers is documented nowhere, so it is passed on as it came.

        Args:
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("DELETE", _PATH, outcome, body={}, **options)

    @operation
    def list_members(self, **options: Unpack[ReadOptions]) -> Call[list[WorkspaceMember]]:
        """Fetch everybody who works in the workspace.

        Args:
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("GET", f"{_PATH}/members", many(WorkspaceMember), **options)

    @operation
    def list_sessions(self, **options: Unpack[ReadOptions]) -> Call[list[BrowserSession]]:
        """Fetch the browsers that are signed in.

        Args:
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("GET", f"{_PATH}/sessions", many(BrowserSession), **options)

    @operation
    def revoke_session(self, session_id: str, **options: Unpack[WriteOptions]) -> Call[Resource]:
        """Sign one browser out; answers `{"revoked": true}`. The current one cannot be revoked.

        Args:
            session_id: From `list_sessions`.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("POST", f"{_PATH}/sessions/{segment(session_id)}/revoke", outcome, body={}, **options)

    @operation
    def revoke_all_sessions(self, **options: Unpack[WriteOptions]) -> Call[Resource]:
        """Sign every other browser out; answers `{"revokedCount": 2}`.

        Args:
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("POST", f"{_PATH}/sessions/revoke-all", outcome, body={}, **options)

    @operation
    def list_linked(self, **options: Unpack[ReadOptions]) -> Call[list[LinkedAccount]]:
        """Fetch the sign-ins with other providers.

        Args:
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("GET", f"{_PATH}/linked-accounts", _linked, **options)

    @operation
    def unlink(self, provider: str, **options: Unpack[WriteOptions]) -> Call[Resource]:
        """Remove the sign-in with a provider; answers `{"removed": true, "provider": "google"}`.

        Args:
            provider: `google` or `apple`.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("DELETE", f"{_PATH}/linked-accounts/{segment(provider)}", outcome, **options)

    @operation
    def change_email(self, *, new_email: str, password: str, **options: Unpack[WriteOptions]) -> Call[Resource]:
        """Ask for another e-mail address; answers `{"pending": true, "newEmail": …}` until it is confirmed.

        Args:
            new_email: Sent as `email`, the service's own name for it; the official 0.1.0 sends `newEmail`.
            password: The current one.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        body = {"email": new_email, "password": password}
        return Call("POST", f"{_PATH}/email-change", outcome, body=body, **options)

    @operation
    def change_password(
        self, *, new_password: str, current_password: str | None = None, **options: Unpack[WriteOptions]
    ) -> Call[Resource]:
        """Set another password; answers `{"changed": true}`.

        Args:
            new_password: The one to set.
            current_password: Not needed by a person who has none yet.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        body = given(currentPassword=current_password, newPassword=new_password)
        return Call("POST", f"{_PATH}/password-change", outcome, body=body, **options)
