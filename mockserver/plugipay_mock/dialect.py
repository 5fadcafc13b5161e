"""Every point where public sources disagree about the service, as one field each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

LEGACY: Final = "/api/v1/webhook-endpoints"
"""Paths only the official Python 0.1.0 knows; where legacy names are not understood, they do not exist (SDK facts)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How the server behaves where the sources differ; the defaults follow the specification."""

    name: str

    person_routes_open: bool = True
    """`GET /account` and its neighbours answer a key (specification), or 403 `person_only` (SDK changelogs)."""

    keys_required: bool = False
    """Guarded writes without an idempotency key are 400 (SDK changelogs); Python 0.1.0 omits some."""

    key_bound_to_path: bool = True
    """An idempotency key reused on another path conflicts (guess), or is another key (sibling services)."""

    skew_has_own_code: bool = False
    """A clock off by more than 300 s is `invalid_timestamp` (specification) or `timestamp_skew` (changelogs)."""

    legacy_names: bool = True
    """Bodies only the official Python 0.1.0 sends are understood, or refused as the service refuses them."""

    mode_header_checked: bool = True
    """`X-Plugipay-Mode` must agree with the key (guess), or is ignored (a consumer sends it to choose the mode)."""

    private_webhooks: bool = True
    """Webhooks of test mode may go to this machine and private networks (a local mock is for that), or never (portal
    page)."""

    unreadable_cursor_refused: bool = True
    """A cursor that no list gave out is 400 (guess), or starts from the top (sibling services)."""

    def has(self, path: str) -> bool:
        """Tell whether a path of ours exists in this dialect."""
        return self.legacy_names or not path.startswith(LEGACY)


SEED: Final = Dialect(name="seed")
SHIPPED: Final = Dialect(
    name="shipped",
    person_routes_open=False,
    keys_required=True,
    key_bound_to_path=False,
    skew_has_own_code=True,
    legacy_names=False,
    mode_header_checked=False,
    private_webhooks=False,
    unreadable_cursor_refused=False,
)
DIALECTS: Final = {dialect.name: dialect for dialect in (SEED, SHIPPED)}
