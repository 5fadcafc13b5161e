"""What stands on a sheet of paper, whoever draws it."""

from __future__ import annotations

from dataclasses import dataclass

from plugipay_mock.clock import Instant


@dataclass(frozen=True, slots=True)
class Pair:
    """A label and what belongs to it: `Pair("Total", "Rp125.000")`."""

    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One thing that is sold, its amounts written out."""

    description: str
    quantity: int
    unit_amount: str
    amount: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """An invoice or a receipt; texts are for people, in any letters, and may have several lines.

    Attributes:
        title: what it is: `Invoice`.
        seller: the name on its head; `details` are the lines below.
        facts: when, to whom, how.
        sums: from the lines to the last, which is the one that counts.
        notes: what the merchant wrote; `footer` is smaller, at the end.
        accent: a colour, `#RRGGBB`.
        dated: when it was issued; two drawings of one paper bear this moment, and so are equal.
    """

    title: str
    number: str
    seller: str
    details: tuple[str, ...]
    facts: tuple[Pair, ...]
    rows: tuple[Row, ...]
    sums: tuple[Pair, ...]
    notes: tuple[str, ...]
    footer: str | None
    accent: str
    dated: Instant
