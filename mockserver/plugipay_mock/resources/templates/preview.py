"""Shows what a configuration makes of a page, on invented data."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from plugipay_mock.resources.templates.model import TemplateKind

if TYPE_CHECKING:
    from jinja2 import Environment

_TOTAL: Final = 111_000


def preview(kind: TemplateKind, config: dict[str, Any], brand: str) -> str:
    """Return a whole HTML page.

    Args:
        config: every field of its kind, spelled as on the wire.
        brand: what the workspace calls itself.
    """
    rate = config.get("taxRate", 0)
    tax = round(_TOTAL * rate / (1 + rate))
    page = _pages().get_template(f"{kind}.html")
    return page.render(config=config, brand=brand, total=_rupiah(_TOTAL), tax=_rupiah(tax))


def _rupiah(amount: int) -> str:
    return f"Rp{amount:,}".replace(",", ".")


@cache
def _pages() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415  starting must not wait for it

    loader = PackageLoader("plugipay_mock.resources.templates", "pages")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
