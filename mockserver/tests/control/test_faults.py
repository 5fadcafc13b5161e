import pytest

CUSTOMERS = "/api/v1/customers"


def test_faults_are_planned_listed_and_cleared(line, call):
    """A plan tells how often it met a request and acted."""
    line.send("POST", "/faults", {"status": 503, "times": 2, "route": "/customers"})
    line.send("POST", "/faults", {"plan": "hang; nth=9"})
    call("GET", CUSTOMERS)
    listed = line.send("GET", "/faults")

    assert [(each["id"], each["met"], each["fired"]) for each in listed] == [("flt_1", 1, 1), ("flt_2", 0, 0)]
    assert [each["id"] for each in line.send("GET", "/faults", query={"unfired": "true"})] == ["flt_2"]
    line.send("DELETE", "/faults")
    assert line.send("GET", "/faults") == []


def test_a_fault_is_of_one_workspace(line, call, keys):
    """A plan made for a workspace does not touch the default one."""
    line.send("POST", "/faults", {"status": 503}, {"account": keys["platform"].id})

    assert (call("GET", CUSTOMERS).status, call("GET", CUSTOMERS, by=keys["platform"]).status) == (200, 503)


def test_a_fault_is_of_the_mode_that_is_named(line, call, keys):
    """In the query, as its own option says it."""
    line.send("POST", "/faults", {"status": 503}, {"mode": "live"})

    assert (call("GET", CUSTOMERS).status, call("GET", CUSTOMERS, by=keys["live"]).status) == (200, 503)


@pytest.mark.parametrize(("mode", "listed"), [("test", ["flt_1", "flt_2"]), ("live", ["flt_2", "flt_3"])])
def test_the_faults_that_a_mode_can_meet_are_listed(line, mode, listed):
    """Those of that mode, and those of either."""
    for plan in ("hang; mode=test", "hang", "hang; mode=live"):
        line.send("POST", "/faults", {"plan": plan})

    assert [each["id"] for each in line.send("GET", "/faults", query={"mode": mode})] == listed
