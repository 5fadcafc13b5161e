"""The one-value key, for clients that know it."""

import httpx
import pytest

from plugipay_contract.client import calls
from plugipay_contract.client.recorder import BASE_URL, Recorder
from plugipay_contract.subjects import Ability, ClientSubject

pytestmark = pytest.mark.needs(Ability.EXTRAS)

API_KEY = "pk_test_0123456789abcdef"


@pytest.mark.parametrize("call", calls.ALL.values(), ids=calls.ALL)
def test_an_api_key_is_sent_as_it_is(
    subject: ClientSubject, pool: httpx.Client, recorder: Recorder, call: calls.Call
) -> None:
    """`Authorization: Bearer <key>`, and neither signature nor timestamp."""
    call(subject.client_class.from_api_key(API_KEY, base_url=BASE_URL, http=pool))

    assert recorder.last.headers["Authorization"] == f"Bearer {API_KEY}"
    assert "X-Plugipay-Timestamp" not in recorder.last.headers
