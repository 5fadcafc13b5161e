"""The room of the event log."""

import pytest

CUSTOMERS = "/api/v1/customers"
EVENTS = "/api/v1/events"


@pytest.fixture
def three_days(call, tenant, still):
    """A customer of yesterday, today and tomorrow; yields their ids."""
    ids = []
    for day in ("11", "12", "13"):
        tenant.clock.set(f"2026-05-{day}T12:00:00Z")
        ids.append(call("POST", CUSTOMERS, {}).data["id"])
    return ids


def subjects(answer):
    return [event["data"]["aggregateId"] for event in answer.data]


def test_the_newest_event_comes_first(call, three_days):
    """The log starts with what happened last."""
    answer = call("GET", EVENTS)

    assert subjects(answer) == three_days[::-1]


def test_ascending_order_starts_with_the_first_event(call, three_days):
    """`order=asc` turns the log round."""
    answer = call("GET", f"{EVENTS}?order=asc")

    assert subjects(answer) == three_days


def test_occurred_after_includes_its_moment(call, three_days):
    """An event of exactly that time is listed."""
    answer = call("GET", f"{EVENTS}?occurredAfter=2026-05-12T12:00:00Z")

    assert subjects(answer) == three_days[:0:-1]


def test_occurred_before_excludes_its_moment(call, three_days):
    """An event of exactly that time is not listed."""
    answer = call("GET", f"{EVENTS}?occurredBefore=2026-05-12T12:00:00Z")

    assert subjects(answer) == three_days[:1]


def test_a_type_is_compared_exactly(call, three_days):
    """Only events of the long name asked for are listed."""
    call("DELETE", f"{CUSTOMERS}/{three_days[0]}")

    answer = call("GET", f"{EVENTS}?type=plugipay.customer.deleted.v1")

    assert subjects(answer) == three_days[:1]


def test_a_short_type_finds_nothing(call, three_days):
    """Short names are for webhook endpoints; the log knows only long ones."""
    answer = call("GET", f"{EVENTS}?type=customer.created")

    assert answer.data == []


def test_pages_meet_without_a_gap(call, three_days):
    """The cursor of a filtered page leads to the rest."""
    target = f"{EVENTS}?type=plugipay.customer.created.v1&limit=2"
    first = call("GET", target)
    second = call("GET", f"{target}&cursor={first.meta['cursor']}")

    assert subjects(first) + subjects(second) == three_days[::-1]


@pytest.mark.parametrize("name", ["occurredAfter", "occurredBefore"])
def test_a_time_without_an_offset_is_refused_by_name(call, name):
    """A moment needs an offset from UTC."""
    answer = call("GET", f"{EVENTS}?{name}=2026-05-12T12:00:00")

    assert (answer.status, answer.error["field"]) == (400, name)


def test_one_event_is_found_by_its_id(call, three_days):
    """The single read shows what the list shows."""
    listed = call("GET", EVENTS).data[0]

    assert call("GET", f"{EVENTS}/{listed['id']}").data == listed


def test_an_event_tells_what_changed_and_why(call, still):
    """The record has the fields of the SDKs' type."""
    customer = call("POST", CUSTOMERS, {"name": "Ada"}, key="order-1")
    event = call("GET", EVENTS).data[0]

    assert event == {
        "id": event["id"],
        "type": "plugipay.customer.created.v1",
        "accountId": customer.data["accountId"],
        "mode": "test",
        "occurredAt": still,
        "data": {"object": customer.data, "aggregateType": "customer", "aggregateId": customer.data["id"]},
        "metadata": {
            "idempotencyKey": "order-1",
            "mode": "test",
            "requestId": customer.meta["requestId"],
            "source": "api",
        },
        "createdAt": still,
        "publishedAt": None,
    }


def test_an_unknown_event_is_not_found(call):
    """The refusal names the id."""
    answer = call("GET", f"{EVENTS}/evt_missing")

    assert (answer.verdict, answer.error["message"]) == ((404, "not_found"), "Event evt_missing not found")


def test_all_33_types_are_told(call):
    """The list of types is that of the newest SDK."""
    types = call("GET", f"{EVENTS}/types").data

    assert len(set(types)) == len(types) == 33
    assert {"plugipay.checkout_session.completed.v1", "plugipay.payout.cancelled.v1"} < set(types)


def test_live_events_are_not_shown_to_a_test_key(call, keys):
    """Modes have a log each."""
    call("POST", CUSTOMERS, {}, by=keys["live"])

    assert call("GET", EVENTS).data == []
