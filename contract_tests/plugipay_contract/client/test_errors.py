"""Every refusal becomes one kind of exception, with the facts of the answer on it."""

import pytest

from plugipay_contract.client import calls
from plugipay_contract.client.recorder import REQUEST_ID, SECRET, Fail, Recorder, envelope
from plugipay_contract.subjects import Ability, ClientSubject

NOT_THE_ENVELOPE = {
    "html": b"<html>Bad gateway</html>",
    "half": b'{"data": {"id": "cus_1"',
    "array": b'[{"id": "cus_1"}]',
    "text": b'"hello"',
    "number": b"5",
    "null": b"null",
    "not-utf-8": b'{"data": "\xff"}',
}

WITHOUT_AN_OBJECT = {
    "null": envelope(error=None),
    "text": envelope(error="boom"),
    "no-error": b"{}",
}


def test_the_tree_is_the_specifications(subject: ClientSubject) -> None:
    """One base class with three children."""
    names = ("PlugipayNetworkError", "PlugipayTimeoutError", "PlugipaySignatureError")

    assert [getattr(subject.module, name).__bases__ for name in names] == [(subject.module.PlugipayError,)] * 3
    assert subject.module.PlugipayError.__bases__ == (Exception,)


def test_the_documented_example(recorder: Recorder, failure: Fail) -> None:
    """Status, code, message and request id, as the specification prints them."""
    recorder.refuses(404, "not_found", "Customer cus_does_not_exist not found")
    error = failure(lambda client: client.customers.get("cus_does_not_exist"))

    assert (error.status, error.code) == (404, "not_found")
    assert (error.message, error.request_id) == ("Customer cus_does_not_exist not found", REQUEST_ID)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 413, 422, 429, 500, 501, 502, 503])
@pytest.mark.parametrize("call", calls.ALL.values(), ids=calls.ALL)
def test_every_refusal_is_raised(recorder: Recorder, failure: Fail, status: int, call: calls.Call) -> None:
    """Any error status of any call is raised, its code untouched."""
    recorder.refuses(status, "whatever_the_server_says")

    assert (failure(call).status, failure(call).code) == (status, "whatever_the_server_says")


@pytest.mark.parametrize("code", ["CANNOT_REVOKE_CURRENT", "CamelCase", "kebab-case", "with space"])
def test_a_code_is_what_was_written(recorder: Recorder, failure: Fail, code: str) -> None:
    """Codes are snake_case as a rule, and the one of the identity service is upper case: none is touched."""
    recorder.refuses(400, code)

    assert failure().code == code


@pytest.mark.parametrize("status", [300, 301, 302, 303, 304, 307, 308])
def test_a_redirect_is_no_success(recorder: Recorder, failure: Fail, status: int) -> None:
    """Every status but 2xx is an error: a followed redirect would break the signature."""
    recorder.says(status, envelope({}), location="https://elsewhere.example.com/api/v1/account")

    assert failure().status == status


def test_a_refusal_is_no_subclass(subject: ClientSubject, recorder: Recorder, failure: Fail) -> None:
    """A refusal by the server is a PlugipayError and nothing more special."""
    recorder.refuses(400, "invalid_request")

    assert type(failure()) is subject.module.PlugipayError


def test_an_error_reads_as_its_message(recorder: Recorder, failure: Fail) -> None:
    """`str(exc)` is the message."""
    recorder.refuses(400, "invalid_request", "email: must be a valid email address")

    assert str(failure()) == "email: must be a valid email address"


def test_an_error_shows_all_it_knows(recorder: Recorder, failure: Fail) -> None:
    """`repr(exc)` has every documented attribute and no secret."""
    recorder.refuses(400, "invalid_request", "email: must be a valid email address")
    shown = repr(failure())

    assert all(fact in shown for fact in ("400", "invalid_request", "email: must be a valid email address", REQUEST_ID))
    assert SECRET not in shown


