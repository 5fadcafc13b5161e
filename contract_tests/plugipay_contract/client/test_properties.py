"""General rules, tried on whatever Hypothesis thinks of."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugipay_contract import wire
from plugipay_contract.client.recorder import BASE_URL, KEY_ID, SECRET, Recorder
from plugipay_contract.strategies import documents, some, unicode
from plugipay_contract.subjects import ClientSubject

pytestmark = pytest.mark.thorough

ids = unicode.filter(lambda text: text not in {"", ".", ".."})
methods = st.sampled_from(["GET", "POST", "PUT", "PATCH", "DELETE"])
targets = st.builds(lambda segment, value: f"/api/v1/x{quote(segment, safe='')}?q={quote(value)}", unicode, unicode)


def last_is_signed(subject: ClientSubject, call: Callable[[Any], Any]) -> bool:
    """Whether the referee accepts what a call sends."""
    recorder = Recorder()
    with httpx.Client(transport=httpx.MockTransport(recorder)) as pool:
        call(subject.client_class(key_id=KEY_ID, secret=SECRET, base_url=BASE_URL, http=pool))
    return wire.verify(recorder.last_signed, KEY_ID, SECRET)


@some
@given(email=unicode)
def test_whatever_is_searched_is_signed(plugipay_client_subject: ClientSubject, email: str) -> None:
    """Any text may stand in a query."""
    assert last_is_signed(plugipay_client_subject, lambda client: client.customers.list(email=email))


@some
@given(customer_id=ids)
def test_whatever_is_fetched_is_signed(plugipay_client_subject: ClientSubject, customer_id: str) -> None:
    """Any text may stand for an id."""
    assert last_is_signed(plugipay_client_subject, lambda client: client.customers.get(customer_id))


@some
@given(method=methods, path=targets, body=documents)
def test_whatever_is_requested_is_signed(
    plugipay_client_subject: ClientSubject, method: str, path: str, body: Any
) -> None:
    """Any JSON may be sent with any method to any path."""
    assert last_is_signed(plugipay_client_subject, lambda client: client.request(method=method, path=path, body=body))
