"""Gift cards: prepaid money, and store credit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plugipay._answers import one
from plugipay._call import Call, given, segment
from plugipay._operation import Kind, Namespace, operation
from plugipay._pages import Page, page, paged
from plugipay._records import GiftCard, GiftCardBalance, GiftCardMovement

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Unpack

    from plugipay._call import Moment, ReadOptions, WriteOptions
    from plugipay._words import Currency, GiftCardStatus, Order

_PATH = "/api/v1/gift-cards"


class GiftCards(Namespace[Kind]):
    """Prepaid money under a code; store credit when it belongs to a customer.

    Amounts are whole rupiah for IDR and US cents for USD. The methods are the Node package's; the official Python
    0.1.0 has none of them. Every method raises `PlugipayError`.
    """

    @operation
    def issue(
        self,
        *,
        amount: int,
        currency: Currency | None = None,
        customer_id: str | None = None,
        code: str | None = None,
        expires_at: Moment | None = None,
        note: str | None = None,
        issued_source: str | None = None,
        issued_ref: str | None = None,
        metadata: Mapping[str, str] | None = None,
        **options: Unpack[WriteOptions],
    ) -> Call[GiftCard]:
        """Make a gift card.

        Args:
            amount: What is on it, in whole rupiah or US cents.
            currency: What `amount` counts.
            customer_id: Whose store credit it is; anybody's who has the code when None.
            code: What is redeemed; the server makes one up when None.
            expires_at: When it stops being good: ISO 8601, or a datetime with a zone.
            note: For yourself.
            issued_source: Which of your systems issued it.
            issued_ref: Its own name there.
            metadata: At most 50 pairs of strings.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        body = given(
            amount=amount,
            currency=currency,
            customerId=customer_id,
            code=code,
            expiresAt=expires_at,
            note=note,
            issuedSource=issued_source,
            issuedRef=issued_ref,
            metadata=metadata,
        )
        return Call("POST", _PATH, one(GiftCard), body=body, **options)

    @paged
    def list(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        order: Order | None = None,
        customer_id: str | None = None,
        status: GiftCardStatus | None = None,
        **options: Unpack[ReadOptions],
    ) -> Call[Page[GiftCard]]:
        """Fetch a page of gift cards; `iter_all()` of the result goes through all of them.

        Args:
            limit: Rows in a page, 1 to 100.
            cursor: Where to start: the `cursor` of an earlier page.
            order: By creation.
            customer_id: Only this customer's store credit.
            status: Only those in this state.
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        query = given(limit=limit, cursor=cursor, order=order, customerId=customer_id, status=status)
        return Call("GET", _PATH, page(GiftCard), query=query, **options)

    @operation
    def get_by_code(self, code: str, **options: Unpack[ReadOptions]) -> Call[GiftCard]:
        """Fetch the gift card with a code.

        Args:
            code: What is redeemed, not the id.
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("GET", f"{_PATH}/{segment(code)}", one(GiftCard), **options)

    @operation
    def balance(self, code: str, **options: Unpack[ReadOptions]) -> Call[GiftCardBalance]:
        """Fetch what is left on a gift card: `code`, `balance`, `currency`, `status` of `get_by_code`'s answer.

        Args:
            code: What is redeemed, not the id.
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("GET", f"{_PATH}/{segment(code)}", one(GiftCardBalance), **options)

    @operation
    def redeem(
        self,
        gift_card_id: str,
        *,
        amount: int,
        external_source: str,
        external_ref: str,
        checkout_session_id: str | None = None,
        note: str | None = None,
        **options: Unpack[WriteOptions],
    ) -> Call[GiftCardMovement]:
        """Take money off a gift card, once for each pair of source and reference; too little on it is a 422.

        Args:
            gift_card_id: The id, not the code.
            amount: In whole rupiah or US cents.
            external_source: Which of your systems asks.
            external_ref: What it asks for, such as an order.
            checkout_session_id: What is paid for; `cs_…`.
            note: For yourself.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        body = given(
            amount=amount,
            externalSource=external_source,
            externalRef=external_ref,
            checkoutSessionId=checkout_session_id,
            note=note,
        )
        return Call("POST", f"{_PATH}/{segment(gift_card_id)}/redeem", one(GiftCardMovement), body=body, **options)

    @operation
    def topup(
        self,
        gift_card_id: str,
        *,
        amount: int,
        external_source: str,
        external_ref: str,
        note: str | None = None,
        **options: Unpack[WriteOptions],
    ) -> Call[GiftCardMovement]:
        """Put money on a gift card, once for each pair of source and reference.

        Args:
            gift_card_id: The id, not the code.
            amount: In whole rupiah or US cents.
            external_source: As in `redeem`.
            external_ref: As in `redeem`.
            note: For yourself.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        body = given(amount=amount, externalSource=external_source, externalRef=external_ref, note=note)
        return Call("POST", f"{_PATH}/{segment(gift_card_id)}/topup", one(GiftCardMovement), body=body, **options)

    @operation
    def void(self, gift_card_id: str, *, note: str | None = None, **options: Unpack[WriteOptions]) -> Call[GiftCard]:
        """Make a gift card worth nothing.

        Args:
            gift_card_id: The id, not the code.
            note: For yourself.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("POST", f"{_PATH}/{segment(gift_card_id)}/void", one(GiftCard), body=given(note=note), **options)
