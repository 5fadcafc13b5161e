"""Invoices: bills with their lines and totals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from plugipay._answers import one
from plugipay._call import Call, given, segment
from plugipay._namespaces.invoice_documents import InvoiceDocuments
from plugipay._operation import Kind, operation
from plugipay._pages import Page, page, paged
from plugipay._records import Invoice

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Unpack

    from plugipay._call import Moment, ReadOptions, WriteOptions
    from plugipay._words import Currency, InvoiceStatus, Order

_PATH = "/api/v1/invoices"


class Invoices(InvoiceDocuments[Kind]):
    """Bills with their lines and totals. The ids are `inv_…`; the server computes the totals.

    Amounts are whole rupiah for IDR and US cents for USD. Every method raises `PlugipayError`.
    """

    @operation
    def create(
        self,
        *,
        customer_id: str,
        currency: Currency,
        lines: Sequence[Mapping[str, Any]],
        discount: int | None = None,
        tax: int | None = None,
        due_at: Moment | None = None,
        status: Literal["draft", "open"] | None = None,
        memo: str | None = None,
        subscription_id: str | None = None,
        template_id: str | None = None,
        **options: Unpack[WriteOptions],
    ) -> Call[Invoice]:
        """Write an invoice; it is a draft unless `status` says otherwise.

        Args:
            customer_id: Who owes; `cus_…`.
            currency: What amounts count.
            lines: Such as `[{"description": "Tea", "quantity": 2, "unitAmount": 25000}]`.
            discount: Taken off the subtotal, in whole rupiah or US cents.
            tax: Added after the discount, in the same unit.
            due_at: When it is to be paid: ISO 8601, or a datetime with a zone.
            status: `open` skips the draft.
            memo: A note on the bill.
            subscription_id: What it bills; no official package sends this by hand.
            template_id: How it looks; nor this.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        body = given(
            customerId=customer_id,
            currency=currency,
            lines=lines,
            discount=discount,
            tax=tax,
            dueAt=due_at,
            status=status,
            memo=memo,
            subscriptionId=subscription_id,
            templateId=template_id,
        )
        return Call("POST", _PATH, one(Invoice), body=body, **options)

    @operation
    def get(self, invoice_id: str, **options: Unpack[ReadOptions]) -> Call[Invoice]:
        """Fetch one invoice; only here is `chargeId` filled.

        Args:
            invoice_id: `inv_…`.
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("GET", f"{_PATH}/{segment(invoice_id)}", one(Invoice), **options)

    @paged
    def list(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        order: Order | None = None,
        status: InvoiceStatus | None = None,
        customer_id: str | None = None,
        subscription_id: str | None = None,
        **options: Unpack[ReadOptions],
    ) -> Call[Page[Invoice]]:
        """Fetch a page of invoices; `iter_all()` of the result goes through all of them.

        Args:
            limit: Rows in a page, 1 to 100.
            cursor: Where to start: the `cursor` of an earlier page.
            order: By creation.
            status: Only those in this state.
            customer_id: Only this customer's.
            subscription_id: Only those that bill this subscription.
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        query = given(
            limit=limit,
            cursor=cursor,
            order=order,
            status=status,
            customerId=customer_id,
            subscriptionId=subscription_id,
        )
        return Call("GET", _PATH, page(Invoice), query=query, **options)

    @operation
    def finalize(self, invoice_id: str, **options: Unpack[WriteOptions]) -> Call[Invoice]:
        """Make a draft final; it is `open` afterwards.

        Args:
            invoice_id: `inv_…`.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("POST", f"{_PATH}/{segment(invoice_id)}/finalize", one(Invoice), body={}, **options)

    @operation
    def pay(self, invoice_id: str, **options: Unpack[WriteOptions]) -> Call[Invoice]:
        """Say that an invoice was paid elsewhere; the server issues a receipt.

        Args:
            invoice_id: `inv_…`.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("POST", f"{_PATH}/{segment(invoice_id)}/pay", one(Invoice), body={}, **options)

    @operation
    def void(self, invoice_id: str, **options: Unpack[WriteOptions]) -> Call[Invoice]:
        """Take an invoice back that nobody has paid.

        Args:
            invoice_id: `inv_…`.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("POST", f"{_PATH}/{segment(invoice_id)}/void", one(Invoice), body={}, **options)
