"""Reports: what the ledger adds up to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plugipay._answers import one, text
from plugipay._call import Call, given
from plugipay._operation import Kind, Namespace, operation
from plugipay._records import CashFlowReport, PnLReport

if TYPE_CHECKING:
    from typing import Unpack

    from plugipay._call import Moment, ReadOptions
    from plugipay._words import Currency

_PATH = "/api/v1/reports"


class Reports(Namespace[Kind]):
    """What the ledger adds up to over a period.

    Amounts are whole rupiah for IDR and US cents for USD. Every method raises `PlugipayError`.
    """

    @operation
    def pnl(
        self, *, from_: Moment, to: Moment, currency: Currency | None = None, **options: Unpack[ReadOptions]
    ) -> Call[PnLReport]:
        """Fetch profit and loss: `revenue`, `refunds`, `platformFees`, `tax`, `net`, and `lines` by account.

        Args:
            from_: Where the period starts: ISO 8601, or a datetime with a zone.
            to: Where it ends.
            currency: Which books.
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("GET", f"{_PATH}/pnl", one(PnLReport), query=_period(from_, to, currency), **options)

    @operation
    def cash_flow(
        self, *, from_: Moment, to: Moment, currency: Currency | None = None, **options: Unpack[ReadOptions]
    ) -> Call[CashFlowReport]:
        """Fetch money in and out: `totalInflow`, `totalOutflow`, `net`, and `buckets` by day.

        Args:
            from_: Where the period starts: ISO 8601, or a datetime with a zone.
            to: Where it ends.
            currency: Which books.
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("GET", f"{_PATH}/cash-flow", one(CashFlowReport), query=_period(from_, to, currency), **options)

    @operation
    def ledger_csv(
        self,
        *,
        from_: Moment | None = None,
        to: Moment | None = None,
        currency: Currency | None = None,
        **options: Unpack[ReadOptions],
    ) -> Call[str]:
        """Fetch the ledger as CSV text. The route is the service's own; no official package wraps it by hand.

        Args:
            from_: Where the period starts: ISO 8601, or a datetime with a zone.
            to: Where it ends.
            currency: Which books.
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("GET", f"{_PATH}/ledger.csv", text, query=_period(from_, to, currency), raw=True, **options)


def _period(from_: Moment | None, to: Moment | None, currency: str | None) -> dict[str, str]:
    return given(**{"from": from_, "to": to, "currency": currency})
