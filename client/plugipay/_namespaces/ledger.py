"""The ledger: double entries of all money that moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plugipay._answers import many
from plugipay._call import Call, given
from plugipay._operation import Kind, Namespace, operation
from plugipay._pages import Page, page, paged
from plugipay._records import LedgerBalance, LedgerEntry

if TYPE_CHECKING:
    import builtins
    from typing import Unpack

    from plugipay._call import ReadOptions
    from plugipay._words import LedgerSource, Order

_PATH = "/api/v1/ledger"


class Ledger(Namespace[Kind]):
    """Double entries of all money that moved; entries with the same `txId` sum to zero.

    Amounts are whole rupiah for IDR and US cents for USD. Every method raises `PlugipayError`.
    """

    @paged
    def list(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        order: Order | None = None,
        tx_id: str | None = None,
        code: str | None = None,
        source_type: LedgerSource | None = None,
        source_id: str | None = None,
        **options: Unpack[ReadOptions],
    ) -> Call[Page[LedgerEntry]]:
        """Fetch a page of entries; `iter_all()` of the result goes through all of them.

        Args:
            limit: Rows in a page, 1 to 100.
            cursor: Where to start: the `cursor` of an earlier page.
            order: By the time they were posted.
            tx_id: Only those of this transaction.
            code: Only those of this ledger account, such as `cash`.
            source_type: Only those that such things caused.
            source_id: Only those that this thing caused.
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        query = given(
            limit=limit,
            cursor=cursor,
            order=order,
            txId=tx_id,
            code=code,
            sourceType=source_type,
            sourceId=source_id,
        )
        return Call("GET", _PATH, page(LedgerEntry), query=query, **options)

    @operation
    def balances(self, **options: Unpack[ReadOptions]) -> Call[builtins.list[LedgerBalance]]:
        """Fetch the sums of every ledger account: `code`, `debits`, `credits`, `balance`.

        Args:
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("GET", f"{_PATH}/balances", many(LedgerBalance), **options)
