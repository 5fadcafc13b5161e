"""What an operator would be answered (source: SDK facts sections 1.2 and 2.5); no key ever is."""

from __future__ import annotations

from typing import Any, TypeAlias

from typing_extensions import TypedDict

Row: TypeAlias = dict[str, Any]
"""An object the facts say nothing about."""


class AdminPortalIdentity(TypedDict):
    """Who the operator is."""

    accountId: str
    isForjioInternal: bool
