"""Documents as pages to print."""

from html.parser import HTMLParser

from .samples import every_document

INVOICES = "/api/v1/invoices"
VOID_TAGS = {"meta", "link"}


class Tags(HTMLParser):
    """Reads a page, and keeps what is open and what was met."""

    def __init__(self):
        super().__init__()
        self.open = []
        self.met = set()

    def handle_starttag(self, tag, attributes):
        """Remember a tag, and that it has to be closed."""
        self.met.add(tag)
        if tag not in VOID_TAGS:
            self.open.append(tag)

    def handle_endtag(self, tag):
        """Expect what was opened last."""
        assert self.open.pop() == tag


@every_document
def test_a_page_is_well_formed(page, bases, name):
    """Every tag is closed in its place; there is no script, and nothing of another host."""
    html = page(bases[name])
    tags = Tags()
    tags.feed(html)

    assert html.startswith("<!doctype html>\n")
    assert tags.open == []
    assert tags.met.isdisjoint({"script", "img", "iframe", "b"})


def test_a_page_is_made_to_be_printed(page, bases):
    """It names a sheet, and how it looks there."""
    assert "@page { size: A4" in page(bases["invoice"])
    assert "@media print" in page(bases["invoice"])


def test_a_page_shows_text_as_text(page, bill):
    """What a merchant or a customer wrote is no markup."""
    html = page(f"{INVOICES}/{bill(memo='<script>alert(1)</script>')['id']}/invoice")

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "José &lt;b&gt;, jose@example.com" in html
