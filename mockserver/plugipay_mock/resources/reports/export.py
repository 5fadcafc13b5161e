"""Writes ledger entries as a CSV file that a spreadsheet can open without running anything in it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Final

from plugipay_mock.resources.ledger.model import Entry

HEADER: Final = (
    "id",
    "txId",
    "postedAt",
    "code",
    "direction",
    "amount",
    "currency",
    "sourceType",
    "sourceId",
    "memo",
)
MEDIA_TYPE: Final = "text/csv; charset=utf-8"
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")


def ledger_csv(entries: Iterable[Entry]) -> str:
    """Return the file: a header, and one row for every entry."""
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet)
    writer.writerow(HEADER)
    writer.writerows(_row(entry) for entry in entries)
    return sheet.getvalue()


def _row(entry: Entry) -> tuple[str | int, ...]:
    return (
        entry.id,
        entry.tx_id,
        entry.posted_at,
        entry.code,
        entry.direction,
        entry.amount,
        entry.currency,
        entry.source_type,
        entry.source_id,
        _as_text(entry.memo or ""),
    )


def _as_text(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: one that looks like it starts with an apostrophe."""
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell
