import json
import threading
from typing import Annotated, Literal, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import AfterValidator, Field, model_validator

from plugipay_mock.binding import Body, Form, ListQuery, at_fault, instant, read_body, read_query
from plugipay_mock.control.operations import CONTROL
from plugipay_mock.errors import FieldProblem, InvalidRequest
from plugipay_mock.message import Inbound
from plugipay_mock.pages import Slice
from plugipay_mock.resources import ROOMS


class Line(Body):
    quantity: Annotated[int, Field(ge=1, le=99)]


class Order(Body):
    label: Annotated[str, Field(min_length=2, max_length=5)] | None = None
    is_gift: bool = False
    wrapping: Literal["paper", "box"] = "paper"
    order_lines: Annotated[list[Line], Field(max_length=2, default_factory=list)]
    notes: dict[str, str] | None = None


class Parcel(Body):
    weight: int
    most_weight: int

    @model_validator(mode="after")
    def _bears_its_weight(self):
        if self.weight > self.most_weight:
            raise at_fault("mostWeight", "is less than the weight")
        return self


class Load(Body):
    parcels: list[Parcel]


class Reply(Form):
    answer: Literal["yes", "no"]
    reason: str | None = None


class Window(ListQuery):
    opened_after: Annotated[str, AfterValidator(instant)] | None = None


def refusal_of(read, model, raw):
    """The problems a body or a query is refused with."""
    with pytest.raises(InvalidRequest) as refused:
        read(model, raw)
    return list(refused.value.problems)


def is_read_or_refused(read, model, raw):
    """Whether the outcome is a model, or a refusal that says what is wrong."""
    try:
        return isinstance(read(model, raw), model)
    except InvalidRequest as refused:
        return all(problem.message for problem in refused.problems)


def may_be(field, kind):
    """Whether a field is annotated with a type, be it beside others."""
    return kind in (field.annotation, *get_args(field.annotation))


def is_refused(query, raw):
    """Whether a query says of these bytes that they are no whole number."""
    try:
        read_query(query, raw)
    except InvalidRequest as refused:
        return "must be a whole number" in {problem.message for problem in refused.problems}
    return False


def test_no_body_is_an_empty_object():
    """A request without a body asks for nothing in particular."""
    assert read_body(Order, b"") == read_body(Order, b"{}") == Order()


def test_a_body_is_read_by_its_wire_names():
    """Names on the wire are in camelCase."""
    assert read_body(Order, b'{"isGift": true, "orderLines": [{"quantity": 2}]}').order_lines[0].quantity == 2


def test_null_counts_as_sent():
    """A field sent as null is told apart from one that was left out."""
    assert read_body(Order, b'{"label": null}').given() == {"label": None}


@pytest.mark.parametrize(
    ("raw", "field", "message"),
    [
        (b"[]", "body", "must be a JSON object"),
        (b"null", "body", "must be a JSON object"),
        (b'{"label": 7}', "label", "must be a string"),
        (b'{"label": "x"}', "label", "must be at least 2 character(s) long"),
        (b'{"label": "longer"}', "label", "must be at most 5 characters long"),
        (b'{"isGift": "yes"}', "isGift", "must be true or false"),
        (b'{"isGift": 1}', "isGift", "must be true or false"),
        (b'{"is_gift": true}', "is_gift", "is not a field of this request"),
        (b'{"wrapping": "foil"}', "wrapping", "must be one of 'paper' or 'box'"),
        (b'{"orderLines": {}}', "orderLines", "must be a list"),
        (b'{"orderLines": [7]}', "orderLines[0]", "must be a JSON object"),
        (b'{"orderLines": [{}]}', "orderLines[0].quantity", "is required"),
        (b'{"orderLines": [{"quantity": 1}, {"quantity": 0}]}', "orderLines[1].quantity", "must be at least 1"),
        (b'{"orderLines": [{"quantity": 100}]}', "orderLines[0].quantity", "must be at most 99"),
        (b'{"orderLines": [{"quantity": "1"}]}', "orderLines[0].quantity", "must be a whole number"),
        (b'{"orderLines": [{"quantity": 1.5}]}', "orderLines[0].quantity", "must be a whole number"),
        (
            b'{"orderLines": [{"quantity": 1.0}]}',
            "orderLines[0].quantity",
            "must be a whole number, written without a point or an exponent",
        ),
        (
            b'{"orderLines": [{"quantity": 1}, {"quantity": 1}, {"quantity": 1}]}',
            "orderLines",
            "must have at most 2 entries",
        ),
        (b'{"notes": []}', "notes", "must be an object"),
        (b'{"notes": {"colour": 1}}', "notes.colour", "must be a string"),
    ],
)
def test_a_bad_field_is_named_with_a_reason(raw, field, message):
    """Each kind of mistake is told in one sentence, beside the place where it was made."""
    assert refusal_of(read_body, Order, raw) == [FieldProblem(field, message)]


