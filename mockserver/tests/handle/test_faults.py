"""Faults, planned by a test."""

from datetime import UTC, datetime

import httpx
import pytest

from plugipay_mock.control.line import ControlError


def code(answer):
    """The code of an answer, or None for a success."""
    return answer["error"] and answer["error"]["code"]


@pytest.mark.parametrize(
    ("what", "expected"),
    [(503, "service_unavailable"), ("rate_limited", "rate_limited"), ("code=not_found", "not_found")],
)
def test_the_next_request_fails_as_asked(mock, ask, what, expected):
    """A status, a code or an action as text makes one request fail, and only one."""
    mock.fail_next(what)

    assert [code(ask(mock, "GET", "/account")) for _ in range(2)] == [expected, None]


def test_a_dropped_answer_is_no_answer(mock, ask):
    """`drop` does the work and loses the answer."""
    mock.fail_next("drop")

    with pytest.raises(httpx.TransportError):
        ask(mock, "POST", "/customers", {})
    assert mock.events.names == ["customer.created"]


def test_several_requests_fail(mock, ask):
    """So many requests fail as were asked for."""
    mock.fail_next(times=2)

    assert [code(ask(mock, "GET", "/account")) for _ in range(3)] == ["internal_error", "internal_error", None]


@pytest.mark.parametrize(
    ("plan", "options"),
    [
        ("status=503; route=/customers", {}),
        (None, {"status": 503, "route": "/customers"}),
        ("status=503", {"method": "POST", "fields": {"name": "Ada"}, "headers": {"content-type": "application/json"}}),
    ],
    ids=["text", "options", "both"],
)
def test_a_fault_meets_what_it_says(mock, ask, plan, options):
    """A plan is text, options, or both, and leaves other requests alone."""
    mock.fault(plan, **options)

    assert [code(ask(mock, "GET", "/account")), code(ask(mock, "POST", "/customers", {"name": "Ada"}))] == [
        None,
        "service_unavailable",
    ]


def test_a_fault_counts(mock, ask):
    """A fault knows how many requests it met, and how often it acted."""
    fault = mock.fault(status=503, nth=2)
    for _ in range(2):
        ask(mock, "GET", "/account")

    assert (fault.met, fault.fired) == (2, 1)


def test_a_fault_reads_as_it_was_said(mock):
    """The text of a plan can be given to the command line."""
    assert mock.fail_next("drop", route="/customers").plan == "drop; times=1; route=/customers; position=after"


def test_unfired_faults_are_told(mock, ask):
    """What never acted is told as text, also that of a fresh workspace; what acted is not."""
    mock.fail_next(503)
    mock.fault(status=500, nth=9)
    mock.fresh().fail_next("hang")
    ask(mock, "GET", "/account")

    assert mock.unfired() == ["status=500; nth=9; position=before", "hang; times=1; position=before"]


def test_unfired_faults_of_a_workspace_that_is_closed_are_told(mock):
    """What was planned in a `with` block of its own is not lost with it, nor is what was planned outside."""
    mock.fault(status=503, route="/plans")
    with mock.fresh() as shop:
        shop.fault(status=500)

    assert mock.unfired() == ["status=503; route=/plans; position=before", "status=500; position=before"]


def test_how_often_may_stand_in_the_text(mock):
    """What is said beside it counts before that."""
    plans = [mock.fail_next("status=503; times=3").plan, mock.fail_next("status=503; times=3", times=2).plan]

    assert plans == ["status=503; times=3; position=before", "status=503; times=2; position=before"]


def test_a_fault_ends_at_a_datetime(mock):
    """The clock takes aware datetimes, and so does what ends on it."""
    assert "until=2026-05-12T10:00:00+00:00" in mock.fault(status=503, until=datetime(2026, 5, 12, 10, tzinfo=UTC)).plan


def test_an_unknown_option_is_refused(mock):
    """A typing error in a plan is named, with the options there are."""
    with pytest.raises(ControlError, match=r"^rout: is not an option of a fault; there are position, nth, times"):
        mock.fault(status=503, rout="/customers")


def test_an_unknown_action_is_refused(mock):
    """What is neither a code nor an action is refused with the actions there are."""
    with pytest.raises(ControlError, match=r"^fault: needs exactly one action of: status, code, wait"):
        mock.fail_next("explode")
