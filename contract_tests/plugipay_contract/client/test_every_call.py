"""Every method: what it sends, signed so that the referee believes it."""

import json
from dataclasses import replace
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from plugipay_contract import wire
from plugipay_contract.client.api_call import ApiCall, each
from plugipay_contract.client.full_calls import FULL_CALLS
from plugipay_contract.client.more_calls import ALL_CALLS, MORE_CALLS
from plugipay_contract.client.recorder import KEY_ID, SECRET, Fail, Make, Recorder, envelope

MERCHANT = "acc_01HXXXXXXXXXXXXXXXXXXXXXXX"
STRANGE = "a/b c?d#é%2F"
EMPTY: dict[str, Any] = {"object": {}, "rows by kind": {}, "rows inside": {"providers": []}}
ABOUT_ONE = [row for row in MORE_CALLS if row.arguments and isinstance(row.arguments[0], str)]

each_call = each(ALL_CALLS)
each_write = each(row for row in MORE_CALLS if row.writes)
each_read = each(row for row in MORE_CALLS if not row.writes)
each_about_one = each(ABOUT_ONE)


def says_nothing(recorder: Recorder, call: ApiCall) -> None:
    """Make the recorder answer as fits the call, with nothing in particular."""
    if call.kind in {"bytes", "text"}:
        recorder.says(200, b"nothing", content_type="text/plain")
    elif call.kind == "nothing":
        recorder.says(204, b"")
    else:
        recorder.says(200, envelope(EMPTY.get(call.kind, []), cursor=None, hasMore=False))


def sent(client: Any, recorder: Recorder, call: ApiCall) -> httpx.Request:
    """The request of a call."""
    says_nothing(recorder, call)
    call(client)
    return recorder.last


def about(call: ApiCall, thing: str) -> ApiCall:
    """The same call about another thing."""
    return replace(call, arguments=(thing, *call.arguments[1:]))


@each_call
def test_a_call_goes_where_it_belongs(client: Any, recorder: Recorder, call: ApiCall) -> None:
    """Method and path are the table's."""
    request = sent(client, recorder, call)

    assert f"{request.method} {request.url.path}" == call.operation


@each_call
def test_a_call_asks_for_what_was_named(client: Any, recorder: Recorder, call: ApiCall) -> None:
    """Arguments become camelCase parameters, and nothing is added."""
    assert dict(sent(client, recorder, call).url.params) == call.query


@each_call
def test_a_call_says_what_was_given(client: Any, recorder: Recorder, call: ApiCall) -> None:
    """Arguments become camelCase fields, what nobody gave is not sent, and where there are none no body is."""
    content = sent(client, recorder, call).content

    assert (json.loads(content) if content else None) == call.body


@each(FULL_CALLS)
def test_a_call_says_all_that_it_was_told(client: Any, recorder: Recorder, call: ApiCall) -> None:
    """However much is said, each argument travels under its own name, and none is lost."""
    request = sent(client, recorder, call)

    assert f"{request.method} {request.url.path}" == call.operation
    assert dict(request.url.params) == call.query
    assert (json.loads(request.content) if request.content else None) == call.body


@each_call
def test_a_call_is_believed(client: Any, recorder: Recorder, call: ApiCall) -> None:
    """The referee verifies its signature."""
    sent(client, recorder, call)

    assert wire.verify(recorder.last_signed, KEY_ID, SECRET)


@each_write
def test_a_write_carries_a_key(client: Any, recorder: Recorder, call: ApiCall) -> None:
    """Whatever may change something can be repeated safely."""
    assert sent(client, recorder, call).headers.get("Idempotency-Key")


@each_read
def test_a_read_carries_no_key(client: Any, recorder: Recorder, call: ApiCall) -> None:
    """There is nothing to do twice."""
    assert "Idempotency-Key" not in sent(client, recorder, call).headers


@each_call
def test_a_call_is_made_for_the_merchant(make: Make, recorder: Recorder, call: ApiCall) -> None:
    """`on_behalf_of=` holds everywhere."""
    request = sent(make(on_behalf_of=MERCHANT), recorder, call)

    assert request.headers.get("X-Plugipay-On-Behalf-Of") == MERCHANT


@each_about_one
def test_an_id_is_one_segment(client: Any, recorder: Recorder, call: ApiCall) -> None:
    """Whatever characters an id has, they stay inside it, and are signed as they travel."""
    target = sent(client, recorder, about(call, STRANGE)).url.raw_path.decode().partition("?")[0]

    expected = call.operation.partition(" ")[2].replace(call.arguments[0], quote(STRANGE, safe=""))
    assert (target, wire.verify(recorder.last_signed, KEY_ID, SECRET)) == (expected, True)


@each_about_one
@pytest.mark.parametrize("thing", ["", ".", ".."])
def test_an_id_that_is_no_segment_is_refused(client: Any, recorder: Recorder, call: ApiCall, thing: str) -> None:
    """An id that would change the path is a ValueError, and nothing leaves."""
    says_nothing(recorder, call)
    with pytest.raises(ValueError, match="id"):
        about(call, thing)(client)

    assert recorder.requests == []


@each_call
def test_a_refusal_is_raised(failure: Fail, recorder: Recorder, call: ApiCall) -> None:
    """A refusal is an error whatever would have been answered: an object, a page, a file, or nothing."""
    recorder.refuses(404, "not_found", "No such thing")
    error = failure(call)

    assert (error.status, error.code, str(error)) == (404, "not_found", "No such thing")
