"""QR codes, drawn here so that they show without a network."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from segno import QRCode

_MASK: Final = 3
"""Any mask can be read; to look for the handsomest takes five times as long."""


def data_uri(text: str) -> str:
    """Return a QR code as a `data:` address."""
    return _code(text).svg_data_uri(scale=4)


def svg(text: str) -> str:
    """Return a QR code as an `<svg>` element that takes the size of what holds it."""
    return _code(text).svg_inline(omitsize=True)


@lru_cache(maxsize=64)
def _code(text: str) -> QRCode:
    import segno  # noqa: PLC0415  starting the server must not wait for it

    return segno.make_qr(text, mask=_MASK)
