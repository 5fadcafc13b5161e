"""Draws papers as pages that a person would print: no script, and nothing from another host."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from plugipay_mock.resources.documents.model import Paper
from plugipay_mock.resources.templating import templates_of

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
    return templates_of("plugipay_mock.resources.documents").get_template("paper.html")
