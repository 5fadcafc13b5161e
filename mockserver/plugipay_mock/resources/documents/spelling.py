"""Spells text in the few letters that a printer or a PDF's own fonts have."""

from __future__ import annotations

from typing import Final
from unicodedata import category, normalize

_ALIKE: Final = str.maketrans(
    {
        "\N{MINUS SIGN}": "-",
        "\N{EN DASH}": "-",
        "\N{EM DASH}": "-",
        "\N{MULTIPLICATION SIGN}": "x",
        "\N{LEFT SINGLE QUOTATION MARK}": "'",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{LEFT DOUBLE QUOTATION MARK}": '"',
        "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
        "\N{EURO SIGN}": "EUR",
    }
)


def spelled(text: str, encoding: str) -> str:
    """Return one line of text that an encoding can write: other letters lose their accents, or become `?`.

    Control characters are spaces or go: to a printer they would be commands.
    """
    visible = "".join(" " if letter.isspace() else letter for letter in normalize("NFC", text))
    return "".join(_spelled(letter, encoding) for letter in visible if category(letter)[0] != "C")


def lines_of(text: str, encoding: str) -> list[str]:
    """Return a text of several lines, each spelled."""
    return [spelled(line, encoding) for line in text.splitlines()]


def _spelled(letter: str, encoding: str) -> str:
    bare = "".join(part for part in normalize("NFKD", letter) if not category(part).startswith("M"))
    forms = (letter, letter.translate(_ALIKE), bare)
    return next((form for form in forms if form and _writes(encoding, form)), "?")


def _writes(encoding: str, text: str) -> bool:
    return text.encode(encoding, "ignore").decode(encoding) == text
