import pytest

from plugipay_mock.control.line import segment

CUSTOMERS = "/api/v1/customers"


def test_a_workspace_is_shown(line, call, merchant):
    """What is in it, by kind, in the mode asked for."""
    call("POST", CUSTOMERS, {}, key="1")
    told = line.send("GET", "/state")

    assert (told["accountId"], told["mode"], told["requests"]) == (merchant.account_id, "test", 1)
    assert (told["objects"]["Customer"], told["idempotencyKeys"]) == (1, 1)
    assert line.send("GET", "/state", query={"mode": "live"})["objects"] == {}


def test_events_are_listed(line, call):
    """Every event, oldest first."""
    for name in ("Ada", "Bob"):
        call("POST", CUSTOMERS, {"name": name})

    assert [event["type"] for event in line.send("GET", "/events")] == ["plugipay.customer.created.v1"] * 2


@pytest.mark.parametrize("name", ["before", "a/b", "..", "ü ?#%", "x" * 100])
def test_a_snapshot_is_taken_and_restored(line, call, name):
    """By any name a person may think of."""
    line.send("POST", "/snapshots", {"name": name})
    call("POST", CUSTOMERS, {})
    line.send("POST", f"/snapshots/{segment(name)}/restore")

    assert call("GET", CUSTOMERS).data == []
    assert line.send("GET", "/state")["snapshots"] == [name]


def test_a_workspace_is_reset(line, call):
    """Nothing is left but its keys."""
    line.send("POST", "/faults", {"status": 503, "nth": 9})
    line.send("POST", "/clock/freeze", {})
    call("POST", CUSTOMERS, {}, key="1")
    line.send("POST", "/reset")
    told = line.send("GET", "/state")

    assert (told["objects"], told["requests"], told["faults"], told["idempotencyKeys"]) == ({}, 0, 0, 0)
    assert line.send("GET", "/clock")["frozen"] is False
    assert call("GET", CUSTOMERS).data == []
