"""The public checkout: what a buyer's browser does, who has no key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plugipay._answers import one, outcome
from plugipay._call import Call, given, segment
from plugipay._operation import Kind, Namespace, operation
from plugipay._records import Receipt, Resource, UploadedFile
from plugipay._upload import Upload

if TYPE_CHECKING:
    from typing import Unpack

    from plugipay._call import ReadOptions, WriteOptions

_PATH = "/api/v1/public/checkout"


class PublicCheckout(Namespace[Kind]):
    """What a buyer's browser does with a session, an invoice or a receipt; useful to play the buyer in a test.

    The service asks for no key here, and does not mind one. The routes are its own, no official Python, Node or Go
    package wraps them by hand, and the answers are untyped. Every method raises `PlugipayError`.
    """

    @operation
    def get_session(self, session_id: str, **options: Unpack[ReadOptions]) -> Call[Resource]:
        """Fetch what a checkout page shows: `session`, `methods`, `catalog`, `branding`, `activeAdapters`.

        Args:
            session_id: `cs_…`.
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("GET", f"{_PATH}/sessions/{segment(session_id)}", one(Resource), **options)

    @operation
    def charge(self, session_id: str, *, method: str, **options: Unpack[WriteOptions]) -> Call[Resource]:
        """Choose how to pay; answers `{"kind": "redirect", …}` or `{"kind": "instructions", …}`.

        Args:
            session_id: `cs_…`.
            method: An id from the `catalog` of `get_session`.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        body = {"method": method}
        return Call("POST", f"{_PATH}/sessions/{segment(session_id)}/charge", one(Resource), body=body, **options)

    @operation
    def buyer_claim(
        self, session_id: str, *, proof_url: str | None = None, **options: Unpack[WriteOptions]
    ) -> Call[Resource]:
        """Say that the transfer is made, for the merchant to confirm.

        Args:
            session_id: `cs_…`.
            proof_url: Where a picture of the transfer is.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        body = given(proofUrl=proof_url)
        return Call("POST", f"{_PATH}/sessions/{segment(session_id)}/buyer-claim", outcome, body=body, **options)

    @operation
    def proof_image(
        self,
        session_id: str,
        *,
        filename: str,
        mime: str,
        data: bytes | None = None,
        base64: str | None = None,
        **options: Unpack[WriteOptions],
    ) -> Call[UploadedFile]:
        """Show a picture of the transfer: PNG, JPEG or WEBP of at most 4 MB.

        Args:
            session_id: `cs_…`.
            filename: As in `uploads.image`.
            mime: As in `uploads.image`.
            data: As in `uploads.image`.
            base64: As in `uploads.image`.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        path = f"{_PATH}/sessions/{segment(session_id)}/proof-image"
        upload = Upload.of(filename, mime, data, base64)
        return Call("POST", path, one(UploadedFile), upload=upload, **options)

    @operation
    def session_receipt(self, session_id: str, **options: Unpack[ReadOptions]) -> Call[Receipt]:
        """Fetch the receipt of a completed session.

        Args:
            session_id: `cs_…`.
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("GET", f"{_PATH}/sessions/{segment(session_id)}/receipt", one(Receipt), **options)

    @operation
    def get_receipt(self, receipt_id: str, **options: Unpack[ReadOptions]) -> Call[Receipt]:
        """Fetch a receipt by its own id.

        Args:
            receipt_id: `rcpt_…`.
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("GET", f"{_PATH}/receipts/{segment(receipt_id)}", one(Receipt), **options)

    @operation
    def get_invoice(self, invoice_id: str, **options: Unpack[ReadOptions]) -> Call[Resource]:
        """Fetch what the page behind `hostedInvoiceUrl` shows.

        Args:
            invoice_id: `inv_…`.
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("GET", f"{_PATH}/invoices/{segment(invoice_id)}", one(Resource), **options)
