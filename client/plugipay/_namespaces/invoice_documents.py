"""Invoices on their way to the customer: sent, printed, receipted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plugipay._answers import content, one, outcome, text
from plugipay._call import Call, given, segment
from plugipay._operation import Kind, Namespace, operation
from plugipay._records import Invoice, ReceiptSummary, Resource

if TYPE_CHECKING:
    from typing import Unpack

    from plugipay._call import ReadOptions, WriteOptions
    from plugipay._words import PaperWidth


def _path(invoice_id: str, what: str) -> str:
    return f"/api/v1/invoices/{segment(invoice_id)}/{what}"


class InvoiceDocuments(Namespace[Kind]):
    """An invoice as the customer gets it. But for `send_email`, no official package wraps these routes by hand."""

    @operation
    def send(self, invoice_id: str, **options: Unpack[WriteOptions]) -> Call[Invoice]:
        """Send an invoice to its customer, and tell webhooks so with `invoice.sent`.

        Args:
            invoice_id: `inv_…`.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("POST", _path(invoice_id, "send"), one(Invoice), body={}, **options)

    @operation
    def send_email(self, invoice_id: str, *, to: str | None = None, **options: Unpack[WriteOptions]) -> Call[Resource]:
        """Send an invoice by e-mail; answers `{"sent": true, "to": …}`.

        Args:
            invoice_id: `inv_…`.
            to: Another address than the customer's.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("POST", _path(invoice_id, "send-email"), outcome, body=given(to=to), **options)

    @operation
    def receipt(self, invoice_id: str, **options: Unpack[ReadOptions]) -> Call[ReceiptSummary]:
        """Fetch the receipt of a paid invoice, in one row.

        Args:
            invoice_id: `inv_…`.
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("GET", _path(invoice_id, "receipt"), one(ReceiptSummary), **options)

    @operation
    def pdf(self, invoice_id: str, **options: Unpack[ReadOptions]) -> Call[bytes]:
        """Fetch an invoice in any state as a PDF file.

        Args:
            invoice_id: `inv_…`.
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("GET", _path(invoice_id, "invoice.pdf"), content, raw=True, **options)

    @operation
    def signed_pdf(self, invoice_id: str, **options: Unpack[ReadOptions]) -> Call[bytes]:
        """Fetch the PDF file from the route `/pdf`, which the public pages call a redirect to a signed URL.

        No redirect is followed here, so one of those is a `PlugipayError` with its 3xx status: prefer `pdf`.

        Args:
            invoice_id: `inv_…`.
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("GET", _path(invoice_id, "pdf"), content, raw=True, **options)

    @operation
    def html(self, invoice_id: str, **options: Unpack[ReadOptions]) -> Call[str]:
        """Fetch an invoice as a page.

        Args:
            invoice_id: `inv_…`.
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("GET", _path(invoice_id, "invoice.html"), text, raw=True, **options)

    @operation
    def escpos(
        self, invoice_id: str, *, width: PaperWidth | None = None, **options: Unpack[ReadOptions]
    ) -> Call[bytes]:
        """Fetch an invoice as commands for a receipt printer.

        Args:
            invoice_id: `inv_…`.
            width: Of the paper, in millimetres.
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("GET", _path(invoice_id, "invoice.escpos"), content, query=given(width=width), raw=True, **options)