@pytest.mark.parametrize("raw", [b"{", b"{'a': 1}", b"\xff", b" ", b'{"label": "\\ud800"}', b"[" * 100_000])
def test_a_body_that_is_not_json_says_so(raw):
    """What cannot be read as JSON is refused as a whole."""
    (problem,) = refusal_of(read_body, Order, raw)

    assert problem.field == "body"
    assert problem.message.startswith("is not valid JSON: ")


def test_every_failing_field_is_told():
    """All mistakes are told at once, in the order of the body's fields."""
    problems = refusal_of(read_body, Order, b'{"surprise": 1, "wrapping": "foil", "label": 7}')

    assert [problem.field for problem in problems] == ["label", "wrapping", "surprise"]


@given(st.binary())
def test_any_bytes_are_a_body_or_a_refusal(raw):
    """Whatever the bytes of a body, they are read, or refused with a reason."""
    assert is_read_or_refused(read_body, Order, raw)


@pytest.mark.parametrize(
    ("raw", "asked"),
    [
        (b"", Slice(limit=20)),
        (b"limit=1", Slice(limit=1)),
        (b"limit=100", Slice(limit=100)),
        (b"limit=101", Slice(limit=100)),
        (b"order=asc", Slice(oldest_first=True)),
        (b"order=desc&cursor=cur_x", Slice(cursor="cur_x")),
        (b"surprise=1", Slice()),
        (b"surprise=1&surprise=2", Slice()),
        (b"opened_after=1&opened_after=2", Slice()),
        (b"limit=%2B7", Slice(limit=7)),
        (b"limit=007", Slice(limit=7)),
    ],
)
def test_a_list_query_asks_for_a_slice(raw, asked):
    """The default is the 20 newest; more than 100 means 100; names a list does not know are passed over."""
    assert read_query(ListQuery, raw).slice() == asked


@pytest.mark.parametrize(
    ("raw", "field", "message"),
    [
        (b"limit=0", "limit", "must be at least 1"),
        (b"limit=-1", "limit", "must be at least 1"),
        (b"limit=ten", "limit", "must be a whole number"),
        (b"limit=", "limit", "must be a whole number"),
        (b"limit=1_0", "limit", "must be a whole number"),
        (b"limit=1.0", "limit", "must be a whole number"),
        (b"limit=1e1", "limit", "must be a whole number"),
        (b"limit=%201", "limit", "must be a whole number"),
        (b"limit=%D9%A3", "limit", "must be a whole number"),
        (b"limit=--1", "limit", "must be a whole number"),
        (b"limit=" + b"9" * 5000, "limit", "is too large"),
        (b"order=up", "order", "must be one of 'asc' or 'desc'"),
        (b"limit=1&limit=2", "limit", "is given more than once"),
        (b"openedAfter=&openedAfter=", "openedAfter", "is given more than once"),
        (
            b"openedAfter=yesterday",
            "openedAfter",
            "must be an ISO 8601 time with an offset, such as 2026-05-12T10:42:00Z",
        ),
    ],
)
def test_a_bad_parameter_is_named_with_a_reason(raw, field, message):
    """A query is refused the way a body is."""
    assert refusal_of(read_query, Window, raw) == [FieldProblem(field, message)]


def test_every_whole_number_of_a_query_is_made_of_digits():
    """No query of the API or of control reads more as a whole number than a list does."""
    queries = [route.query for room in (*ROOMS, *CONTROL) for route in room.served if route.query]
    numbers = [(each, field) for each in queries for field in each.model_fields.values() if may_be(field, int)]
    loose = [each for each, field in numbers if not is_refused(each, f"{field.alias}=1_0".encode())]

    assert (loose, len(numbers) > 15) == ([], True)


@pytest.mark.parametrize(
    ("raw", "label"),
    [(b"cursor=a+b", "a b"), (b"cursor=a%20b", "a b"), (b"cursor=caf%C3%A9", "café"), (b"cursor=%26%3D", "&=")],
)
def test_a_parameter_is_decoded(raw, label):
    """A query is read as forms are: plus and %20 are spaces, bytes are UTF-8."""
    assert read_query(ListQuery, raw).cursor == label


def test_filters_that_are_not_asked_for_do_not_filter():
    """A filter that is None is left out; times become seconds."""
    asked = ListQuery().slice(after="1970-01-01T00:00:01Z", before="1970-01-01T00:00:02Z", email=None, name="Ada")

    assert asked == Slice(after=1.0, before=2.0, filters={"name": "Ada"})


