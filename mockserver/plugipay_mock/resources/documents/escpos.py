"""Writes papers for receipt printers: ESC/POS, in ASCII, which every printer has whatever its code page.

Commands are those of the ESC/POS reference: `ESC @` initialise, `ESC a` justify, `ESC E` emphasise, `GS !` size,
`ESC d` feed, `GS V` cut.
"""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap
from typing import Final, Literal, TypeAlias

from plugipay_mock.resources.documents.model import Pair, Paper, Row
from plugipay_mock.resources.documents.spelling import lines_of, spelled

MEDIA_TYPE: Final = "application/octet-stream"
"""A guess: there is no registered type."""

PaperWidth: TypeAlias = Literal[58, 80]
"""Of the roll, in millimetres."""

COLUMNS: Final[dict[PaperWidth, int]] = {58: 32, 80: 48}
"""Characters on a line, in the printer's usual font."""

_ASCII: Final = "ascii"
_INITIALISE: Final = b"\x1b@"
_LEFT, _CENTRE = b"\x1ba\x00", b"\x1ba\x01"
_PLAIN, _BOLD = b"\x1bE\x00", b"\x1bE\x01"
_LOW, _TALL = b"\x1d!\x00", b"\x1d!\x01"
_FEED: Final = b"\x1bd\x03"
_CUT: Final = b"\x1dV\x42\x00"


def escpos(paper: Paper, width: PaperWidth) -> bytes:
    """Return what to send to a printer: the paper, and the cut below it."""
    columns = COLUMNS[width]
    rule = "-" * columns
    head = list(_wrapped(paper.seller, columns))
    below = [line for detail in paper.details for line in _wrapped(detail, columns)]
    body = [
        f"{paper.title} {paper.number}",
        *(line for fact in paper.facts for line in _wrapped(f"{fact.label}: {fact.value}", columns)),
        rule,
        *(line for row in paper.rows for line in _row(row, columns)),
        rule,
        *(line for each in paper.sums[:-1] for line in _pair(each, columns)),
    ]
    counts = list(_pair(paper.sums[-1], columns))
    end = [line for note in (*paper.notes, paper.footer or "") for line in ("", *_wrapped(note, columns)) if note]
    return b"".join(
        (
            _INITIALISE,
            _CENTRE + _BOLD + _printed(head) + _PLAIN + _printed(below),
            _LEFT + _printed(["", *body]),
            _BOLD + _TALL + _printed(counts) + _LOW + _PLAIN,
            _CENTRE + _printed(end) + _LEFT,
            _FEED + _CUT,
        )
    )


def _row(row: Row, columns: int) -> Iterator[str]:
    yield from _wrapped(row.description, columns)
    yield from _pair(Pair(f"  {row.quantity} x {row.unit_amount}", row.amount), columns)


def _pair(pair: Pair, columns: int) -> Iterator[str]:
    """Yield a label at the left and its value at the right, on one line if there is room."""
    label, value = spelled(pair.label, _ASCII), spelled(pair.value, _ASCII)
    if len(label) + 1 + len(value) <= columns:
        yield label + value.rjust(columns - len(label))
    else:
        yield from wrap(label, columns)
        yield value.rjust(columns)


def _wrapped(text: str, columns: int) -> Iterator[str]:
    for line in lines_of(text, _ASCII):
        yield from wrap(line, columns) or [""]


def _printed(lines: list[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode(_ASCII)
