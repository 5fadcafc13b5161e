"""What callers say about documents."""

from __future__ import annotations

from typing import Annotated, Any, Final

from pydantic import BeforeValidator

from plugipay_mock.binding import DIGITS, Query
from plugipay_mock.resources.documents.escpos import COLUMNS, PaperWidth

_WIDTHS: Final = {str(width): width for width in COLUMNS}


def _number(text: Any) -> Any:
    return _WIDTHS.get(text, text)


class Roll(Query):
    """How wide the printer's paper is, in millimetres; 80 where nobody says (a guess)."""

    width: Annotated[PaperWidth, BeforeValidator(_number)] = 80


class Signed(Query):
    """What makes an address valid for a while; one without is not."""

    expires: Annotated[int, DIGITS] = 0
    signature: str = ""
