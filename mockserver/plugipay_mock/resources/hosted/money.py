"""Amounts as people read them."""

from __future__ import annotations

_CENTS = 100


def money(amount: int, currency: str) -> str:
    """Return an amount with its currency: `Rp125.000` for whole rupiah, `$1,249.00` for US cents."""
    if currency == "USD":
        return f"${amount // _CENTS:,}.{amount % _CENTS:02}"
    return f"Rp{amount:,}".replace(",", ".")
