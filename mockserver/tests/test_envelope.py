from plugipay_mock import envelope
from plugipay_mock.errors import FieldProblem, InvalidRequest, NotFound
from plugipay_mock.pages import Page

AT = "2025-05-12T10:42:00.000Z"
META = b'"meta":{"requestId":"req_1","timestamp":"2025-05-12T10:42:00.000Z"'


def test_an_object_is_wrapped_as_it_is():
    """A success holds the rendered object, no error, and what the answer tells about itself."""
    body = envelope.joined(envelope.success(b'{"id":"cus_1"}', "req_1", AT))

    assert body == b'{"data":{"id":"cus_1"},"error":null,' + META + b"}}"


def test_a_page_tells_its_cursor_in_both_published_shapes():
    """The paging stands flat in `meta`, as SDKs read it, and in `meta.page`, as the API pages say."""
    page = Page([b'{"id":"cus_2"}', b'{"id":"cus_1"}'], 2, "cur_x")

    assert envelope.page(page, "req_1", AT) == (
        b'{"data":[{"id":"cus_2"},{"id":"cus_1"}],"error":null,' + META + b',"cursor":"cur_x","hasMore":true,'
        b'"page":{"limit":2,"hasMore":true,"nextCursor":"cur_x"}}}'
    )


def test_the_last_page_has_no_cursor():
    """At the end of a list the cursor is null and there is no more."""
    assert envelope.page(Page([], 20), "req_1", AT) == (
        b'{"data":[],"error":null,' + META + b',"cursor":null,"hasMore":false,'
        b'"page":{"limit":20,"hasMore":false,"nextCursor":null}}}'
    )


def test_a_refusal_has_no_data():
    """A failure holds code and message, and no field when none is at fault."""
    assert envelope.failure(NotFound("Customer cus_1 not found"), "req_1", AT) == (
        b'{"data":null,"error":{"code":"not_found","message":"Customer cus_1 not found"},' + META + b"}}"
    )


def test_a_refused_request_names_every_field():
    """A bad request names the first field at fault, and all of them in `details`."""
    refusal = InvalidRequest(FieldProblem("email", "must be a string"), FieldProblem("tax", "is not a field"))

    assert envelope.failure(refusal, "req_1", AT) == (
        b'{"data":null,"error":{"code":"invalid_request","message":"email: must be a string","field":"email",'
        b'"details":[{"field":"email","message":"must be a string"},{"field":"tax","message":"is not a field"}]},'
        + META
        + b"}}"
    )
