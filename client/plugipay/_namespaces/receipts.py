"""Receipts: proofs that somebody paid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plugipay._answers import content, one, outcome, text
from plugipay._call import Call, given, segment
from plugipay._operation import Kind, Namespace, operation
from plugipay._pages import Page, page, paged
from plugipay._records import Receipt, ReceiptSummary, Resource

if TYPE_CHECKING:
    from typing import Unpack

    from plugipay._call import Moment, ReadOptions, WriteOptions
    from plugipay._words import PaperWidth, SourceType

_PATH = "/api/v1/receipts"


class Receipts(Namespace[Kind]):
    """Proofs that somebody paid; the server issues them, and they never change. The ids are `rcpt_…`.

    Amounts are whole rupiah for IDR and US cents for USD. Every method raises `PlugipayError`.
    """

    @paged
    def list(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        source_type: SourceType | None = None,
        customer_id: str | None = None,
        issued_after: Moment | None = None,
        issued_before: Moment | None = None,
        **options: Unpack[ReadOptions],
    ) -> Call[Page[ReceiptSummary]]:
        """Fetch a page of receipts; `iter_all()` of the result goes through all of them.

        Args:
            limit: Rows in a page, 1 to 100.
            cursor: Where to start: the `cursor` of an earlier page.
            source_type: Only those for such things.
            customer_id: Only this customer's.
            issued_after: Only those issued after this time: ISO 8601, or a datetime with a zone.
            issued_before: Only those issued before this time.
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        query = given(
            limit=limit,
            cursor=cursor,
            sourceType=source_type,
            customerId=customer_id,
            issuedAfter=issued_after,
            issuedBefore=issued_before,
        )
        return Call("GET", _PATH, page(ReceiptSummary), query=query, **options)

    @operation
    def get(self, receipt_id: str, **options: Unpack[ReadOptions]) -> Call[Receipt]:
        """Fetch a whole receipt: merchant, lines, tax and total besides what a row of `list` has.

        Args:
            receipt_id: `rcpt_…`.
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("GET", f"{_PATH}/{segment(receipt_id)}", one(Receipt), **options)

    @operation
    def email(self, receipt_id: str, *, to: str | None = None, **options: Unpack[WriteOptions]) -> Call[Resource]:
        """Send a receipt by e-mail; answers `{"sent": true, "to": …}`. No official package wraps this by hand.

        Args:
            receipt_id: `rcpt_…`.
            to: Another address than the customer's.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("POST", f"{_PATH}/{segment(receipt_id)}/email", outcome, body=given(to=to), **options)

    @operation
    def pdf(self, receipt_id: str, **options: Unpack[ReadOptions]) -> Call[bytes]:
        """Fetch a receipt as a PDF file.

        Args:
            receipt_id: `rcpt_…`.
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("GET", f"{_PATH}/{segment(receipt_id)}/receipt.pdf", content, raw=True, **options)

    @operation
    def html(self, receipt_id: str, **options: Unpack[ReadOptions]) -> Call[str]:
        """Fetch a receipt as a page.

        Args:
            receipt_id: `rcpt_…`.
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("GET", f"{_PATH}/{segment(receipt_id)}/receipt.html", text, raw=True, **options)

    @operation
    def escpos(
        self, receipt_id: str, *, width: PaperWidth | None = None, **options: Unpack[ReadOptions]
    ) -> Call[bytes]:
        """Fetch a receipt as commands for a receipt printer.

        Args:
            receipt_id: `rcpt_…`.
            width: Of the paper, in millimetres.
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        path = f"{_PATH}/{segment(receipt_id)}/receipt.escpos"
        return Call("GET", path, content, query=given(width=width), raw=True, **options)
