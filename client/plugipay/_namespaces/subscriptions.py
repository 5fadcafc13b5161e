"""Subscriptions: customers' standing orders for plans."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from plugipay._answers import one
from plugipay._call import UNSET, Call, Unset, changed, given, segment
from plugipay._operation import Kind, Namespace, operation
from plugipay._pages import Page, page, paged
from plugipay._records import Subscription

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Unpack

    from plugipay._call import Moment, ReadOptions, WriteOptions
    from plugipay._words import CancelReason, CollectionMethod, Order, SubscriptionStatus

_PATH = "/api/v1/subscriptions"


class Subscriptions(Namespace[Kind]):
    """Customers' standing orders for plans. The ids are `sub_…`. Every method raises `PlugipayError`."""

    @operation
    def create(
        self,
        *,
        customer_id: str,
        plan_id: str,
        price_id: str,
        trial_days: int | None = None,
        payment_token_id: str | None = None,
        collection_method: CollectionMethod | None = None,
        coupon_id: str | None = None,
        start_at: Moment | None = None,
        metadata: Mapping[str, str] | None = None,
        initial_discount: int | None = None,
        **options: Unpack[WriteOptions],
    ) -> Call[Subscription]:
        """Subscribe a customer to a plan; with `send_invoice` there is an open invoice at once.

        Args:
            customer_id: `cus_…`.
            plan_id: `plan_…`.
            price_id: One of the plan's `prices`.
            trial_days: Days before the first bill.
            payment_token_id: What to charge; `pt_…`.
            collection_method: `charge_automatically` is the server's default.
            coupon_id: A discount; no official package sends this by hand.
            start_at: When the first period starts: ISO 8601, or a datetime with a zone; nor this.
            metadata: At most 50 pairs of strings.
            initial_discount: Taken off the first invoice, in whole rupiah for IDR and US cents for USD.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        body = given(
            customerId=customer_id,
            planId=plan_id,
            priceId=price_id,
            trialDays=trial_days,
            paymentTokenId=payment_token_id,
            collectionMethod=collection_method,
            couponId=coupon_id,
            startAt=start_at,
            metadata=metadata,
            initialDiscount=initial_discount,
        )
        return Call("POST", _PATH, one(Subscription), body=body, **options)

    @operation
    def get(self, subscription_id: str, **options: Unpack[ReadOptions]) -> Call[Subscription]:
        """Fetch one subscription.

        Args:
            subscription_id: `sub_…`.
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("GET", f"{_PATH}/{segment(subscription_id)}", one(Subscription), **options)

    @paged
    def list(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        order: Order | None = None,
        status: SubscriptionStatus | None = None,
        customer_id: str | None = None,
        plan_id: str | None = None,
        **options: Unpack[ReadOptions],
    ) -> Call[Page[Subscription]]:
        """Fetch a page of subscriptions; `iter_all()` of the result goes through all of them.

        Args:
            limit: Rows in a page, 1 to 100.
            cursor: Where to start: the `cursor` of an earlier page.
            order: By creation.
            status: Only those in this state.
            customer_id: Only this customer's.
            plan_id: Only those to this plan.
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        query = given(limit=limit, cursor=cursor, order=order, status=status, customerId=customer_id, planId=plan_id)
        return Call("GET", _PATH, page(Subscription), query=query, **options)

    @operation
    def update(
        self,
        subscription_id: str,
        *,
        price_id: str | None = None,
        default_payment_token_id: str | Unset | None = UNSET,
        metadata: Mapping[str, str] | Unset | None = UNSET,
        **options: Unpack[WriteOptions],
    ) -> Call[Subscription]:
        """Change the given fields and leave the others. The official Python 0.1.0 has no such method.

        Args:
            subscription_id: `sub_…`.
            price_id: Another price of the plan.
            default_payment_token_id: What to charge; None clears it.
            metadata: Takes the place of all pairs; None clears them.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        cleared = changed(defaultPaymentTokenId=default_payment_token_id, metadata=metadata)
        body = given(priceId=price_id) | cleared
        return Call("PATCH", f"{_PATH}/{segment(subscription_id)}", one(Subscription), body=body, **options)

    @operation
    def cancel(
        self,
        subscription_id: str,
        *,
        at: Literal["now", "period_end"] = "period_end",
        reason: CancelReason | None = None,
        **options: Unpack[WriteOptions],
    ) -> Call[Subscription]:
        """End a subscription, at once or with the period that is paid for.

        Args:
            subscription_id: `sub_…`.
            at: `period_end` sets `cancelAt` and leaves the state as it is until then.
            reason: The server's default is `user_request`; the official Python 0.1.0 cannot say.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        body = given(at=at, reason=reason)
        return Call("POST", f"{_PATH}/{segment(subscription_id)}/cancel", one(Subscription), body=body, **options)

    @operation
    def pause(
        self, subscription_id: str, *, resume_at: Moment | None = None, **options: Unpack[WriteOptions]
    ) -> Call[Subscription]:
        """Bill nothing for a while.

        Args:
            subscription_id: `sub_…`.
            resume_at: When to go on by itself: ISO 8601, or a datetime with a zone.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        body = given(resumeAt=resume_at)
        return Call("POST", f"{_PATH}/{segment(subscription_id)}/pause", one(Subscription), body=body, **options)

    @operation
    def resume(self, subscription_id: str, **options: Unpack[WriteOptions]) -> Call[Subscription]:
        """Go on with a paused subscription.

        Args:
            subscription_id: `sub_…`.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("POST", f"{_PATH}/{segment(subscription_id)}/resume", one(Subscription), body={}, **options)
