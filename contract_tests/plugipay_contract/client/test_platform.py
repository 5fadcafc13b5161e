"""Acting for a merchant: set once per client, derived per merchant, or given per call."""

from typing import Any

import httpx
import pytest

from plugipay_contract.client import calls
from plugipay_contract.client.recorder import Make, Recorder

HEADER = "X-Plugipay-On-Behalf-Of"
MERCHANT = "acc_01HXXXXXXXXXXXXXXXXXXXXXXX"


def merchant(recorder: Recorder) -> str | None:
    """The merchant the last request acted for."""
    sent: str | None = recorder.last.headers.get(HEADER)
    return sent


@pytest.mark.parametrize("call", calls.ALL.values(), ids=calls.ALL)
def test_without_a_merchant_there_is_no_header(client: Any, recorder: Recorder, call: calls.Call) -> None:
    """An ordinary client acts for itself."""
    call(client)

    assert merchant(recorder) is None


@pytest.mark.parametrize("call", calls.ALL.values(), ids=calls.ALL)
def test_a_platform_client_acts_for_its_merchant(make: Make, recorder: Recorder, call: calls.Call) -> None:
    """`on_behalf_of=` holds for every call, lists included."""
    call(make(on_behalf_of=MERCHANT))

    assert merchant(recorder) == MERCHANT


@pytest.mark.parametrize("call", calls.ALL.values(), ids=calls.ALL)
def test_a_derived_client_acts_for_its_merchant(client: Any, recorder: Recorder, call: calls.Call) -> None:
    """`for_merchant()` holds for every call, lists included, on the pool that was passed in."""
    call(client.for_merchant(MERCHANT))

    assert merchant(recorder) == MERCHANT


def test_a_derived_client_is_a_new_one(client: Any) -> None:
    """`for_merchant()` makes a client of the same class."""
    derived = client.for_merchant(MERCHANT)

    assert (type(derived), derived is client) == (type(client), False)


def test_deriving_changes_nothing(client: Any, recorder: Recorder) -> None:
    """The client one derives from goes on acting for itself."""
    client.for_merchant(MERCHANT)
    client.account.get()

    assert merchant(recorder) is None


def test_a_derived_client_replaces_the_merchant(make: Make, recorder: Recorder) -> None:
    """Deriving from a merchant's client leads to the other merchant."""
    make(on_behalf_of="acc_first").for_merchant(MERCHANT).account.get()

    assert merchant(recorder) == MERCHANT


def test_a_derived_client_calls_the_same_server(make: Make, recorder: Recorder) -> None:
    """`for_merchant()` inherits the base URL."""
    make(base_url="http://localhost:9/proxied").for_merchant(MERCHANT).account.get()

    assert recorder.last.url.path == "/proxied/api/v1/account"


def test_a_derived_client_waits_as_long(make: Make, recorder: Recorder) -> None:
    """`for_merchant()` inherits the timeout."""
    make(timeout=2.5).for_merchant(MERCHANT).account.get()

    assert set(recorder.last.extensions["timeout"].values()) == {2.5}


def test_closing_a_derived_client_leaves_the_pool_open(client: Any, pool: httpx.Client) -> None:
    """A pool that was passed in stays its owner's, through every client derived."""
    client.for_merchant(MERCHANT).close()

    assert not pool.is_closed


def test_one_call_may_act_for_somebody(client: Any, recorder: Recorder) -> None:
    """`request()` takes a merchant for one call."""
    client.request(method="GET", path="/api/v1/account", on_behalf_of=MERCHANT)

    assert merchant(recorder) == MERCHANT


def test_one_calls_merchant_wins(make: Make, recorder: Recorder) -> None:
    """The merchant of the call replaces that of the client."""
    make(on_behalf_of="acc_first").request(method="GET", path="/api/v1/account", on_behalf_of=MERCHANT)

    assert merchant(recorder) == MERCHANT
