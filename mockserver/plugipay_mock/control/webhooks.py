"""Webhooks of a workspace in one mode: endpoints with their secrets, deliveries, and trouble with them."""

from __future__ import annotations

from itertools import islice
from typing import Annotated, Any

from pydantic import AfterValidator, Field
from typing_extensions import TypedDict

from plugipay_mock.actor import Actor
from plugipay_mock.binding import DIGITS, Body, Query
from plugipay_mock.control.desk import Desk
from plugipay_mock.deliveries.delivery import DELIVERIES, Delivery, Status
from plugipay_mock.deliveries.endpoint import ENDPOINTS, lengthened
from plugipay_mock.deliveries.opening import open_endpoint, rotate_secret
from plugipay_mock.deliveries.outbox import Manner
from plugipay_mock.deliveries.trouble import Kind, Trouble
from plugipay_mock.events import Event
from plugipay_mock.pages import Slice
from plugipay_mock.resources.events import samples, triggering
from plugipay_mock.resources.fields import Name
from plugipay_mock.resources.webhooks.wire import NewEndpoint, OpenedEndpoint, opened
from plugipay_mock.route import PUBLIC, Routes

routes = Routes("/_mock/webhooks")


class Filters(Query):
    """Which deliveries to tell: the newest of them."""

    endpoint: str | None = None
    status: Status | None = None
    limit: Annotated[int, Field(ge=1, le=10_000), DIGITS] = 1000


class HowDelivered(Body):
    """`collect`: when asked; `sync`: before each answer; `async`: in the background; null: as the server does."""

    manner: Manner | None


class Delivering(TypedDict):
    """How deliveries are made."""

    manner: Manner


class NewTrouble(Body):
    """What shall go wrong with the next deliveries; a name of an event may end in `.*`."""

    kind: Kind
    times: Annotated[int, Field(ge=1, le=10_000)] = 1
    event: Annotated[str, AfterValidator(lengthened)] = "*"
    endpoint_id: str | None = None
    seconds: Annotated[float, Field(ge=0, le=1e8)] | None = None


class NewTrigger(Body):
    """An event to make up; without `aggregateId` it is about an object of its own."""

    type: Name
    aggregate_id: Name | None = None
    data: dict[str, Any] = Field(default_factory=dict)


@routes.get("", scope=PUBLIC)
def browse(desk: Desk) -> list[OpenedEndpoint]:
    """List endpoints with their secrets, oldest first."""
    return [opened(endpoint) for endpoint in desk.tenant.collection(ENDPOINTS)]


@routes.post("", scope=PUBLIC, key="none", status=201)
def create(desk: Desk, body: NewEndpoint) -> OpenedEndpoint:
    """Open an endpoint, wherever it is."""
    return opened(open_endpoint(desk.actor(), body.url, body.events, body.description))


@routes.delete("/{endpoint_id}", scope=PUBLIC, key="none")
def delete(desk: Desk, endpoint_id: str) -> None:
    """Close an endpoint."""
    actor = desk.actor()
    actor.remove(ENDPOINTS, actor.fetch(ENDPOINTS, endpoint_id))
    actor.tenant.outbox.apps.pop(endpoint_id, None)


@routes.post("/{endpoint_id}/rotate", scope=PUBLIC, key="none")
def rotate(desk: Desk, endpoint_id: str) -> OpenedEndpoint:
    """Give an endpoint another secret."""
    actor = desk.actor()
    return opened(rotate_secret(actor, actor.fetch(ENDPOINTS, endpoint_id)))


@routes.get("/deliveries", scope=PUBLIC)
def deliveries(desk: Desk, query: Filters) -> list[Delivery]:
    """List the newest deliveries, oldest of them first."""
    wanted = {"endpointId": query.endpoint, "status": query.status}
    asked = Slice(filters={name: value for name, value in wanted.items() if value is not None})
    return list(islice(desk.tenant.collection(DELIVERIES).select(asked), query.limit))[::-1]


@routes.post("/deliver", scope=PUBLIC, key="none")
def deliver(desk: Desk) -> Delivering:
    """Have everything sent that is ready, before this is answered."""
    desk.world.post.asked[desk.tenant.home] = None
    return _delivering(desk)


@routes.get("/manner", scope=PUBLIC)
def manner(desk: Desk) -> Delivering:
    """Tell how deliveries are made."""
    return _delivering(desk)


@routes.post("/manner", scope=PUBLIC, key="none")
def set_manner(desk: Desk, body: HowDelivered) -> Delivering:
    """Choose how deliveries are made; those that wait are made so as well."""
    desk.tenant.outbox.manner = body.manner
    desk.world.post.fresh[desk.tenant.home] = None
    return _delivering(desk)


@routes.get("/trouble", scope=PUBLIC)
def troubles(desk: Desk) -> list[dict[str, Any]]:
    """List trouble with how many deliveries each has yet to meet."""
    return [trouble.show() for trouble in desk.tenant.outbox.troubles]


@routes.post("/trouble", scope=PUBLIC, key="none", status=201)
def add_trouble(desk: Desk, body: NewTrouble) -> dict[str, Any]:
    """Make trouble."""
    trouble = Trouble(**body.given())
    desk.tenant.outbox.troubles.append(trouble)
    return trouble.show()


@routes.delete("/trouble", scope=PUBLIC, key="none")
def clear_trouble(desk: Desk) -> None:
    """Forget all trouble."""
    desk.tenant.outbox.troubles.clear()


@routes.post("/trigger", scope=PUBLIC, key="none")
def trigger(desk: Desk, body: NewTrigger) -> Event:
    """Tell an event that nothing led to."""
    actor = desk.actor()
    about = body.aggregate_id or _new_id(actor, body.type)
    return triggering.trigger(actor, body.type, about, body.data)


def _new_id(actor: Actor, kind: str) -> str:
    return actor.new_id(samples.prefix_of(triggering.shortened(kind)))


def _delivering(desk: Desk) -> Delivering:
    return {"manner": desk.world.manner(desk.tenant)}
