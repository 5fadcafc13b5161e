"""What a workspace remembers of those that belong to its owner, and how a name is spelled in an address.

Source: SDK facts sections 1.1 and 2.5. Guesses: a key may change its own workspace and those opened with its
workspace's keys, which start without keys; a deletion is scheduled 30 days ahead, is not carried out, and asking again
does not postpone it; two workspaces may have the same name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from plugipay_mock.clock import Instant, epoch, iso
from plugipay_mock.store import Shelf

_GRACE: Final = 30 * 24 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Belonging:
    """A workspace of the owner, by its account id.

    Attributes:
        pending_deletion_at: when it shall be deleted, or None.
    """

    id: str
    pending_deletion_at: Instant | None = None
    created_at: Instant

    def leave(self, now: Instant) -> Belonging:
        """Schedule the deletion, unless it is scheduled already."""
        at = self.pending_deletion_at or iso(epoch(now) + _GRACE)
        return replace(self, pending_deletion_at=at)


BELONGINGS: Final = Shelf(Belonging, title="Workspace", prefix="acc")


def slug(name: str) -> str:
    """Return a name as an address spells it: `Kopi Kita` becomes `kopi-kita`."""
    return "-".join(re.findall(r"\w+", name.lower())) or "workspace"
