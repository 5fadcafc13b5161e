"""What a key may do.

Source: the scope names of the API pages; `write` covers `create`, and only an explicit `plugipay:platform:admin`
makes a platform key, whatever else a key may do (both guesses).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

PLATFORM_ADMIN: Final = "plugipay:platform:admin"
_EVERYTHING: Final = frozenset({"*", "plugipay:*"})


class Scopes:
    """The scopes of one key, as granted; asking the same thing twice costs one look-up."""

    def __init__(self, granted: Iterable[str]) -> None:
        self.granted = frozenset(granted)
        self._known: dict[str, bool] = {}

    def __repr__(self) -> str:
        return f"Scopes({sorted(self.granted)})"

    def allow(self, needed: str) -> bool:
        """Say whether a call that needs this scope may go on."""
        known = self._known.get(needed)
        if known is None:
            known = self._known[needed] = not self.granted.isdisjoint(_covering(needed))
        return known


def _covering(needed: str) -> set[str]:
    """Return every grant that covers a need (`plugipay:customer:create`)."""
    if needed == PLATFORM_ADMIN:
        return {PLATFORM_ADMIN}
    resource, _, action = needed.rpartition(":")
    covering = {needed, f"{resource}:*", *_EVERYTHING}
    if action == "read":
        covering.add("plugipay:read")
    if action == "create":
        covering.add(f"{resource}:write")
    return covering
