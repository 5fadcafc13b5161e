"""Events: the archive of what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from plugipay._answers import one, whatever
from plugipay._call import Call, given, segment
from plugipay._operation import Kind, Namespace, operation
from plugipay._pages import Page, page, paged
from plugipay._records import EventRecord

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Unpack

    from plugipay._call import Moment, ReadOptions, WriteOptions
    from plugipay._words import Order

_PATH = "/api/v1/events"


class Events(Namespace[Kind]):
    """The archive of what happened, which is what webhooks are told. The ids are `evt_…`.

    Every method raises `PlugipayError`.
    """

    @paged
    def list(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        order: Order | None = None,
        type: str | None = None,  # noqa: A002  # the API's name for it, and the official package's
        occurred_after: Moment | None = None,
        occurred_before: Moment | None = None,
        **options: Unpack[ReadOptions],
    ) -> Call[Page[EventRecord]]:
        """Fetch a page of events; `iter_all()` of the result goes through all of them.

        Args:
            limit: Rows in a page, 1 to 100.
            cursor: Where to start: the `cursor` of an earlier page.
            order: By the time they happened.
            type: Only those such as `plugipay.invoice.paid.v1`.
            occurred_after: Only those after this time: ISO 8601, or a datetime with a zone.
            occurred_before: Only those before this time.
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        query = given(
            limit=limit,
            cursor=cursor,
            order=order,
            type=type,
            occurredAfter=occurred_after,
            occurredBefore=occurred_before,
        )
        return Call("GET", _PATH, page(EventRecord), query=query, **options)

    @operation
    def get(self, event_id: str, **options: Unpack[ReadOptions]) -> Call[EventRecord]:
        """Fetch one event.

        Args:
            event_id: `evt_…`.
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("GET", f"{_PATH}/{segment(event_id)}", one(EventRecord), **options)

    @operation
    def types(self, **options: Unpack[ReadOptions]) -> Call[Any]:
        """Fetch the types of events there are, as they come: what the rows look like is documented nowhere.

        Args:
            **options: `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("GET", f"{_PATH}/types", whatever, **options)

    @operation
    def replay(self, *, event_ids: Sequence[str], **options: Unpack[WriteOptions]) -> Call[Any]:
        """Tell webhooks of events again, marked with `metadata.replayOf`; the answer is documented nowhere.

        Args:
            event_ids: `evt_…` each.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        return Call("POST", f"{_PATH}/replay", whatever, body={"eventIds": event_ids}, **options)

    @operation
    def trigger(
        self,
        *,
        type: str,  # noqa: A002  # the API's name for it
        aggregate_id: str,
        data: Mapping[str, Any] | None = None,
        **options: Unpack[WriteOptions],
    ) -> Call[Any]:
        """Make an event up, to see what webhooks make of it; the answer is documented nowhere.

        Args:
            type: Such as `plugipay.invoice.paid.v1`.
            aggregate_id: What it is to be about, such as `inv_…`.
            data: What it is to say.
            **options: `idempotency_key`, `on_behalf_of` and `timeout` (seconds), for this call.
        """
        body = given(type=type, aggregateId=aggregate_id, data=data)
        return Call("POST", f"{_PATH}/trigger", whatever, body=body, **options)
