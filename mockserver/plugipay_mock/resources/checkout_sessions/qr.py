"""QR codes, drawn here so that they show without a network."""

from __future__ import annotations


def data_uri(text: str) -> str:
    """Return a QR code as a `data:` address."""
    import segno  # noqa: PLC0415  starting the server must not wait for it

    return segno.make_qr(text).svg_data_uri(scale=4)


def svg(text: str) -> str:
    """Return a QR code as an `<svg>` element that takes the size of what holds it."""
    import segno  # noqa: PLC0415  starting the server must not wait for it

    return segno.make_qr(text).svg_inline(omitsize=True)
