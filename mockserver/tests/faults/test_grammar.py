"""How a fault is said, and what is said of one that cannot be understood."""

import random

import pytest

from plugipay_mock.errors import InvalidRequest
from plugipay_mock.faults import grammar


def planned(text):
    return grammar.plan(grammar.parse(text), "flt_1", random.Random(0))  # noqa: S311


@pytest.mark.parametrize(
    ("text", "option", "reason"),
    [
        ("", "fault", "needs exactly one action of: status, code, wait, "),
        ("times=2", "fault", "needs exactly one action"),
        ("hang; reset", "fault", "needs exactly one action"),
        ("status=503; code=a; hang", "fault", "needs exactly one action"),
        ("stauts=503", "fault", "needs exactly one action"),
        ("status=503; tiems=2", "tiems", "is not an option of a fault; there are position, nth, "),
        ("status", "status", "must be a number"),
        ("status=ok", "status", "must be a number"),
        ("status=200", "status", "must be from 400 to 599"),
        ("status=600", "status", "must be from 400 to 599"),
        ("status=503.5", "status", "must be a whole number"),
        ("status=nan", "status", "must be from 400 to 599"),
        ("code", "code", ", conflict, "),
        ("code=teapot", "code", "must be one of "),
        ("wait", "wait", "must be a number"),
        ("wait=601", "wait", "must be from 0 to 600"),
        ("wait=-1", "wait", "must be from 0 to 600"),
        ("wait=inf", "wait", "must be from 0 to 600"),
        ("hang=5", "hang", "takes no argument"),
        ("truncate=5", "truncate", "takes no argument"),
        ("html=1", "html", "takes no argument"),
        ("empty=1", "empty", "takes no argument"),
        ("drop=1", "drop", "takes no argument"),
        ("reset=head", "reset", "takes no argument, or 'body'"),
        ("drip=x", "drip", "must be a number"),
        ("drip=601", "drip", "must be from 0 to 600"),
        ("skew", "skew", "must be a number"),
        ("skew=86401", "skew", "must be from -86400 to 86400"),
        ("redirect=/a\r\nSet-Cookie: a", "redirect", "must be printable ASCII"),
        ("redirect=/é", "redirect", "must be printable ASCII"),
        ("content_type=a\nb", "content_type", "must be printable ASCII"),
        ("status=503; position=between", "position", "must be one of before, during, after"),
        ("drop; position=before", "position", "must be after for this action"),
        ("truncate; position=before", "position", "must be during or after for this action"),
        ("content_type=a; position=before", "position", "must be during or after"),
        ("drip=1; position=before", "position", "must be during or after"),
        ("skew=1; position=after", "position", "must be before for this action"),
        ("status=503; nth=0", "nth", "must be from 1 to 1e+06"),
        ("status=503; nth=1.5", "nth", "must be a whole number"),
        ("status=503; times=many", "times", "must be a number"),
        ("status=503; times=0", "times", "must be from 1"),
        ("status=503; every=-1", "every", "must be from 1"),
        ("status=503; probability=1.1", "probability", "must be from 0 to 1"),
        ("status=503; probability=often", "probability", "must be a number"),
        ("status=503; until=tomorrow", "until", "must be an ISO 8601 time with an offset"),
        ("status=503; until=2026-05-12T10:42:00", "until", "must be an ISO 8601 time with an offset"),
        ("status=503; until=0001-01-01T00:00:00+14:00", "until", "must be an ISO 8601 time"),
        ("status=503; method=FETCH", "method", "must be one of GET, HEAD, POST, PUT, PATCH, DELETE"),
        ("status=503; mode=prod", "mode", "must be one of test, live"),
        ("status=503; route=customers", "route", "must be a path or a pattern"),
        ("status=503; retry_after=soon", "retry_after", "must be a number"),
        ("status=503; retry_after=-1", "retry_after", "must be from 0 to 86400"),
        ("status=503; header.=1", "header.", "needs a name after the dot"),
        ("status=503; field.=1", "field.", "needs a name after the dot"),
    ],
)
def test_a_refusal_names_the_option(text, option, reason):
    """Whatever cannot be understood is named, with what would be."""
    with pytest.raises(InvalidRequest) as refused:
        planned(text)
    (problem,) = refused.value.problems

    assert problem.field == option
    assert reason in problem.message


@pytest.mark.parametrize(("text", "option", "_reason"), [("status=503; tiems=2", "tiems", "")])
def test_a_header_s_refusal_names_the_header_and_the_option(call, text, option, _reason):
    """A request whose own fault is wrong is told both."""
    answer = call("GET", "/api/v1/customers", headers={"x-plugipay-mock-fault": text})

    assert answer.error["field"] == grammar.HEADER
    assert option in answer.error["message"]


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("status=503", "before"),
        ("code=conflict", "before"),
        ("wait=1", "before"),
        ("hang", "before"),
        ("reset", "before"),
        ("reset=body", "before"),
        ("html", "before"),
        ("empty", "before"),
        ("redirect=/", "before"),
        ("skew=1", "before"),
        ("truncate", "during"),
        ("content_type=a", "during"),
        ("drip=1", "during"),
        ("drop", "after"),
    ],
)
def test_every_action_has_a_usual_position(text, position):
    """Without a position an action takes place as early as it can; a drop, when all is done."""
    assert planned(text).position == position


def test_a_plan_is_shown_as_it_was_said(merchant):
    """What was said of a plan can be said again."""
    plan = merchant.faults.add(status=503, times=2, route="/customers")

    assert plan.show() == {
        "id": "flt_1",
        "status": "503",
        "times": "2",
        "route": "/customers",
        "position": "before",
        "met": 0,
        "fired": 0,
    }


@pytest.mark.parametrize("said", [{"reset": True}, {"reset": ""}, {"reset": True, "times": None}])
def test_true_says_that_an_action_is_wanted(merchant, said):
    """In Python and JSON, an action without an argument is true or empty; what is None is not said."""
    assert merchant.faults.add(**said).told["reset"] == ""


def test_false_is_no_way_to_leave_an_action_out(merchant):
    """An action that is false is refused rather than done."""
    with pytest.raises(InvalidRequest, match="hang: takes no argument"):
        merchant.faults.add(hang=False)
