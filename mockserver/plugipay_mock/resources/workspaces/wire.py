"""What the workspace routes read and answer (source: SDK facts sections 1.1, 2.5 and 7.1)."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field
from typing_extensions import TypedDict

from plugipay_mock.binding import Body
from plugipay_mock.clock import Instant
from plugipay_mock.resources.fields import Email
from plugipay_mock.resources.workspaces.model import Belonging, slug
from plugipay_mock.world import Workspace

UNNAMED: Final = "Workspace"
WorkspaceName = Annotated[str, Field(min_length=1, max_length=100)]


class NamedWorkspace(Body):
    """A workspace to open, or another name for one."""

    name: WorkspaceName

    @property
    def title(self) -> str | None:
        """What it shall be called, or None where that does not matter."""
        return self.name


class LegacyNamedWorkspace(Body):
    """The same, or as the official Python 0.1.0 asks; the mock keeps no address."""

    name: WorkspaceName | None = None
    brand_name: WorkspaceName | None = None
    business_email: Email | None = None

    @property
    def title(self) -> str | None:
        """What it shall be called, or None where that does not matter."""
        return self.name or self.brand_name


class WorkspaceShown(TypedDict):
    """A workspace as its owner sees it."""

    id: str
    name: str
    slug: str
    role: Literal["owner"]
    createdAt: Instant
    pendingDeletionAt: Instant | None


class RenamedWorkspace(TypedDict):
    """What a change of name answers."""

    id: str
    name: str
    slug: str


class WorkspaceDeletion(TypedDict):
    """A deletion that will happen."""

    scheduled: bool
    pendingDeletionAt: Instant | None


def show(workspace: Workspace, belonging: Belonging) -> WorkspaceShown:
    """Return a workspace."""
    return {
        "id": workspace.account_id,
        "name": workspace.name,
        "slug": slug(workspace.name),
        "role": "owner",
        "createdAt": belonging.created_at,
        "pendingDeletionAt": belonging.pending_deletion_at,
    }


def show_name(workspace: Workspace) -> RenamedWorkspace:
    """Return what a change of name answers."""
    return {"id": workspace.account_id, "name": workspace.name, "slug": slug(workspace.name)}
