"""What was asked, asserted: found, counted, in order, waited for, and missed with the nearest."""

import re
import threading

import pytest


def test_requests_are_a_sequence(mock, customer):
    """Requests are read as a list is: its length, its elements, its slices."""
    assert (len(mock.requests), mock.requests[-1].method, [each.status for each in mock.requests[:1]]) == (
        1,
        "POST",
        [201],
    )


def test_a_request_tells_what_was_sent_and_answered(mock, customer):
    """A request carries its body, its route and its answer."""
    (request,) = mock.requests

    assert (request.route, request.body, request.answer["data"]["id"]) == (
        "/api/v1/customers",
        {"email": "ada@example.com"},
        customer["id"],
    )


def test_a_request_hides_its_signature(mock, customer):
    """The signature of a request is masked."""
    assert mock.requests[0].headers["authorization"].endswith("signature=…")


def test_a_request_in_one_line(mock, ask):
    """The line of a refused request says its code, that of a query has the query."""
    ask(mock, "GET", "/customers/cus_1?expand=all")

    assert re.fullmatch(r"\S+Z 404 GET /api/v1/customers/cus_1\?expand=all \(not_found\)", mock.requests[0].text)


@pytest.mark.parametrize(
    "call",
    ["POST /customers", "POST /api/v1/customers", "post /customers", "/customers", "POST /cust*"],
)
def test_a_call_is_named(mock, customer, call):
    """A call is named by method and path, with or without the prefix, or by a pattern."""
    assert [request.status for request in mock.requests.assert_called(call)] == [201]


def test_a_call_is_named_by_its_template(mock, ask, customer):
    """The template of a route stands for any id, and so does the path itself without the prefix."""
    ask(mock, "GET", f"/customers/{customer['id']}")

    mock.requests.assert_called("GET /customers/{customer_id}")
    mock.requests.assert_called(f"GET /customers/{customer['id']}", times=1)


def test_details_narrow_a_call(mock, customer):
    """Body fields, headers, status and key narrow what is looked for."""
    found = mock.requests.find(
        "POST /customers", body={"email": "ada@example.com"}, status=201, key_id=mock.key_id, mode="test"
    )

    assert len(found) == 1


def test_a_missing_call_shows_the_nearest(mock, customer):
    """A request that is missing is described, with the nearest one and what differed in it."""
    with pytest.raises(AssertionError) as failure:
        mock.requests.assert_called("POST /customers", body={"email": "bob@example.com"})

    assert str(failure.value) == (
        "wanted POST /customers with body={'email': 'bob@example.com'}: "
        "no matching request; nearest: POST /api/v1/customers\n"
        "  body email: wanted 'bob@example.com', got 'ada@example.com'"
    )


def test_without_requests_there_is_no_nearest(mock):
    """When nothing was asked at all, that is said."""
    with pytest.raises(AssertionError, match=r"^wanted GET /customers: no request at all$"):
        mock.requests.assert_called("GET /customers")


def test_calls_are_counted(mock, customer):
    """Another number of calls than wanted is a failure that lists them."""
    with pytest.raises(AssertionError, match=r"(?s)POST /customers, 2 time\(s\): 1 matching request.*201 POST"):
        mock.requests.assert_called("POST /customers", times=2)


def test_a_call_that_came_is_not_absent(mock, customer):
    """A call that must not come is shown when it did."""
    with pytest.raises(AssertionError, match=r"(?s)POST /customers, 0 time\(s\): 1 matching request.*201 POST"):
        mock.requests.assert_not_called("POST /customers")


def test_absence_is_asserted(mock, customer):
    """A call that did not come passes."""
    mock.requests.assert_not_called("DELETE /customers/*")


@pytest.mark.parametrize("call", ["POST customers", "POST", "customers", "POST /customers?x=1", ""])
def test_what_names_no_call_is_refused(mock, customer, call):
    """It would never have come, and its absence would prove nothing."""
    with pytest.raises(ValueError, match=r'write "POST /customers" or "/customers", without a query'):
        mock.requests.assert_not_called(call)


def test_order_is_asserted(mock, ask, customer):
    """Calls in order pass, others between them allowed; details can be given for each."""
    ask(mock, "GET", "/customers")
    ask(mock, "GET", "/account")

    mock.requests.assert_called_in_order({"call": "POST /customers", "status": 201}, "GET /account")


def test_wrong_order_is_told(mock, ask, customer):
    """A call that came only before is missing, and the nearest after it is shown."""
    ask(mock, "GET", "/account")

    with pytest.raises(AssertionError, match=r"GET /account → POST /customers: nothing came after the last one found"):
        mock.requests.assert_called_in_order("GET /account", "POST /customers")


def test_a_request_is_waited_for(mock, ask):
    """A request that another thread makes later is there when the wait ends."""
    later = threading.Timer(0.05, ask, (mock, "GET", "/account"))
    later.start()

    assert [request.path for request in mock.requests.wait_for("GET /account")] == ["/api/v1/account"]
    later.join()


def test_a_wait_ends(mock, customer):
    """A request that never comes is missed after the time given, with the nearest."""
    with pytest.raises(AssertionError, match=r"(?s)nearest: POST /api/v1/customers.*waited 0.02 s"):
        mock.requests.wait_for("GET /account", timeout=0.02)


def test_requests_can_be_forgotten(mock, customer):
    """After `clear` nothing was asked."""
    mock.requests.clear()

    assert len(mock.requests) == 0


def test_requests_print_as_lines(mock, customer):
    """A failing assertion shows the newest requests."""
    assert "201 POST /api/v1/customers" in repr(mock.requests)
