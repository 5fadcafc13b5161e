"""Who opens a pool closes it."""

from typing import Any

import httpx
import pytest

from plugipay_contract.client.recorder import KEY_ID, SECRET, Make, Recorder
from plugipay_contract.subjects import ClientSubject


def test_closing_leaves_a_borrowed_pool_open(client: Any, pool: httpx.Client) -> None:
    """`close()` does not close what was passed in."""
    client.close()

    assert not pool.is_closed


def test_leaving_a_block_leaves_a_borrowed_pool_open(make: Make, pool: httpx.Client) -> None:
    """Nor does the end of a `with` block."""
    with make():
        pass

    assert not pool.is_closed


def test_a_borrowed_pool_serves_several_clients(make: Make, recorder: Recorder) -> None:
    """One pool may be shared by any number of clients, closed or not."""
    with make() as first:
        first.account.get()
    make(key_id="pk_test_other").account.get()

    assert len(recorder.requests) == 2


def test_a_block_gives_the_client_itself(make: Make) -> None:
    """`with` binds the client."""
    client = make()

    with client as bound:
        assert bound is client


def test_a_failure_leaves_the_block(make: Make) -> None:
    """`with` swallows nothing."""
    with pytest.raises(KeyError), make():
        raise KeyError


def test_closing_twice_is_harmless(subject: ClientSubject) -> None:
    """A client with a pool of its own may be closed again."""
    client = subject.client_class(key_id=KEY_ID, secret=SECRET)
    client.close()
    client.close()
