"""What callers send about webhook endpoints, and how a new one is answered (source: SDK facts 1.1 and 2.4)."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import AfterValidator, Field
from typing_extensions import TypedDict

from plugipay_mock.binding import Body, ListQuery
from plugipay_mock.clock import Instant
from plugipay_mock.deliveries.endpoint import Endpoint, lengthened
from plugipay_mock.resources.fields import Url
from plugipay_mock.shown import ShownMode


def _once_each(names: list[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _every() -> list[str]:
    return ["*"]


EventNames: TypeAlias = Annotated[
    list[Annotated[str, AfterValidator(lengthened)]], Field(min_length=1, max_length=100), AfterValidator(_once_each)
]
"""At least one event (a guess): short or long names, `invoice.*`, or `*`."""

Description: TypeAlias = Annotated[str, Field(max_length=500)]


class NewEndpoint(Body):
    """An endpoint to open; without `events` it is told about every one."""

    url: Url
    events: EventNames = Field(default_factory=_every)
    description: Description | None = None


class EndpointChange(Body):
    """What to change of an endpoint; null clears the description and nothing else."""

    url: Url = ""
    events: EventNames = Field(default_factory=_every)
    description: Description | None = None
    active: bool = True


class Empty(Body):
    """A body that says nothing."""


class DeliveryFilters(ListQuery):
    """Which deliveries to list; a type is that of one event, and may be given by its short name."""

    endpoint_id: str | None = None
    status: Literal["pending", "succeeded", "failed"] | None = None
    type: str | None = None


class OpenedEndpoint(TypedDict):
    """A new endpoint: the one time its secret and its account are told."""

    id: str
    accountId: str
    mode: ShownMode
    url: str
    events: list[str]
    description: str | None
    active: bool
    consecutiveFailures: int
    failingSince: Instant | None
    disabledAt: Instant | None
    disabledReason: str | None
    secret: str
    createdAt: Instant
    updatedAt: Instant


def opened(endpoint: Endpoint) -> OpenedEndpoint:
    """Return a new endpoint as its creator sees it."""
    return {
        "id": endpoint.id,
        "accountId": endpoint.account_id,
        "mode": endpoint.mode,
        "url": endpoint.url,
        "events": endpoint.events,
        "description": endpoint.description,
        "active": endpoint.active,
        "consecutiveFailures": endpoint.consecutive_failures,
        "failingSince": endpoint.failing_since,
        "disabledAt": endpoint.disabled_at,
        "disabledReason": endpoint.disabled_reason,
        "secret": endpoint.secret,
        "createdAt": endpoint.created_at,
        "updatedAt": endpoint.updated_at,
    }


def changes(body: EndpointChange) -> dict[str, Any]:
    """Return the attributes to change, but for `active`."""
    return {name: value for name, value in body.given().items() if name != "active"}
