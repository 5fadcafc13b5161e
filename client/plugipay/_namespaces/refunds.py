"""Refunds: money given back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plugipay._answers import one
from plugipay._call import Call, given, segment
from plugipay._operation import Kind, Namespace, operation
from plugipay._pages import Page, page, paged
from plugipay._records import Refund

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Unpack

    from plugipay._call import ReadOptions, WriteOptions
    from plugipay._words import Order, RefundReason, RefundStatus, SourceType

_PATH = "/api/v1/refunds"


class Refunds(Namespace[Kind]):
    """Money given back, all of a charge or part of it. The ids are `rf_…`. Every method raises `PlugipayError`."""

    @operation
    def create(
        self,
        *,
        source_type: SourceType | None = None,
        source_id: str | None = None,
        charge_id: str | None = None,
        amount: int | None = None,
        reason: RefundReason | None = None,
        metadata: Mapping[str, str] | None = None,
        **options: Unpack[WriteOptions],
    ) -> Call[Refund]:
        """Give money back. A provider that refuses is a 422, and leaves a refund that is `failed`.

        Args:
            source_type: What was paid, with `source_id`; or else name the charge.
            source_id: `cs_…` or `inv_…`.
            charge_id: The charge itself: the `paymentId` of a session, the `chargeId` of an invoice.
            amount: In whole rupiah for IDR and US cents for USD; all that is left when None.
            reason: Why; the official Python 0.1.0 documents free text, which the service refuses (SDK facts).
            metadata: At most 50 pairs of strings.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        body = given(
            sourceType=source_type,
            sourceId=source_id,
            chargeId=charge_id,
            amount=amount,
            reason=reason,
            metadata=metadata,
        )
        return Call("POST", _PATH, one(Refund), body=body, **options)

    @operation
    def get(self, refund_id: str, **options: Unpack[ReadOptions]) -> Call[Refund]:
        """Fetch one refund.

        Args:
            refund_id: `rf_…`.
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("GET", f"{_PATH}/{segment(refund_id)}", one(Refund), **options)

    @paged
    def list(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        order: Order | None = None,
        status: RefundStatus | None = None,
        charge_id: str | None = None,
        source_id: str | None = None,
        **options: Unpack[ReadOptions],
    ) -> Call[Page[Refund]]:
        """Fetch a page of refunds; `iter_all()` of the result goes through all of them.

        Args:
            limit: Rows in a page, 1 to 100.
            cursor: Where to start: the `cursor` of an earlier page.
            order: By creation.
            status: Only those in this state.
            charge_id: Only those of this charge.
            source_id: A filter of the official Python 0.1.0, sent as it sends it; the service ignores it (SDK facts).
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        query = given(limit=limit, cursor=cursor, order=order, status=status, chargeId=charge_id, sourceId=source_id)
        return Call("GET", _PATH, page(Refund), query=query, **options)