@pytest.mark.parametrize("status", [200, 201, 400, 500, 502])
@pytest.mark.parametrize("content", NOT_THE_ENVELOPE.values(), ids=NOT_THE_ENVELOPE)
def test_what_is_not_the_envelope_is_an_invalid_response(
    recorder: Recorder, failure: Fail, status: int, content: bytes
) -> None:
    """An answer that is not the envelope keeps its status and is called what it is."""
    recorder.says(status, content)
    error = failure()

    assert (error.status, error.code) == (status, "invalid_response")


@pytest.mark.parametrize("status", [400, 404, 500, 503])
@pytest.mark.parametrize("content", WITHOUT_AN_OBJECT.values(), ids=WITHOUT_AN_OBJECT)
def test_an_error_without_an_object_is_unknown(recorder: Recorder, failure: Fail, status: int, content: bytes) -> None:
    """An error status that explains nothing is `unknown`, with the status as message."""
    recorder.says(status, content)
    error = failure()

    assert (error.status, error.code, error.message) == (status, "unknown", f"HTTP {status}")


def test_an_error_without_a_message_keeps_its_code(recorder: Recorder, failure: Fail) -> None:
    """An error object with a code alone has the status as message."""
    recorder.says(409, envelope(error={"code": "conflict"}))
    error = failure()

    assert (error.code, error.message) == ("conflict", "HTTP 409")


def test_an_error_without_a_code_keeps_its_message(recorder: Recorder, failure: Fail) -> None:
    """An error object with a message alone is `unknown`."""
    recorder.says(409, envelope(error={"message": "Already paid"}))
    error = failure()

    assert (error.code, error.message) == ("unknown", "Already paid")


def test_an_error_object_wins_over_the_status(recorder: Recorder, failure: Fail) -> None:
    """A 200 with an error object is an error."""
    recorder.refuses(200, "conflict")

    assert failure().code == "conflict"


def test_the_request_id_is_read_from_the_header(recorder: Recorder, failure: Fail) -> None:
    """Where the body names no request, the header does."""
    recorder.says(502, b"<html>Bad gateway</html>", x_request_id="req_from_the_header")

    assert failure().request_id == "req_from_the_header"


def test_the_body_names_the_request_first(recorder: Recorder, failure: Fail) -> None:
    """Where both name the request, the body is believed."""
    recorder.says(404, envelope(error={"code": "not_found", "message": "no"}), x_request_id="req_from_the_header")

    assert failure().request_id == REQUEST_ID


@pytest.mark.needs(Ability.EXTRAS)
def test_the_failing_field_is_told(recorder: Recorder, failure: Fail) -> None:
    """`exc.field` is the server's `error.field`."""
    recorder.refuses(400, "invalid_request", "email: no", field="email")

    assert failure().field == "email"


@pytest.mark.needs(Ability.EXTRAS)
def test_every_failing_field_is_told(recorder: Recorder, failure: Fail) -> None:
    """`exc.details` is the server's `error.details`."""
    details = [{"field": "email", "message": "no"}, {"field": "name", "message": "too long"}]
    recorder.refuses(400, "invalid_request", "email: no", details=details)

    assert list(failure().details) == details


@pytest.mark.needs(Ability.EXTRAS)
def test_the_wait_is_told(recorder: Recorder, failure: Fail) -> None:
    """`exc.retry_after` is the server's `Retry-After`, in seconds."""
    recorder.says(429, envelope(error={"code": "rate_limited", "message": "slow down"}), retry_after="12")

    assert failure().retry_after == 12


@pytest.mark.needs(Ability.EXTRAS)
@pytest.mark.parametrize(("status", "retryable"), [(400, False), (409, False), (429, False), (500, True), (503, True)])
def test_what_may_be_retried_is_told(recorder: Recorder, failure: Fail, status: int, *, retryable: bool) -> None:
    """`exc.is_retryable` is the specification's rule: 500 and above, or no answer at all."""
    recorder.refuses(status, "whatever")

    assert failure().is_retryable is retryable
