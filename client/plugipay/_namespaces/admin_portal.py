"""The admin portal: what Plugipay's own operators do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from plugipay._answers import many, nothing, one, whatever
from plugipay._call import Call, segment
from plugipay._operation import Kind, Namespace, operation
from plugipay._records import AdminPortalIdentity, Resource

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Unpack

    from plugipay._call import ReadOptions, WriteOptions

_PATH = "/api/v1/admin-portal"


class AdminPortal(Namespace[Kind]):
    """What Plugipay's own operators do. A merchant's key is answered with 401.

    The official packages know methods and paths and nothing of fields, so bodies are sent as given and answers passed
    on as they come. Every method raises `PlugipayError`.
    """

    @operation
    def me(self, **options: Unpack[ReadOptions]) -> Call[AdminPortalIdentity]:
        """Fetch who is signed in.

        Args:
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("GET", f"{_PATH}/me", one(AdminPortalIdentity), **options)

    @operation
    def list_billing_accounts(self, **options: Unpack[ReadOptions]) -> Call[list[Resource]]:
        """Fetch the accounts that Plugipay bills.

        Args:
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("GET", f"{_PATH}/billing-accounts", many(Resource), **options)

    @operation
    def update_billing_account(
        self, account_id: str, patch: Mapping[str, Any], **options: Unpack[WriteOptions]
    ) -> Call[Any]:
        """Change an account that Plugipay bills.

        Args:
            account_id: `acc_…`.
            patch: Fields as the API names them.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("PATCH", f"{_PATH}/billing-accounts/{segment(account_id)}", whatever, body=dict(patch), **options)

    @operation
    def list_partners(self, **options: Unpack[ReadOptions]) -> Call[list[Resource]]:
        """Fetch the partners.

        Args:
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("GET", f"{_PATH}/partners", many(Resource), **options)

    @operation
    def create_partner(self, input_body: Mapping[str, Any], **options: Unpack[WriteOptions]) -> Call[Any]:
        """Add a partner.

        Args:
            input_body: Fields as the API names them.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("POST", f"{_PATH}/partners", whatever, body=dict(input_body), **options)

    @operation
    def update_partner(self, partner_id: str, patch: Mapping[str, Any], **options: Unpack[WriteOptions]) -> Call[Any]:
        """Change a partner.

        Args:
            partner_id: From `list_partners`.
            patch: Fields as the API names them.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("PATCH", f"{_PATH}/partners/{segment(partner_id)}", whatever, body=dict(patch), **options)

    @operation
    def delete_partner(self, partner_id: str, **options: Unpack[WriteOptions]) -> Call[None]:
        """Remove a partner.

        Args:
            partner_id: From `list_partners`.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("DELETE", f"{_PATH}/partners/{segment(partner_id)}", nothing, **options)
