"""Checkout sessions: hosted pages where a buyer pays once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from plugipay._answers import nothing, one
from plugipay._call import Call, given, segment
from plugipay._namespaces.checkout_receipts import CheckoutReceipts
from plugipay._operation import Kind, operation
from plugipay._pages import Page, page, paged
from plugipay._records import CheckoutSession

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Unpack

    from plugipay._call import Moment, ReadOptions, WriteOptions
    from plugipay._words import CheckoutMethod, CheckoutStatus, Currency, Order

_PATH = "/api/v1/checkout-sessions"


class CheckoutSessions(CheckoutReceipts[Kind]):
    """Hosted pages where a buyer pays once; send the buyer to `hostedUrl`. The ids are `cs_…`.

    Amounts are whole rupiah for IDR and US cents for USD. Every method raises `PlugipayError`.
    """

    @operation
    def create(
        self,
        *,
        amount: int,
        currency: Currency,
        methods: Sequence[CheckoutMethod],
        success_url: str,
        cancel_url: str,
        customer_id: str | None = None,
        line_items: Sequence[Mapping[str, Any]] | None = None,
        expires_in_sec: int | None = None,
        metadata: Mapping[str, str] | None = None,
        template_id: str | None = None,
        **options: Unpack[WriteOptions],
    ) -> Call[CheckoutSession]:
        """Open a session.

        Args:
            amount: In whole rupiah or US cents.
            currency: What `amount` counts.
            methods: How the buyer may pay; USD sessions take `paypal` alone (SDK facts).
            success_url: Where the buyer goes after paying.
            cancel_url: Where the buyer goes after giving up.
            customer_id: Who buys, if you know; `cus_…`.
            line_items: Such as `[{"name": "Tea", "quantity": 2, "unitAmount": 25000}]`; `[]` is sent when None.
            expires_in_sec: Seconds until it expires; the server's default is 24 hours (public pages disagree).
            metadata: At most 50 pairs of strings.
            template_id: How the page looks.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        body = given(
            amount=amount,
            currency=currency,
            methods=methods,
            successUrl=success_url,
            cancelUrl=cancel_url,
            lineItems=[] if line_items is None else line_items,
            customerId=customer_id,
            expiresInSec=expires_in_sec,
            metadata=metadata,
            templateId=template_id,
        )
        return Call("POST", _PATH, one(CheckoutSession), body=body, **options)

    @operation
    def get(self, session_id: str, **options: Unpack[ReadOptions]) -> Call[CheckoutSession]:
        """Fetch one session.

        Args:
            session_id: `cs_…`.
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("GET", f"{_PATH}/{segment(session_id)}", one(CheckoutSession), **options)

    @paged
    def list(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        order: Order | None = None,
        status: CheckoutStatus | None = None,
        customer_id: str | None = None,
        created_after: Moment | None = None,
        created_before: Moment | None = None,
        **options: Unpack[ReadOptions],
    ) -> Call[Page[CheckoutSession]]:
        """Fetch a page of sessions; `iter_all()` of the result goes through all of them.

        Args:
            limit: Rows in a page, 1 to 100.
            cursor: Where to start: the `cursor` of an earlier page.
            order: By creation.
            status: Only those in this state.
            customer_id: Only this customer's.
            created_after: Only those created after this time: ISO 8601, or a datetime with a zone.
            created_before: Only those created before this time.
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        query = given(
            limit=limit,
            cursor=cursor,
            order=order,
            status=status,
            customerId=customer_id,
            createdAfter=created_after,
            createdBefore=created_before,
        )
        return Call("GET", _PATH, page(CheckoutSession), query=query, **options)

    @operation
    def cancel(self, session_id: str, **options: Unpack[WriteOptions]) -> Call[CheckoutSession]:
        """Close a session that nobody has paid; 409 `conflict` when it has ended already.

        Args:
            session_id: `cs_…`.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("POST", f"{_PATH}/{segment(session_id)}/cancel", one(CheckoutSession), body={}, **options)

    @operation
    def confirm(self, session_id: str, **options: Unpack[WriteOptions]) -> Call[CheckoutSession]:
        """Say that the money of a manual session, which is `pending_review`, has arrived.

        Args:
            session_id: `cs_…`.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("POST", f"{_PATH}/{segment(session_id)}/confirm", one(CheckoutSession), body={}, **options)

    @operation
    def delete(self, session_id: str, **options: Unpack[WriteOptions]) -> Call[None]:
        """Delete a session. The route is the service's own; no official package wraps it by hand.

        Args:
            session_id: `cs_…`.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("DELETE", f"{_PATH}/{segment(session_id)}", nothing, **options)
