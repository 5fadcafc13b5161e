"""Servers that tell what happened wrongly, late, twice or not at all: wrong in one way each."""

from collections.abc import Callable
from typing import Any

import httpx

from plugipay_contract.wire import Outgoing

from .broken_books import on, path
from .meddler import Meddler, heard, key_id, rows_altered
from .mutant import Table

BROKEN_TELLINGS = Table("server")
caught_by = BROKEN_TELLINGS.caught_by


def events(alter: Callable[[Any], Any]) -> Callable[[Meddler, Outgoing], httpx.Response]:
    """A breach that alters every event of the log; one that comes to nothing is left out."""
    return on("/events", lambda rows: [row for row in map(alter, rows) if row])


@caught_by("test_event_objects::test_an_action_is_told_with_its_result")
def object_before(server: Meddler, request: Outgoing) -> httpx.Response:
    """It tells of a payment with the invoice as it was before."""

    def before(row: Any) -> Any:
        told = row["data"]
        return row | {"data": told | {"object": told["object"] | {"status": "open"}}} if "paid" in row["type"] else row

    return events(before)(server, request)


@caught_by("test_event_objects::test_an_event_says_whose_it_is")
def all_customers(server: Meddler, request: Outgoing) -> httpx.Response:
    """It calls every object a customer."""
    return events(lambda row: row | {"data": row["data"] | {"aggregateType": "customer"}})(server, request)


@caught_by("test_event_objects::test_an_event_says_whose_it_is")
def live_as_test(server: Meddler, request: Outgoing) -> httpx.Response:
    """It calls what happened live a test."""
    return events(lambda row: row | {"mode": "test"})(server, request)


@caught_by("test_event_objects::test_an_event_says_when_it_happened")
def long_ago(server: Meddler, request: Outgoing) -> httpx.Response:
    """It dates everything at the turn of the century."""
    return events(lambda row: row | {"occurredAt": "2000-01-01T00:00:00.000Z"})(server, request)


@caught_by("test_event_objects::test_what_time_does_is_told_with_its_result")
def silent_end(server: Meddler, request: Outgoing) -> httpx.Response:
    """It ends a subscription in time, and tells nobody."""
    return events(lambda row: None if "subscription.canceled" in row["type"] else row)(server, request)


@caught_by("test_event_objects::test_what_time_does_is_told_with_its_result")
def found_later(server: Meddler, request: Outgoing) -> httpx.Response:
    """It dates what time did when it looks, not when it was."""
    answer = server.send(request)
    if "/clock/advance" in request.target:
        server.memory[key_id(request)] = answer.json()["data"]["now"]
    moved = list(server.memory.values())
    if not moved or not path(request).endswith("/events"):
        return answer

    def dated(row: Any) -> Any:
        return row | {"occurredAt": moved[-1]} if row["metadata"].get("source") == "clock" else row

    return rows_altered(answer, lambda rows: [dated(row) for row in rows])


@caught_by("test_event_objects::test_what_a_provider_was_paid_for_is_told")
def settled_untold(server: Meddler, request: Outgoing) -> httpx.Response:
    """It tells of no payment that a provider took."""

    def untold(row: Any) -> Any:
        from_outside = row["metadata"].get("source") != "api"
        return None if from_outside and row["type"].endswith((".completed.v1", ".paid.v1")) else row

    return events(untold)(server, request)


@caught_by("test_events_told_again::test_every_event_asked_for_is_told_again")
def first_again(server: Meddler, request: Outgoing) -> httpx.Response:
    """It tells the first of several again."""
    return heard(server, request, "/events/replay$", lambda body: body | {"eventIds": body["eventIds"][:1]})


@caught_by("test_events_told_again::test_a_triggered_event_shows_its_object_with_the_changes")
def changes_dropped(server: Meddler, request: Outgoing) -> httpx.Response:
    """It triggers an event without the changes."""
    return heard(
        server, request, "/events/trigger$", lambda body: {name: body[name] for name in ("type", "aggregateId")}
    )
