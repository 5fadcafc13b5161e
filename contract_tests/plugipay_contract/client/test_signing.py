"""What leaves the client is signed as the referee would sign it."""

import time
from typing import Any

import pytest

from plugipay_contract import wire
from plugipay_contract.client import calls
from plugipay_contract.client.recorder import BASE_URL, KEY_ID, SECRET, Make, Recorder

EMAILS = ["ada@example.com", "ada lovelace@example.com", "ada+tag@example.com", "élodie@example.com", "a&b=c?d#e@x.id"]
IDS = ["cus_1", "cus 1", "cus/1", "cus?limit=1", "cus#1", "élodie", "cus%2F1", "cus'1", "cus;1", "cus:1"]


def is_signed(recorder: Recorder) -> bool:
    """Whether the referee accepts the last request."""
    return wire.verify(recorder.last_signed, KEY_ID, SECRET)


@pytest.mark.parametrize("call", calls.ALL.values(), ids=calls.ALL)
def test_every_call_is_signed(client: Any, recorder: Recorder, call: calls.Call) -> None:
    """The referee verifies every request."""
    call(client)

    assert is_signed(recorder)


@pytest.mark.parametrize("email", EMAILS)
def test_any_query_is_signed_as_sent(client: Any, recorder: Recorder, email: str) -> None:
    """The query is signed in the very encoding it travels in."""
    client.customers.list(email=email)

    assert is_signed(recorder)


@pytest.mark.parametrize("email", EMAILS)
def test_any_query_arrives_as_meant(client: Any, recorder: Recorder, email: str) -> None:
    """Whatever the value, the server reads the same one."""
    client.customers.list(email=email)

    assert dict(recorder.last.url.params) == {"email": email}


@pytest.mark.parametrize("customer_id", IDS)
def test_any_id_is_signed_as_sent(client: Any, recorder: Recorder, customer_id: str) -> None:
    """An id is signed percent-encoded, as it travels."""
    client.customers.get(customer_id)

    assert is_signed(recorder)


@pytest.mark.parametrize("customer_id", IDS)
def test_an_id_is_one_segment(client: Any, recorder: Recorder, customer_id: str) -> None:
    """No id leads to another path or into the query."""
    client.customers.get(customer_id)

    assert recorder.last.url.raw_path.count(b"/") == len(["", "api", "v1", "customers"])
    assert recorder.last.url.query == b""


@pytest.mark.parametrize("customer_id", ["", ".", ".."])
def test_an_id_that_is_no_segment_is_refused(client: Any, recorder: Recorder, customer_id: str) -> None:
    """An id that would change the path is a ValueError, and nothing leaves."""
    with pytest.raises(ValueError, match="id"):
        client.customers.get(customer_id)

    assert recorder.requests == []


@pytest.mark.parametrize("name", ["Ada", "Élodie 東京 🎉", "<Ada & Co>", 'say "hi"\n'])
def test_any_body_is_signed_as_sent(client: Any, recorder: Recorder, name: str) -> None:
    """The hash is over the bytes that travel."""
    client.customers.create(name=name)

    assert is_signed(recorder)


def test_a_callers_own_key_is_signed(client: Any, recorder: Recorder) -> None:
    """An idempotency key of one's own is part of what is signed."""
    client.request(method="POST", path="/api/v1/customers", body={}, idempotency_key="order-2026-05-12-001")

    assert (recorder.last.headers["Idempotency-Key"], is_signed(recorder)) == ("order-2026-05-12-001", True)


def test_a_method_is_signed_in_upper_case(client: Any, recorder: Recorder) -> None:
    """However the method is typed, it is sent and signed in capitals."""
    client.request(method="post", path="/api/v1/customers", body={})

    assert (recorder.last.method, is_signed(recorder)) == ("POST", True)


def test_a_query_in_a_typed_path_is_signed(client: Any, recorder: Recorder) -> None:
    """`request()` takes a path with a query."""
    client.request(method="GET", path="/api/v1/customers?limit=2&email=ada%40example.com")

    assert (recorder.last.url.query, is_signed(recorder)) == (b"limit=2&email=ada%40example.com", True)


def test_the_path_of_the_base_url_is_not_signed(make: Make, recorder: Recorder) -> None:
    """Behind a proxy with a path of its own, the signature is the same."""
    make(base_url=f"{BASE_URL}/proxied/plugipay").customers.list(limit=2)

    assert recorder.last.url.path == "/proxied/plugipay/api/v1/customers"
    assert is_signed(recorder)


def test_the_clock_is_the_wall_clock(client: Any, recorder: Recorder) -> None:
    """The timestamp is whole seconds, now."""
    before = int(time.time())
    client.account.get()

    assert before <= int(recorder.last.headers["X-Plugipay-Timestamp"]) <= int(time.time())


@pytest.mark.thorough
def test_the_clock_is_read_with_every_call(client: Any, recorder: Recorder) -> None:
    """A client that lives on goes with the time."""
    client.account.get()
    first = recorder.last.headers["X-Plugipay-Timestamp"]
    time.sleep(1.1)
    client.account.get()

    assert int(first) < int(recorder.last.headers["X-Plugipay-Timestamp"])


@pytest.mark.parametrize("call", calls.ALL.values(), ids=calls.ALL)
def test_the_secret_never_travels(client: Any, recorder: Recorder, call: calls.Call) -> None:
    """No part of any request contains the secret."""
    call(client)

    assert SECRET not in f"{recorder.last.url} {recorder.last.headers} {recorder.last.content!r}"


@pytest.mark.parametrize("call", calls.ALL.values(), ids=calls.ALL)
def test_json_is_what_is_accepted(client: Any, recorder: Recorder, call: calls.Call) -> None:
    """Every request asks for JSON."""
    call(client)

    assert recorder.last.headers["Accept"] == "application/json"


@pytest.mark.parametrize("call", calls.ALL.values(), ids=calls.ALL)
def test_a_content_type_goes_with_a_body(client: Any, recorder: Recorder, call: calls.Call) -> None:
    """JSON is announced where there is some, and nowhere else."""
    call(client)

    assert recorder.last.headers.get("Content-Type") == ("application/json" if recorder.last.content else None)