@given(st.binary())
def test_any_bytes_are_a_query_or_a_refusal(raw):
    """Whatever the bytes of a query, they are read, or refused with a reason."""
    assert is_read_or_refused(read_query, Window, raw)


JSON_VALUES = [None, True, -1, 1.5, 10**30, "", "x", "\u2603" * 3000, [], [1], [{}], {}, {"x": 1}]
OUR_BODIES = {
    route.body for room in (*ROOMS, *CONTROL) for route in room.served if route.body and issubclass(route.body, Body)
}


@pytest.mark.parametrize("model", sorted(OUR_BODIES, key=repr), ids=lambda model: model.__name__)
def test_every_refusal_is_in_our_words(model):
    """Whatever is in a field, what is wrong with it is told as everywhere else, and not as the validator would."""
    names = [field.alias or name for name, field in model.model_fields.items()]
    told = [
        problem.message
        for name in names
        for value in JSON_VALUES
        for problem in problems(model, json.dumps({name: value}).encode())
    ]

    assert [each for each in told if each.startswith(("Input should", "String should", "Value error", "List"))] == []


def problems(model, raw):
    """What is wrong with a body; nothing where it is read."""
    try:
        read_body(model, raw)
    except InvalidRequest as refused:
        return refused.problems
    return ()


def posted(model, body, media_type="application/x-www-form-urlencoded"):
    """What a model makes of a request with this body."""
    return model.received(Inbound("POST", b"/", {"content-type": media_type}, body))


def test_a_form_is_read_as_browsers_write_it():
    """Plus signs are spaces, escapes are bytes of UTF-8, and what else is on the page does not matter."""
    form = posted(Reply, b"answer=yes&reason=kopi+%C3%A9lite&tag=a&tag=b&submit=OK")

    assert (form.answer, form.reason) == ("yes", "kopi élite")


@pytest.mark.parametrize(
    ("body", "field", "message"),
    [
        (b"", "answer", "is required"),
        (b"answer=maybe", "answer", "must be one of 'yes' or 'no'"),
        (b"answer=yes&answer=no", "answer", "is given more than once"),
    ],
)
def test_a_form_is_refused_by_the_name_of_its_field(body, field, message):
    """A field that is missing, unknown or ambiguous is told."""
    assert refusal_of(posted, Reply, body) == [FieldProblem(field, message)]


def test_json_is_not_read_out_of_a_multipart_form():
    """Such a body is signed as empty, and could be anybody's."""
    with pytest.raises(InvalidRequest, match="Content-Type: must be application/json"):
        posted(Order, b"{}", "multipart/form-data; boundary=x")


def test_json_is_read_whatever_else_it_is_called():
    """Older clients name no type, or a wrong one."""
    assert posted(Order, b'{"label": "note"}', "text/plain").label == "note"


def test_fields_that_do_not_fit_each_other_are_told_by_name():
    """A check of several fields names the one to change, and where it is."""
    raw = b'{"parcels": [{"weight": 1, "mostWeight": 2}, {"weight": 3, "mostWeight": 2}]}'

    assert refusal_of(read_body, Load, raw) == [FieldProblem("parcels[1].mostWeight", "is less than the weight")]


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("2026-05-12T10:42:00Z", "2026-05-12T10:42:00.000Z"),
        ("2026-05-12T10:42:00+07:00", "2026-05-12T03:42:00.000Z"),
        ("2026-05-12T10:42:00.5-00:30", "2026-05-12T11:12:00.500Z"),
    ],
)
def test_a_moment_is_read_as_an_instant(sent, read):
    """Whatever offset it was sent with, a moment is kept and compared in one form."""
    assert instant(sent) == read


@pytest.mark.parametrize("sent", ["2026-05-12", "10:42", "soon", "2026-05-12T10:42:00", "0001-01-01T00:00:00+14:00"])
def test_what_is_no_moment_is_refused(sent):
    """A moment is a date, a time and an offset, and lies in a year that can be written."""
    with pytest.raises(ValueError, match="must be an ISO 8601 time"):
        instant(sent)


def test_threads_that_meet_a_body_for_the_first_time_all_read_it(eager_threads):
    """The first eight callers of an operation may come at once; each gets its body read by that operation's rules."""

    class Fresh(Body):
        orders: list[Order]

    start = threading.Barrier(8)

    def race():
        start.wait()
        return read_body(Fresh, b'{"orders": [{"isGift": true}]}').orders[0].is_gift, refusal_of(
            read_body, Fresh, b'{"orders": [], "more": 1}'
        )

    unknown = [FieldProblem("more", "is not a field of this request")]
    assert eager_threads(8, race) == [(True, unknown)] * 8
