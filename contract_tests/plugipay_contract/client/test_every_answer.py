"""What every method makes of a success: objects, lists, pages, files, or nothing at all."""

from typing import Any

import pytest

from plugipay_contract.client.api_call import ApiCall, Kind, each
from plugipay_contract.client.more_calls import ALL_CALLS
from plugipay_contract.client.recorder import Fail, Recorder, envelope

PDF = b"%PDF-1.7\n\xff\x00\r\n%%EOF"
PAGE = "<h1>Terima kasih, Élodie</h1>\n"
ROWS = [{"id": "x_1", "addedTomorrow": True}, {"id": "x_2"}]


def each_of(*kinds: Kind) -> pytest.MarkDecorator:
    """One test per call that is answered with one of these."""
    return each(row for row in ALL_CALLS if row.kind in kinds)


@each_of("object")
def test_an_object_is_what_was_told(client: Any, recorder: Recorder, call: ApiCall) -> None:
    """Fields are items, the unknown ones too."""
    recorder.says(200, envelope({"id": "x_1", "amount": 50_000, "addedTomorrow": True}))
    told = call(client)

    assert (told["amount"], told["addedTomorrow"]) == (50_000, True)


@each_of("page")
def test_a_page_is_a_page(client: Any, recorder: Recorder, call: ApiCall) -> None:
    """Rows, the next cursor, and whether there is more."""
    recorder.says(200, envelope(ROWS, cursor="cur_2", hasMore=True))
    page = call(client)

    assert ([row["id"] for row in page.data], page.cursor, page.has_more) == (["x_1", "x_2"], "cur_2", True)


@each_of("list")
def test_a_list_is_a_list(client: Any, recorder: Recorder, call: ApiCall) -> None:
    """Rows without pages."""
    recorder.says(200, envelope(ROWS))

    assert [row["id"] for row in call(client)] == ["x_1", "x_2"]


@each_of("list", "page")
def test_an_empty_list_is_empty(client: Any, recorder: Recorder, call: ApiCall) -> None:
    """Nothing there is no error."""
    recorder.says(200, envelope([], cursor=None, hasMore=False))
    told = call(client)

    assert list(told.data if call.kind == "page" else told) == []


@each_of("nothing")
def test_an_empty_answer_is_nothing(client: Any, recorder: Recorder, call: ApiCall) -> None:
    """204 without a body is a success, and nothing is returned."""
    recorder.says(204, b"")

    assert call(client) is None


@each_of("bytes")
def test_a_file_is_its_bytes(client: Any, recorder: Recorder, call: ApiCall) -> None:
    """Not one byte of a file is touched."""
    recorder.says(200, PDF, content_type="application/pdf")

    assert call(client) == PDF


@each_of("text")
def test_a_page_is_its_text(client: Any, recorder: Recorder, call: ApiCall) -> None:
    """HTML and CSV are text, decoded as the answer says."""
    recorder.says(200, PAGE.encode("utf-8"), content_type="text/html; charset=utf-8")

    assert call(client) == PAGE


@each_of("bytes", "text")
def test_a_file_is_asked_for_as_it_comes(client: Any, recorder: Recorder, call: ApiCall) -> None:
    """Whoever accepts only JSON may be given no file."""
    recorder.says(200, PDF, content_type="application/pdf")
    call(client)

    assert recorder.last.headers["Accept"] != "application/json"


@each_of("object", "page", "list")
def test_a_page_of_html_is_no_envelope(failure: Fail, recorder: Recorder, call: ApiCall) -> None:
    """Where JSON is promised, a page in its place is an invalid response."""
    recorder.says(200, PAGE.encode("utf-8"), content_type="text/html; charset=utf-8")

    assert failure(call).code == "invalid_response"


def test_adapters_are_listed_by_kind(client: Any, recorder: Recorder) -> None:
    """The service answers an object keyed by kind; the method returns its values, sorted by kind."""
    recorder.says(200, envelope({"xendit": {"kind": "xendit"}, "manual": {"kind": "manual"}}))

    assert [row["kind"] for row in client.adapters.list()] == ["manual", "xendit"]


def test_linked_accounts_are_found_inside(client: Any, recorder: Recorder) -> None:
    """The service answers an object; its providers are the list."""
    recorder.says(200, envelope({"hasPassword": True, "providers": [{"provider": "google"}]}))

    assert [row["provider"] for row in client.account.list_linked()] == ["google"]


def test_a_managed_account_that_is_not_started_is_nothing(client: Any, recorder: Recorder) -> None:
    """The service answers null before onboarding; that is no error, and false."""
    recorder.says(200, envelope(None))

    assert not client.adapters.managed_onboarding_state()
