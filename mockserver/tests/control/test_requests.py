import json

import pytest

from plugipay_mock.control.line import ControlError
from plugipay_mock.journal import Entry

CUSTOMERS = "/api/v1/customers"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, 4),
        ({"method": "POST"}, 2),
        ({"path": "/customers/{id}"}, 1),
        ({"path": "/customers/*"}, 1),
        ({"status": 404}, 1),
        ({"code": "not_found"}, 1),
        ({"fault": "flt_1"}, 1),
        ({"keyId": "pk_none"}, 0),
        ({"limit": 3}, 3),
        ({"method": "POST", "status": 503}, 1),
        ({"unclaimed": "true"}, 0),
        ({"mode": "test"}, 4),
        ({"mode": "live"}, 0),
    ],
)
def test_requests_are_filtered(line, call, query, found):
    """By what was asked and what came of it; the newest of them."""
    call("GET", CUSTOMERS)
    call("POST", CUSTOMERS, {})
    line.send("POST", "/faults", {"status": 503})
    call("POST", CUSTOMERS, {})
    call("GET", f"{CUSTOMERS}/cus_none")

    assert len(line.send("GET", "/requests", query=query)) == found


def test_the_newest_requests_are_listed_oldest_first(line, call):
    """As they came, the last of them last."""
    ids = [call("GET", CUSTOMERS).meta["requestId"] for _ in range(3)]

    assert [each["requestId"] for each in line.send("GET", "/requests", query={"limit": 2})] == ids[1:]


def test_requests_after_a_known_one_are_listed(line, call):
    """Whoever follows asks for what is new."""
    known = call("GET", CUSTOMERS).meta["requestId"]
    newer = call("GET", CUSTOMERS).meta["requestId"]

    assert [each["requestId"] for each in line.send("GET", "/requests", query={"since": known})] == [newer]


def test_the_newest_of_many_requests_is_found_without_reading_the_others(line, call, monkeypatch):
    """Every mock that is opened asks for one, in a journal that may be full."""
    for _ in range(5):
        call("GET", CUSTOMERS)
    read = []
    monkeypatch.setattr(Entry, "compared", lambda entry, told=Entry.compared: read.append(entry) or told(entry))

    assert len(line.send("GET", "/requests", query={"limit": 1})) == len(read) == 1


@pytest.mark.parametrize("number", [0, 1, 3])
def test_requests_are_exported_as_json_lines(line, call, number):
    """One object a line, each ended."""
    for _ in range(number):
        call("GET", CUSTOMERS)
    exported = line.send("GET", "/requests/export.jsonl") or ""

    assert [json.loads(row)["path"] for row in exported.splitlines()] == [CUSTOMERS] * number
    assert exported == "" or exported.endswith("}\n")


def test_one_request_is_shown(line, call):
    """By the id its answer told."""
    request_id = call("GET", CUSTOMERS).meta["requestId"]

    assert line.send("GET", f"/requests/{request_id}")["requestId"] == request_id
    with pytest.raises(ControlError, match="Request req_none is not in the journal"):
        line.send("GET", "/requests/req_none")


def test_requests_are_looked_for(line, call):
    """Found, or the nearest and what differed."""
    request_id = call("POST", CUSTOMERS, {"name": "Ada"}).meta["requestId"]
    found = line.send("POST", "/requests/find", {"method": "POST", "body": {"name": "Ada"}})
    missed = line.send("POST", "/requests/find", {"method": "POST", "body": {"name": "Bob"}})

    assert (found["count"], found["requests"]) == (1, [request_id])
    assert (missed["count"], missed["nearest"], missed["differences"]) == (
        0,
        request_id,
        ["body name: wanted 'Bob', got 'Ada'"],
    )


def test_requests_are_looked_for_in_order(line, call):
    """Nothing when all came, else the first that did not."""
    call("POST", CUSTOMERS, {})
    call("GET", CUSTOMERS)

    assert line.send("POST", "/requests/find-in-order", {"requests": [{"method": "POST"}, {"method": "GET"}]}) is None
    missing = line.send("POST", "/requests/find-in-order", {"requests": [{"method": "GET"}, {"method": "POST"}]})
    assert missing["count"] == 0


def test_the_journal_is_cleared(line, call):
    """Afterwards nothing was asked."""
    call("GET", CUSTOMERS)
    line.send("DELETE", "/requests")

    assert line.send("GET", "/requests") == []
