"""Receipts of checkout sessions, found by the session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plugipay._answers import content, one, outcome, text
from plugipay._call import Call, given, segment
from plugipay._operation import Kind, Namespace, operation
from plugipay._records import Receipt, ReceiptSummary, Resource

if TYPE_CHECKING:
    from typing import Unpack

    from plugipay._call import ReadOptions, WriteOptions
    from plugipay._words import PaperWidth


def _path(session_id: str, what: str) -> str:
    return f"/api/v1/checkout-sessions/{segment(session_id)}/{what}"


class CheckoutReceipts(Namespace[Kind]):
    """The receipt of a completed session. The routes are the service's own; no official package wraps them by hand."""

    @operation
    def receipt(self, session_id: str, **options: Unpack[ReadOptions]) -> Call[Receipt]:
        """Fetch the whole receipt of a session.

        Args:
            session_id: `cs_…`.
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("GET", _path(session_id, "receipt"), one(Receipt), **options)

    @operation
    def receipt_link(self, session_id: str, **options: Unpack[ReadOptions]) -> Call[ReceiptSummary]:
        """Fetch the receipt of a session in one row; 404 `not_found` until the session is completed.

        Args:
            session_id: `cs_…`.
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("GET", _path(session_id, "receipt-link"), one(ReceiptSummary), **options)

    @operation
    def receipt_pdf(self, session_id: str, **options: Unpack[ReadOptions]) -> Call[bytes]:
        """Fetch the receipt of a session as a PDF file.

        Args:
            session_id: `cs_…`.
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("GET", _path(session_id, "receipt.pdf"), content, raw=True, **options)

    @operation
    def receipt_html(self, session_id: str, **options: Unpack[ReadOptions]) -> Call[str]:
        """Fetch the receipt of a session as a page.

        Args:
            session_id: `cs_…`.
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("GET", _path(session_id, "receipt.html"), text, raw=True, **options)

    @operation
    def receipt_escpos(
        self, session_id: str, *, width: PaperWidth | None = None, **options: Unpack[ReadOptions]
    ) -> Call[bytes]:
        """Fetch the receipt of a session as commands for a receipt printer.

        Args:
            session_id: `cs_…`.
            width: Of the paper, in millimetres.
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("GET", _path(session_id, "receipt.escpos"), content, query=given(width=width), raw=True, **options)

    @operation
    def email_receipt(
        self, session_id: str, *, to: str | None = None, **options: Unpack[WriteOptions]
    ) -> Call[Resource]:
        """Send the receipt of a session by e-mail; answers `{"sent": true, "to": …}`.

        Args:
            session_id: `cs_…`.
            to: Another address than the customer's.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("POST", _path(session_id, "receipt/email"), outcome, body=given(to=to), **options)
