"""What a template is: a name and a configuration, one of each kind the default.

Source: SDK facts sections 1.1 and 2.5; the defaults of a configuration are those a portal was seen with.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, ClassVar, Final, Literal, TypeAlias

from plugipay_mock.clock import Instant
from plugipay_mock.codec import WIRE_NAMES
from plugipay_mock.store import Shelf

TemplateKind: TypeAlias = Literal["receipt", "invoice", "checkout"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """One way to look.

    Attributes:
        config: every field of its kind, spelled as on the wire.
        default_of: the kind it is the default of, or None.
    """

    __pydantic_config__ = WIRE_NAMES
    PRIVATE: ClassVar[frozenset[str]] = frozenset({"default_of"})

    id: str
    account_id: str
    kind: TemplateKind
    name: str
    is_default: bool = False
    config: dict[str, Any]
    created_at: Instant
    updated_at: Instant
    default_of: TemplateKind | None = None

    def chosen(self, now: Instant, *, default: bool) -> Template:
        """Return the template as the default of its kind, or no longer."""
        return replace(self, is_default=default, default_of=self.kind if default else None, updated_at=now)


TEMPLATES: Final = Shelf(
    Template, title="Template", prefix="tpl", filters=(("kind", "kind"), ("defaultOf", "default_of"))
)
