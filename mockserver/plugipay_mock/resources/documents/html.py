"""Draws papers as pages that a person would print: no script, and nothing from another host."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from plugipay_mock.resources.documents.model import Paper

if TYPE_CHECKING:
    from jinja2 import Template

MEDIA_TYPE: Final = "text/html; charset=utf-8"

HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
}


def html(paper: Paper) -> str:
    """Return a whole page."""
    return _page().render(paper=paper)


@cache
def _page() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415  starting must not wait for it

    pages = Environment(
        loader=PackageLoader("plugipay_mock.resources.documents"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return pages.get_template("paper.html")
