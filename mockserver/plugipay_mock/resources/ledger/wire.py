"""What callers ask of the ledger, and how balances are shown (source: SDK facts sections 1.1 and 2.3)."""

from __future__ import annotations

from typing_extensions import TypedDict

from plugipay_mock.binding import ListQuery
from plugipay_mock.resources.ledger.model import Balance, SourceType
from plugipay_mock.shown import ShownCurrency


class EntryFilters(ListQuery):
    """Which entries to list."""

    code: str | None = None
    source_type: SourceType | None = None
    source_id: str | None = None
    tx_id: str | None = None


class LedgerBalance(TypedDict):
    """One code in one currency; `currency` is ours, since sums across currencies would mean nothing."""

    code: str
    currency: ShownCurrency
    debits: int
    credits: int
    balance: int


def show_balance(balance: Balance) -> LedgerBalance:
    """Return a row of `GET /ledger/balances`."""
    return {
        "code": balance.code,
        "currency": balance.currency,
        "debits": balance.debits,
        "credits": balance.credits,
        "balance": balance.balance,
    }
