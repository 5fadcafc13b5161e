"""The operations on webhook endpoints and their deliveries.

Source: SDK facts 1.1, 1.3 and 6. Guesses: a list of endpoints is newest first; a deleted or switched-off endpoint's
pending deliveries end as `failed` when their time comes; a new endpoint is told only what happens from then on.
"""

from __future__ import annotations

from dataclasses import replace

from plugipay_mock.actor import Caller
from plugipay_mock.deliveries import opening, queueing
from plugipay_mock.deliveries.delivery import DELIVERIES, Delivery
from plugipay_mock.deliveries.endpoint import ENDPOINTS, Endpoint
from plugipay_mock.dialect import LEGACY
from plugipay_mock.errors import AlreadyQueued, EndpointDisabled, FieldProblem, InvalidRequest
from plugipay_mock.events import type_of
from plugipay_mock.pages import Page
from plugipay_mock.resources.webhooks.addresses import check_address
from plugipay_mock.resources.webhooks.wire import (
    DeliveryFilters,
    Empty,
    EndpointChange,
    NewEndpoint,
    OpenedEndpoint,
    changes,
    opened,
)
from plugipay_mock.route import Routes

routes = Routes("")

_PATH = "/api/v1/webhooks"
_READ = "plugipay:webhook:read"
_WRITE = "plugipay:webhook:write"


@routes.post(_PATH, scope=_WRITE, key="required", status=201)
def create(caller: Caller, body: NewEndpoint) -> OpenedEndpoint:
    """Open an endpoint; its secret is told in this answer and never again."""
    check_address(body.url, caller.tenant.mode, private=caller.dialect.private_webhooks)
    return opened(opening.open_endpoint(caller, body.url, body.events, body.description))


@routes.get(_PATH, scope=_READ)
def browse(caller: Caller) -> list[Endpoint]:
    """List every endpoint."""
    return list(caller.tenant.collection(ENDPOINTS))[::-1]


@routes.get(f"{_PATH}/deliveries", scope=_READ)
def browse_deliveries(caller: Caller, query: DeliveryFilters) -> Page[Delivery]:
    """List deliveries, newest first."""
    kind = None if query.type is None else _type(query.type)
    return caller.browse(DELIVERIES, query.slice(endpointId=query.endpoint_id, status=query.status, type=kind))


@routes.get(f"{_PATH}/deliveries/{{delivery_id}}", scope=_READ)
def fetch_delivery(caller: Caller, delivery_id: str) -> Delivery:
    """Show one delivery with its attempts."""
    return caller.fetch(DELIVERIES, delivery_id)


@routes.post(
    f"{_PATH}/deliveries/{{delivery_id}}/retry",
    scope=_WRITE,
    key="accepted",
    status=202,
    refuses=(AlreadyQueued, EndpointDisabled),
)
def retry(caller: Caller, delivery_id: str, body: Empty) -> Delivery:
    """Queue a delivery again, whether it was given up or succeeded."""
    del body
    delivery = caller.fetch(DELIVERIES, delivery_id)
    endpoint = caller.tenant.collection(ENDPOINTS).get(delivery.endpoint_id)
    if endpoint is None or not endpoint.active:
        raise EndpointDisabled(
            f"Webhook endpoint {delivery.endpoint_id} takes no deliveries; switch it on with PATCH active true"
        )
    return queueing.retry(caller, delivery)


@routes.patch(f"{_PATH}/{{endpoint_id}}", scope=_WRITE, key="accepted")
def update(caller: Caller, endpoint_id: str, body: EndpointChange) -> Endpoint:
    """Change the fields that were sent; `active` true ends a streak of failures."""
    endpoint = caller.fetch(ENDPOINTS, endpoint_id)
    given = body.given()
    if "url" in given:
        check_address(body.url, caller.tenant.mode, private=caller.dialect.private_webhooks)
    changed = replace(endpoint, updated_at=caller.now, **changes(body))
    if "active" in given:
        changed = changed.recovered(caller.now) if body.active else replace(changed, active=False)
    return caller.replace(ENDPOINTS, changed)


@routes.delete(f"{_PATH}/{{endpoint_id}}", scope=_WRITE, key="accepted")
def delete(caller: Caller, endpoint_id: str) -> None:
    """Close an endpoint."""
    caller.remove(ENDPOINTS, caller.fetch(ENDPOINTS, endpoint_id))


@routes.post(LEGACY, scope=_WRITE, key="required", status=201)
def create_legacy(caller: Caller, body: NewEndpoint) -> OpenedEndpoint:
    """Open an endpoint by the path of the official Python 0.1.0."""
    return create(caller, body)


@routes.get(LEGACY, scope=_READ)
def browse_legacy(caller: Caller) -> list[Endpoint]:
    """List every endpoint by the path of the official Python 0.1.0."""
    return browse(caller)


@routes.delete(f"{LEGACY}/{{endpoint_id}}", scope=_WRITE, key="accepted")
def delete_legacy(caller: Caller, endpoint_id: str) -> None:
    """Close an endpoint by the path of the official Python 0.1.0."""
    delete(caller, endpoint_id)


def _type(name: str) -> str:
    """Return the long name of an event; a pattern, which an endpoint takes, is none."""
    try:
        return type_of(name)
    except KeyError:
        told = f"{name[:80]!r} is no event; write the name of one, such as invoice.paid"
        raise InvalidRequest(FieldProblem("type", told)) from None
