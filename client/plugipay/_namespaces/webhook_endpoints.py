"""Webhook endpoints: URLs that are told about events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plugipay._answers import many, nothing, one
from plugipay._call import Call, given, segment
from plugipay._operation import Kind, Namespace, operation
from plugipay._pages import Page, page, paged
from plugipay._records import WebhookDelivery, WebhookEndpoint

if TYPE_CHECKING:
    import builtins
    from collections.abc import Sequence
    from typing import Unpack

    from plugipay._call import ReadOptions, WriteOptions
    from plugipay._words import DeliveryStatus

_PATH = "/api/v1/webhooks"


class WebhookEndpoints(Namespace[Kind]):
    """URLs that are told about events, and how each telling went. Check what arrives with `verify_webhook`.

    The path is the service's own, `/webhooks`; the one the official Python 0.1.0 uses does not exist (SDK facts).
    That package has no `update` and no deliveries. Every method raises `PlugipayError`.
    """

    @operation
    def list(self, **options: Unpack[ReadOptions]) -> Call[builtins.list[WebhookEndpoint]]:
        """Fetch every endpoint, without secrets.

        Args:
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("GET", _PATH, many(WebhookEndpoint), **options)

    @operation
    def create(
        self,
        *,
        url: str,
        events: Sequence[str] | None = None,
        description: str | None = None,
        **options: Unpack[WriteOptions],
    ) -> Call[WebhookEndpoint]:
        """Register a URL. Keep the `secret` of the answer: it is shown this once.

        Args:
            url: Where deliveries go.
            events: Types such as `plugipay.invoice.paid.v1`, or short `invoice.paid`, which is stored long.
            description: For yourself.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        body = given(url=url, events=events, description=description)
        return Call("POST", _PATH, one(WebhookEndpoint), body=body, **options)

    @operation
    def update(
        self,
        endpoint_id: str,
        *,
        url: str | None = None,
        events: Sequence[str] | None = None,
        description: str | None = None,
        active: bool | None = None,
        **options: Unpack[WriteOptions],
    ) -> Call[WebhookEndpoint]:
        """Change the given fields and leave the others.

        Args:
            endpoint_id: From `create` or `list`.
            url: As in `create`.
            events: As in `create`.
            description: As in `create`.
            active: True also forgets failures, and wakes an endpoint that was disabled for them.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        body = given(url=url, events=events, description=description, active=active)
        return Call("PATCH", f"{_PATH}/{segment(endpoint_id)}", one(WebhookEndpoint), body=body, **options)

    @operation
    def delete(self, endpoint_id: str, **options: Unpack[WriteOptions]) -> Call[None]:
        """Delete an endpoint.

        Args:
            endpoint_id: From `create` or `list`.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("DELETE", f"{_PATH}/{segment(endpoint_id)}", nothing, **options)

    @paged
    def list_deliveries(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        endpoint_id: str | None = None,
        status: DeliveryStatus | None = None,
        type: str | None = None,  # noqa: A002  # the API's name for it
        **options: Unpack[ReadOptions],
    ) -> Call[Page[WebhookDelivery]]:
        """Fetch a page of deliveries; `iter_all()` of the result goes through all of them.

        Args:
            limit: Rows in a page, 1 to 100.
            cursor: Where to start: the `cursor` of an earlier page.
            endpoint_id: Only those to this endpoint.
            status: Only those in this state.
            type: Only those of events such as `plugipay.invoice.paid.v1`.
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        query = given(limit=limit, cursor=cursor, endpointId=endpoint_id, status=status, type=type)
        return Call("GET", f"{_PATH}/deliveries", page(WebhookDelivery), query=query, **options)

    @operation
    def get_delivery(self, delivery_id: str, **options: Unpack[ReadOptions]) -> Call[WebhookDelivery]:
        """Fetch one delivery, with its body and its attempts.

        Args:
            delivery_id: `whd_…`.
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("GET", f"{_PATH}/deliveries/{segment(delivery_id)}", one(WebhookDelivery), **options)

    @operation
    def retry_delivery(self, delivery_id: str, **options: Unpack[WriteOptions]) -> Call[WebhookDelivery]:
        """Deliver once more; 409 `already_queued` or `endpoint_disabled` when that cannot be.

        Args:
            delivery_id: `whd_…`.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        path = f"{_PATH}/deliveries/{segment(delivery_id)}/retry"
        return Call("POST", path, one(WebhookDelivery), body={}, **options)
