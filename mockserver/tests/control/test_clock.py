import pytest

from plugipay_mock.control.line import ControlError

from ..bodies import SMALL_SESSION

CUSTOMERS = "/api/v1/customers"


def test_a_clock_is_frozen_set_advanced_and_let_run(line, call):
    """Each move tells the time it leads to."""
    assert line.send("POST", "/clock/freeze", {"at": "2026-05-12T10:00:00Z"})["now"] == "2026-05-12T10:00:00.000Z"
    assert line.send("POST", "/clock/advance", {"days": 1, "hours": 1})["now"] == "2026-05-13T11:00:00.000Z"
    assert line.send("POST", "/clock/set", {"at": "2027-01-01T00:00:00+01:00"})["now"] == "2026-12-31T23:00:00.000Z"
    assert line.send("GET", "/clock")["frozen"] is True
    assert line.send("POST", "/clock/tick", {"seconds": 60})["frozen"] is True
    assert call("POST", CUSTOMERS, {}).data["createdAt"] == "2026-12-31T23:01:00.000Z"
    assert line.send("POST", "/clock/run")["frozen"] is False


def test_what_falls_due_is_told(line, call):
    """Moving the clock answers with the events of the way."""
    call("POST", "/api/v1/checkout-sessions", SMALL_SESSION)

    assert [event["type"] for event in line.send("POST", "/clock/advance", {"days": 2})["happened"]] == [
        "plugipay.checkout_session.expired.v1"
    ]


@pytest.mark.parametrize("at", ["1969-12-31T23:59:59Z", "9000-01-01T00:00:01Z", "0001-01-01T00:00:00Z"])
@pytest.mark.parametrize("how", ["set", "freeze"])
def test_the_world_has_a_beginning_and_an_end(line, call, how, at):
    """A time that could not be written later is refused, and the clock stays where it was."""
    with pytest.raises(ControlError, match="at: leads out of the times a world can have, from 1970 to the year 9000"):
        line.send("POST", f"/clock/{how}", {"at": at})

    assert call("POST", CUSTOMERS, {}).status == 201


@pytest.mark.parametrize("frozen", [True, False])
def test_no_number_of_steps_leads_out_of_the_world(line, call, tenant, frozen):
    """Neither by a last step nor by ticking."""
    line.send("POST", "/clock/set", {"at": "8999-12-31T23:59:00Z"})
    if frozen:
        line.send("POST", "/clock/freeze", {})
    with pytest.raises(ControlError, match="leads out of the times"):
        line.send("POST", "/clock/advance", {"days": 1})
    line.send("POST", "/clock/tick", {"seconds": 1000})

    assert [call("POST", CUSTOMERS, {}).status for _ in range(3)] == [201] * 3


@pytest.mark.parametrize("span", [{"days": 36_500, "hours": 0}, {"hours": 876_000}])
def test_a_span_that_leads_too_far_is_the_field_that_is_named(knock, span):
    """Nothing else is: the request has no moment."""
    knock("POST", "/clock/freeze", {"at": "8999-01-01T00:00:00Z"})
    error = knock("POST", "/clock/advance", span)[1]["error"]

    assert (error["code"], error["field"]) == ("invalid_request", next(iter(span)))
    assert error["message"].startswith(f"{error['field']}: leads out of the times a world can have")
