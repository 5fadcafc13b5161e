import pytest

CUSTOMERS = "/api/v1/customers"


def with_fault(call, text):
    """A signed creation that asks for a fault."""
    return call.request("POST", CUSTOMERS, {"name": "Ada"}, headers={"x-plugipay-mock-fault": text})


def test_an_ordinary_request_asks_for_no_fault(call):
    """Without the header, nothing happens to the answer."""
    assert call.core.handle(call.request("GET", CUSTOMERS)).effects == ()


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("wait=2; position=during", 2),
        ("wait=0.5;position=during", 0.5),
        ("position=during; wait=600", 600),
        (" wait = 0 ; position = during ", 0),
    ],
)
def test_a_wait_is_asked_for_in_seconds(call, text, seconds):
    """The header holds an answer back by up to ten minutes; order and spaces do not matter."""
    (effect,) = call.core.handle(with_fault(call, text)).effects

    assert effect.seconds == seconds


def test_a_wait_holds_back_what_has_committed(call, tenant):
    """A wait in the position `during` comes between the commit and the answer."""
    held_back = call.core.handle(with_fault(call, "wait=2; position=during"))

    assert held_back.status == 201
    assert call("GET", CUSTOMERS).data[0]["name"] == "Ada"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "surprise",
        "wait=soon; position=during",
        "wait=-1; position=during",
        "wait=601; position=during",
        "wait=nan; position=during",
        "wait=inf; position=during",
    ],
)
def test_an_unreadable_fault_is_refused(call, text):
    """A header that asks for something else is refused, never passed over."""
    answer = call.send(with_fault(call, text))

    assert answer.verdict == (400, "invalid_request")
    assert answer.error["field"] == "X-Plugipay-Mock-Fault"


def test_a_refused_fault_does_nothing(call):
    """A request whose fault cannot be read is not performed."""
    call.send(with_fault(call, "surprise"))

    assert call("GET", CUSTOMERS).data == []
