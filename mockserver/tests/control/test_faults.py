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
