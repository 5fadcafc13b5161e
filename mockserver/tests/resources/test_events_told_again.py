"""Events that are replayed, and events that are made up."""

import pytest

EVENTS = "/api/v1/events"
CUSTOMERS = "/api/v1/customers"


@pytest.fixture
def trigger(call):
    """Triggers an event: `trigger("invoice.paid", "inv_1", total=5)`."""

    def make(name, about, **data):
        return call("POST", f"{EVENTS}/trigger", {"type": name, "aggregateId": about, "data": data})

    return make


def test_a_replay_is_a_new_entry_that_names_the_old_one(call, still):
    """The data and the time are the old ones."""
    call("POST", CUSTOMERS, {"name": "Ada"})
    old = call("GET", EVENTS).data[0]
    (again,) = call("POST", f"{EVENTS}/replay", {"eventIds": [old["id"]]}).data

    assert again["metadata"]["replayOf"] == old["id"] != again["id"]
    assert [again[name] for name in ("type", "data", "occurredAt")] == [
        old[name] for name in ("type", "data", "occurredAt")
    ]
    assert call("GET", EVENTS).data[0] == again


def test_replays_keep_the_order_asked_for(call):
    """Events are told again as they are listed."""
    for _ in range(2):
        call("POST", CUSTOMERS, {})
    ids = [event["id"] for event in call("GET", EVENTS).data]
    replayed = call("POST", f"{EVENTS}/replay", {"eventIds": ids}).data

    assert [event["metadata"]["replayOf"] for event in replayed] == ids


def test_a_replay_of_what_never_happened_replays_nothing(call):
    """One unknown id refuses the whole call."""
    call("POST", CUSTOMERS, {})
    ids = [call("GET", EVENTS).data[0]["id"], "evt_missing"]
    answer = call("POST", f"{EVENTS}/replay", {"eventIds": ids})

    assert (answer.status, answer.error["field"]) == (400, "eventIds")
    assert len(call("GET", EVENTS).data) == 1


@pytest.mark.parametrize("ids", [[], None, ["evt_1"] * 101], ids=["none", "null", "too many"])
def test_a_replay_names_1_to_100_events(call, ids):
    """Anything else is refused."""
    answer = call("POST", f"{EVENTS}/replay", {"eventIds": ids})

    assert (answer.status, answer.error["field"]) == (400, "eventIds")


def test_a_trigger_makes_an_object_up(trigger, merchant, still):
    """The event looks as if it had happened now, to an object of the given id."""
    event = trigger("invoice.paid", "inv_made_up").data
    invoice = event["data"]["object"]

    assert (event["type"], event["occurredAt"]) == ("plugipay.invoice.paid.v1", still)
    assert (invoice["id"], invoice["status"], invoice["paidAt"]) == ("inv_made_up", "paid", still)
    assert invoice["accountId"] == merchant.account_id


def test_a_trigger_shows_an_object_there_is(call, trigger):
    """Its state is the one it has."""
    customer = call("POST", CUSTOMERS, {"name": "Ada"}).data

    assert trigger("customer.updated", customer["id"]).data["data"]["object"] == customer


def test_a_trigger_changes_nothing_but_the_log(call, trigger, told):
    """Rooms do not react: no receipt, no booking."""
    before = call("GET", "/api/v1/ledger").data
    trigger("invoice.paid", "inv_1")

    assert (told(), call("GET", "/api/v1/ledger").data) == (["invoice.paid"], before)
    assert call("GET", "/api/v1/invoices/inv_1").status == 404


def test_fields_are_overridden(trigger):
    """By their names, inside objects too."""
    event = trigger("plugipay.invoice.paid.v1", "inv_1", total=5, metadata={"order": "7"}).data

    assert (event["data"]["object"]["total"], event["data"]["object"]["metadata"]) == (5, {"order": "7"})


def test_what_an_event_adds_is_overridden_as_well(trigger):
    """`invoice.sent` says to whom."""
    assert trigger("invoice.sent", "inv_1", to="bob@example.com").data["data"]["to"] == "bob@example.com"


@pytest.mark.parametrize(
    ("data", "field", "reason"),
    [
        ({"totl": 5}, "totl", "is not a field; there are"),
        ({"total": "five"}, "total", "must be a whole number"),
        ({"total": 5.5}, "total", "must be a whole number"),
        ({"total": True}, "total", "must be a whole number"),
        ({"total": 2**63}, "total", "must fit in 64 bits"),
        ({"total": -(2**70)}, "total", "must fit in 64 bits"),
        ({"subscriptionId": 2**64}, "subscriptionId", "must fit in 64 bits"),
        ({"subscriptionId": [2**64]}, "subscriptionId", "must be a string, a whole number"),
        ({"lines": [{"id": "x"}]}, "lines", "is a list of objects"),
        ({"metadata": {"order": 7}}, "metadata.order", "must be a string"),
        ({"metadata": "order"}, "metadata", "must be an object of strings"),
        ({"status": {}}, "status", "must be a string"),
        ({"dueAt": {"deep": []}}, "dueAt", "must be a string"),
        ({"id": "inv_2"}, "id", "is said by aggregateId"),
        ({"to": "x"}, "to", "is not a field; there are"),
    ],
    ids=str,
)
def test_what_does_not_fit_is_refused(trigger, told, data, field, reason):
    """An unknown or unfit override is never ignored; the field is named, however deep, and what it must be."""
    answer = trigger("invoice.paid", "inv_1", **data)

    assert answer.verdict == (400, "invalid_request")
    assert answer.error["field"] == f"data.{field}"
    assert answer.error["message"].startswith(f"data.{field}: {reason}")
    assert told() == []


@pytest.mark.parametrize("total", [2**63 - 1, -(2**63) + 1, None])
def test_the_largest_numbers_are_told(trigger, total):
    """Those of 64 bits; and null, wherever it is."""
    assert trigger("invoice.paid", "inv_1", total=total).data["data"]["object"]["total"] == total


@pytest.mark.parametrize(("methods", "status"), [(["card", "qris"], 200), ([1], 400), ("qris", 400)])
def test_a_list_of_strings_is_one(trigger, methods, status):
    """And nothing else."""
    assert trigger("checkout_session.completed", "cs_1", methods=methods).status == status


def test_an_unknown_type_is_refused(trigger):
    """The field is named."""
    answer = trigger("invoice.melted", "inv_1")

    assert (answer.status, answer.error["field"]) == (400, "type")


def test_an_object_of_another_kind_is_refused(call, trigger):
    """A customer is no invoice."""
    customer = call("POST", CUSTOMERS, {}).data
    answer = trigger("invoice.paid", customer["id"])

    assert (answer.status, answer.error["field"]) == (400, "aggregateId")


def test_live_events_are_not_made_up(call, keys):
    """Triggering is for test mode."""
    body = {"type": "invoice.paid", "aggregateId": "inv_1"}
    answer = call("POST", f"{EVENTS}/trigger", body, by=keys["live"])

    assert (answer.status, answer.error["field"]) == (400, "mode")


@pytest.mark.parametrize("body", [{"type": "invoice.paid"}, {"aggregateId": "inv_1"}], ids=str)
def test_type_and_object_are_required(call, body):
    """Neither is guessed."""
    assert call("POST", f"{EVENTS}/trigger", body).verdict == (400, "invalid_request")
