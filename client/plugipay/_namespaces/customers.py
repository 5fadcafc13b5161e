"""Customers: those who buy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plugipay._answers import nothing, one
from plugipay._call import UNSET, Call, Unset, changed, given, segment
from plugipay._operation import Kind, Namespace, operation
from plugipay._pages import Page, page, paged
from plugipay._records import Customer

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Unpack

    from plugipay._call import Moment, ReadOptions, WriteOptions
    from plugipay._words import Order

_PATH = "/api/v1/customers"


class Customers(Namespace[Kind]):
    """Those who buy from the merchant. Every field is optional, and the ids are `cus_…`.

    The fields are the service's own (SDK facts): the official Python package 0.1.0 knows fewer, and has no `delete`.
    Every method raises `PlugipayError`.
    """

    @operation
    def create(
        self,
        *,
        email: str | None = None,
        name: str | None = None,
        phone: str | None = None,
        external_id: str | None = None,
        tax_id: str | None = None,
        default_payment_token_id: str | None = None,
        metadata: Mapping[str, str] | None = None,
        **options: Unpack[WriteOptions],
    ) -> Call[Customer]:
        """Create a customer.

        Args:
            email: A valid address, at most 320 characters; two customers may share it.
            name: 1 to 255 characters.
            phone: 1 to 64 characters of any form.
            external_id: Your own id for them, unique in the workspace and mode: a second one is a 409 `conflict`.
            tax_id: 1 to 64 characters, such as an NPWP.
            default_payment_token_id: What to charge by default; `pt_…`.
            metadata: At most 50 pairs of strings.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        body = given(
            email=email,
            name=name,
            phone=phone,
            externalId=external_id,
            taxId=tax_id,
            defaultPaymentTokenId=default_payment_token_id,
            metadata=metadata,
        )
        return Call("POST", _PATH, one(Customer), body=body, **options)

    @operation
    def get(self, customer_id: str, **options: Unpack[ReadOptions]) -> Call[Customer]:
        """Fetch one customer; 404 `not_found` when there is none in this workspace.

        Args:
            customer_id: `cus_…`.
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("GET", f"{_PATH}/{segment(customer_id)}", one(Customer), **options)

    @paged
    def list(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        order: Order | None = None,
        email: str | None = None,
        external_id: str | None = None,
        created_after: Moment | None = None,
        **options: Unpack[ReadOptions],
    ) -> Call[Page[Customer]]:
        """Fetch a page of customers; `iter_all()` of the result goes through all of them.

        Args:
            limit: Rows in a page, 1 to 100; the server's default is 20 (a guess: the public pages disagree).
            cursor: Where to start: the `cursor` of an earlier page.
            order: By creation; newest first (`desc`) is the server's default.
            email: Only those with this address.
            external_id: Only the one with this id of yours.
            created_after: Only those created after this time: ISO 8601, or a datetime with a zone.
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        query = given(
            limit=limit, cursor=cursor, order=order, email=email, externalId=external_id, createdAfter=created_after
        )
        return Call("GET", _PATH, page(Customer), query=query, **options)

    @operation
    def update(
        self,
        customer_id: str,
        *,
        email: str | Unset | None = UNSET,
        name: str | Unset | None = UNSET,
        phone: str | Unset | None = UNSET,
        external_id: str | Unset | None = UNSET,
        tax_id: str | Unset | None = UNSET,
        default_payment_token_id: str | Unset | None = UNSET,
        metadata: Mapping[str, str] | Unset | None = UNSET,
        **options: Unpack[WriteOptions],
    ) -> Call[Customer]:
        """Change the given fields and leave the others; the fields are those of `create`.

        Args:
            customer_id: `cus_…`.
            email: As in `create`.
            name: As in `create`.
            phone: As in `create`.
            external_id: As in `create`.
            tax_id: As in `create`.
            default_payment_token_id: As in `create`.
            metadata: Takes the place of all pairs; None clears them.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        body = changed(
            email=email,
            name=name,
            phone=phone,
            externalId=external_id,
            taxId=tax_id,
            defaultPaymentTokenId=default_payment_token_id,
            metadata=metadata,
        )
        return Call("PATCH", f"{_PATH}/{segment(customer_id)}", one(Customer), body=body, **options)

    @operation
    def delete(self, customer_id: str, **options: Unpack[WriteOptions]) -> Call[None]:
        """Delete a customer; 409 when money has passed.

        Args:
            customer_id: `cus_…`.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("DELETE", f"{_PATH}/{segment(customer_id)}", nothing, **options)
