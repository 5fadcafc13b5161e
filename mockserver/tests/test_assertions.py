"""Was this called, how often, in what order; and when not, what came nearest."""

import pytest

from plugipay_mock.assertions import Wanted, find, find_in_order

CUSTOMERS = "/api/v1/customers"


@pytest.fixture
def entries(call, merchant):
    """Four requests: Ada is made, Bob is not, Ada is read, nobody is found."""
    ada = call("POST", CUSTOMERS, {"name": "Ada", "metadata": {"a": "1"}}, key="1").data["id"]
    call("POST", CUSTOMERS, {"name": "Bob", "lines": [{"quantity": 2}]}, key="2", headers={"x-flow": "b"})
    call("GET", f"{CUSTOMERS}/{ada}")
    call("GET", f"{CUSTOMERS}/cus_none")
    return list(merchant.journal)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, [0, 1, 2, 3]),
        ({"method": "post"}, [0, 1]),
        ({"path": "/customers"}, [0, 1]),
        ({"path": CUSTOMERS}, [0, 1]),
        ({"path": "/customers/{id}"}, [2, 3]),
        ({"path": "/customers/{customer_id}"}, [2, 3]),
        ({"path": "/customers/cus_none"}, [3]),
        ({"path": "/customers/*"}, [2, 3]),
        ({"path": "*"}, [0, 1, 2, 3]),
        ({"status": 404}, [3]),
        ({"body": {"name": "Ada"}}, [0]),
        ({"body": {"metadata.a": "1"}}, [0]),
        ({"body": {"metadata": {"a": "1"}}}, [0]),
        ({"body": {"lines.0.quantity": 2}}, [1]),
        ({"headers": {"X-Flow": "b"}}, [1]),
        ({"mode": "test"}, [0, 1, 2, 3]),
        ({"mode": "live"}, []),
        ({"method": "POST", "path": "/customers", "status": 201}, [0]),
    ],
)
def test_a_request_is_found_by_what_is_said_of_it(entries, wanted, found):
    """What is left out is not compared."""
    assert [entries.index(entry) for entry in find(entries, Wanted(**wanted)).matching] == found


def test_a_request_is_found_by_its_key(entries, keys):
    """The key is the one the request named."""
    assert len(find(entries, Wanted(key_id=keys["test"].id)).matching) == 4
    assert find(entries, Wanted(key_id=keys["live"].id)).matching == ()


def test_the_number_found_is_told(entries):
    """A finding says how many there are."""
    assert find(entries, Wanted(method="GET")).text() == "2 matching request(s)"


def test_the_nearest_is_the_one_that_differs_least(entries):
    """When nothing matches, the request with the fewest differences is shown with each of them."""
    finding = find(entries, Wanted(method="POST", path="/customers", status=201, body={"name": "Eve"}))

    assert finding.nearest is entries[0]
    assert finding.differences == ("body name: wanted 'Eve', got 'Ada'",)
    assert finding.text() == (
        "no matching request; nearest: POST /api/v1/customers\n  body name: wanted 'Eve', got 'Ada'"
    )


def test_every_difference_is_told(entries):
    """Each thing that differs has a sentence."""
    wanted = Wanted(
        method="PUT",
        path="/invoices",
        status=200,
        key_id="pk",
        mode="live",
        headers={"X-Flow": "a"},
        body={"lines.0.quantity": 3, "lines.7.quantity": 1},
    )
    told = [difference.partition(":")[0] for difference in wanted.differences(entries[1])]

    assert told == [
        "method",
        "status",
        "key id",
        "mode",
        "path",
        "header X-Flow",
        "body lines.0.quantity",
        "body lines.7.quantity",
    ]


def test_of_equally_near_ones_the_newest_is_told(entries):
    """The last request is the one somebody is looking at."""
    assert find(entries, Wanted(method="PUT")).nearest is entries[3]


def test_nothing_is_nearest_to_nothing():
    """Where there was no request, that is said."""
    finding = find([], Wanted(method="GET"))

    assert (finding.nearest, finding.text()) == (None, "no request at all")


@pytest.mark.parametrize("place", ["lines.²", "lines." + "9" * 5000, "lines.-1", "lines.0.quantity.x", "", ".", "a..b"])
def test_a_place_that_is_nowhere_is_a_difference(entries, place):
    """Whatever is said of a place, the answer is a difference and no failure."""
    assert len(Wanted(body={place: 1}).differences(entries[1])) == 1


def test_a_password_can_be_compared(call, merchant):
    """What the journal hides when it is told can still be looked for."""
    call("POST", "/api/v1/account/password-change", {"currentPassword": "old", "newPassword": "new"})

    assert find(merchant.journal, Wanted(body={"newPassword": "new"})).matching


def test_requests_are_found_in_order(entries):
    """Others may come between."""
    assert find_in_order(entries, [Wanted(method="POST"), Wanted(status=404)]) is None


def test_each_request_counts_once(entries):
    """Two wanted are two requests."""
    assert find_in_order(entries, [Wanted(method="POST")] * 2) is None
    assert find_in_order(entries, [Wanted(method="POST")] * 3) is not None


def test_what_came_too_early_is_missing(entries):
    """Only what came later counts, and the nearest among that is told."""
    missing = find_in_order(entries, [Wanted(status=404), Wanted(method="POST")])

    assert (missing.matching, missing.text()) == ((), "no request at all")


def test_the_first_that_is_missing_is_told(entries):
    """The finding is of the one that did not come, among what came after the one before."""
    missing = find_in_order(entries, [Wanted(method="POST"), Wanted(method="GET", status=500), Wanted(method="GET")])

    assert missing.wanted.status == 500
    assert missing.differences == ("status: wanted 500, got 404",)
