"""Workspaces: merchants' places in Plugipay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plugipay._answers import many, one, outcome
from plugipay._call import Call, either, given, segment
from plugipay._operation import Kind, Namespace, operation
from plugipay._records import Resource, Workspace

if TYPE_CHECKING:
    import builtins
    from typing import Unpack

    from plugipay._call import ReadOptions, WriteOptions

_PATH = "/api/v1/workspaces"


class Workspaces(Namespace[Kind]):
    """Merchants' places in Plugipay. A key sees its own alone, and may not change it: 403 `person_only` (SDK facts).

    What the official Python 0.1.0 calls `brand_name` is `name` here and is taken by either name, by both it is a
    TypeError; its `business_email` is taken and not sent, because the service has no such field. Every method raises
    `PlugipayError`.
    """

    @operation
    def list(self, **options: Unpack[ReadOptions]) -> Call[builtins.list[Workspace]]:
        """Fetch the workspaces.

        Args:
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("GET", _PATH, many(Workspace), **options)

    @operation
    def create(
        self,
        *,
        name: str | None = None,
        brand_name: str | None = None,
        business_email: str | None = None,  # noqa: ARG002  # the official package has it, the service does not
        **options: Unpack[WriteOptions],
    ) -> Call[Workspace]:
        """Make a workspace.

        Args:
            name: The service wants one.
            brand_name: The old name of `name`.
            business_email: Not sent.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        body = given(name=either(name=name, brand_name=brand_name))
        return Call("POST", _PATH, one(Workspace), body=body, **options)

    @operation
    def update(
        self,
        workspace_id: str,
        *,
        name: str | None = None,
        brand_name: str | None = None,
        business_email: str | None = None,  # noqa: ARG002  # the official package has it, the service does not
        **options: Unpack[WriteOptions],
    ) -> Call[Workspace]:
        """Give a workspace another name.

        Args:
            workspace_id: From `list`.
            name: The service wants one.
            brand_name: The old name of `name`.
            business_email: Not sent.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        body = given(name=either(name=name, brand_name=brand_name))
        return Call("PATCH", f"{_PATH}/{segment(workspace_id)}", one(Workspace), body=body, **options)

    @operation
    def delete(self, workspace_id: str, **options: Unpack[WriteOptions]) -> Call[Resource]:
        """Let a workspace be deleted later; answers `{"scheduled": true, "pendingDeletionAt": …}`.

        Args:
            workspace_id: From `list`.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("DELETE", f"{_PATH}/{segment(workspace_id)}", outcome, **options)
