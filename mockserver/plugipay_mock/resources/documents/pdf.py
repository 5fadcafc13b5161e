"""Draws papers as PDF files on A4, in the fonts every reader has.

Letters that those fonts do not have, beyond Western Europe, lose their accents or become `?`.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from plugipay_mock.clock import epoch
from plugipay_mock.errors import NotMocked
from plugipay_mock.resources.documents.model import Pair, Paper, Row
from plugipay_mock.resources.documents.spelling import lines_of, spelled

if TYPE_CHECKING:
    from fpdf import FPDF

MEDIA_TYPE: Final = "application/pdf"

_LETTERS: Final = "cp1252"
_FONT: Final = "Helvetica"
_MARGIN: Final = 20
_LINE: Final = 6
_QUANTITY, _MONEY = 18, 42
"""Widths of columns, in millimetres as everywhere here; the description takes what is left."""
_SOFT: Final = 100


def pdf(paper: Paper) -> bytes:
    """Return a whole file; a paper gives the same bytes whenever it is drawn.

    Raises:
        NotMocked: the library that draws is not installed.
    """
    sheet = _sheet(paper)
    _head(sheet, paper)
    for fact in paper.facts:
        _fact(sheet, fact)
    sheet.ln(_LINE)
    _table(sheet, paper)
    for note in paper.notes:
        sheet.ln(_LINE)
        _text(sheet, note)
    if paper.footer:
        sheet.ln(_LINE)
        sheet.set_text_color(_SOFT)
        _text(sheet, paper.footer, size=9)
    return bytes(sheet.output())


def _sheet(paper: Paper) -> FPDF:
    try:
        from fpdf import FPDF  # noqa: PLC0415  most servers never draw one
    except ImportError:
        raise NotMocked("PDF files need fpdf2: pip install 'plugipay-testkit[documents]'") from None

    sheet = FPDF()
    sheet.core_fonts_encoding = _LETTERS
    sheet.set_creation_date(datetime.fromtimestamp(epoch(paper.dated), UTC))
    sheet.set_producer("plugipay-mock")
    sheet.set_title(f"{paper.title} {paper.number}")
    sheet.set_author(paper.seller)
    sheet.set_lang("en")
    sheet.set_margins(_MARGIN, _MARGIN)
    sheet.set_auto_page_break(auto=True, margin=_MARGIN)
    sheet.add_page()
    return sheet


def _head(sheet: FPDF, paper: Paper) -> None:
    sheet.set_fill_color(paper.accent)
    sheet.rect(0, 0, sheet.w, 4, style="F")
    _text(sheet, paper.seller, size=13, bold=True)
    sheet.set_text_color(_SOFT)
    for line in paper.details:
        _text(sheet, line, size=9)
    sheet.set_text_color(0)
    sheet.ln(_LINE)
    _text(sheet, f"{paper.title} {paper.number}", size=18, bold=True)
    sheet.ln(_LINE / 2)


def _fact(sheet: FPDF, fact: Pair) -> None:
    sheet.set_font(_FONT, size=10)
    sheet.set_text_color(_SOFT)
    sheet.cell(28, _LINE, fact.label)
    sheet.set_text_color(0)
    sheet.multi_cell(0, _LINE, spelled(fact.value, _LETTERS), align="L", new_x="LMARGIN", new_y="NEXT")


def _table(sheet: FPDF, paper: Paper) -> None:
    sheet.set_text_color(_SOFT)
    _columns(sheet, "Quantity", "Price", "Amount")
    _description(sheet, "Description")
    sheet.set_text_color(0)
    for row in paper.rows:
        _row(sheet, row)
    sheet.set_draw_color(paper.accent)
    _rule(sheet)
    for position, each in enumerate(paper.sums, start=1):
        _sum(sheet, each, last=position == len(paper.sums))


def _row(sheet: FPDF, row: Row) -> None:
    if sheet.will_page_break(3 * _LINE):  # what is sold seldom needs more, and should not be torn apart
        sheet.add_page()
    _columns(sheet, str(row.quantity), row.unit_amount, row.amount)
    _description(sheet, row.description)


def _columns(sheet: FPDF, quantity: str, price: str, amount: str) -> None:
    """Write all but the description, and go back to where that begins."""
    sheet.set_font(_FONT, size=10)
    sheet.set_x(sheet.w - _MARGIN - _QUANTITY - 2 * _MONEY)
    sheet.cell(_QUANTITY, _LINE, quantity, align="R")
    sheet.cell(_MONEY, _LINE, price, align="R")
    sheet.cell(_MONEY, _LINE, amount, align="R")
    sheet.set_x(_MARGIN)


def _description(sheet: FPDF, text: str) -> None:
    room = sheet.epw - _QUANTITY - 2 * _MONEY
    sheet.multi_cell(room, _LINE, spelled(text, _LETTERS), align="L", new_x="LMARGIN", new_y="NEXT")


def _sum(sheet: FPDF, each: Pair, *, last: bool) -> None:
    if sheet.will_page_break(_LINE):
        sheet.add_page()
    sheet.set_font(_FONT, style="B" if last else "", size=11 if last else 10)
    sheet.cell(sheet.epw - _MONEY, _LINE, spelled(each.label, _LETTERS), align="R")
    sheet.cell(_MONEY, _LINE, spelled(each.value, _LETTERS), align="R", new_x="LMARGIN", new_y="NEXT")


def _rule(sheet: FPDF) -> None:
    sheet.line(_MARGIN, sheet.get_y() + 1, sheet.w - _MARGIN, sheet.get_y() + 1)
    sheet.ln(2)


def _text(sheet: FPDF, text: str, *, size: int = 10, bold: bool = False) -> None:
    sheet.set_font(_FONT, style="B" if bold else "", size=size)
    for line in lines_of(text, _LETTERS):
        sheet.multi_cell(0, size * 0.5, line, align="L", new_x="LMARGIN", new_y="NEXT")
