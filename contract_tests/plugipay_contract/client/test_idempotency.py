"""A key goes with every write, so that a repeat can be recognised."""

from typing import Any
from uuid import UUID

import pytest

from plugipay_contract.client import calls
from plugipay_contract.client.recorder import Recorder, envelope
from plugipay_contract.subjects import Ability


def key(recorder: Recorder) -> str | None:
    """The idempotency key of the last request."""
    sent: str | None = recorder.last.headers.get("Idempotency-Key")
    return sent


@pytest.mark.parametrize("call", calls.CREATIONS.values(), ids=calls.CREATIONS)
def test_a_creation_carries_a_key(client: Any, recorder: Recorder, call: calls.Call) -> None:
    """What creates something can be repeated safely."""
    call(client)

    assert key(recorder)


@pytest.mark.parametrize("call", calls.UPDATES.values(), ids=calls.UPDATES)
def test_every_other_write_carries_a_key_too(client: Any, recorder: Recorder, call: calls.Call) -> None:
    """So can everything else that is not a GET."""
    call(client)

    assert key(recorder)


@pytest.mark.parametrize("call", calls.READS.values(), ids=calls.READS)
def test_a_read_carries_none(client: Any, recorder: Recorder, call: calls.Call) -> None:
    """Reading needs no key."""
    call(client)

    assert key(recorder) is None


def test_a_key_is_a_prefixed_uuid4(client: Any, recorder: Recorder) -> None:
    """`idem_` and a random UUID."""
    client.customers.create()
    prefix, _, rest = str(key(recorder)).partition("_")

    assert (prefix, UUID(rest).version) == ("idem", 4)


def test_every_call_has_a_key_of_its_own(client: Any, recorder: Recorder) -> None:
    """Two calls are two calls, however alike."""
    client.customers.create()
    first = key(recorder)
    client.customers.create()

    assert key(recorder) != first


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_a_raw_write_takes_a_key_of_ones_own(client: Any, recorder: Recorder, method: str) -> None:
    """`request(idempotency_key=)` is the key of every method, as it was given."""
    client.request(method=method, path="/api/v1/customers/cus_1", idempotency_key="order-2026-05-12-001")

    assert key(recorder) == "order-2026-05-12-001"


@pytest.mark.needs(Ability.EXTRAS)
def test_a_write_takes_a_key_of_ones_own(client: Any, recorder: Recorder) -> None:
    """`idempotency_key=` is an argument of every write."""
    client.customers.create(email="ada@example.com", idempotency_key="order-1")

    assert key(recorder) == "order-1"


@pytest.mark.needs(Ability.EXTRAS)
def test_the_key_can_be_read_off_the_answer(client: Any, recorder: Recorder) -> None:
    """An answer knows the key its request carried."""
    recorder.says(201, envelope({"id": "cus_1"}))

    assert client.customers.create().idempotency_key == key(recorder)


@pytest.mark.needs(Ability.EXTRAS)
def test_the_key_can_be_read_off_the_error(client: Any, recorder: Recorder, error_class: type[Exception]) -> None:
    """An error knows the key to repeat the call with."""
    recorder.refuses(500, "internal_error")

    with pytest.raises(error_class) as caught:
        client.customers.create()

    assert getattr(caught.value, "idempotency_key", None) == key(recorder)
