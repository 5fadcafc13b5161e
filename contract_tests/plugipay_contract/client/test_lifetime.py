"""Who opens a pool closes it."""

from typing import Any

import httpx
import pytest

from plugipay_contract.client.recorder import BASE_URL, KEY_ID, SECRET, Make, Recorder
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


@pytest.fixture
def own(subject: ClientSubject) -> Any:
    """A client with a pool of its own, of a server nobody hears."""
    return subject.client_class(key_id=KEY_ID, secret=SECRET, base_url=BASE_URL)


def is_closed(client: Any, error_class: type[Exception]) -> bool:
    """Whether a client no longer as much as tries to connect."""
    with pytest.raises((error_class, RuntimeError)) as caught:
        client.account.get()
    return getattr(caught.value, "code", None) != "network_error"


def test_closing_closes_the_clients_own_pool(own: Any, error_class: type[Exception]) -> None:
    """After `close()` nothing is sent any more."""
    before = is_closed(own, error_class)
    own.close()

    assert (before, is_closed(own, error_class)) == (False, True)


def test_leaving_a_block_closes_the_clients_own_pool(own: Any, error_class: type[Exception]) -> None:
    """Nor after the end of a `with` block."""
    with own:
        before = is_closed(own, error_class)

    assert (before, is_closed(own, error_class)) == (False, True)


def test_a_derived_client_has_a_pool_of_its_own(own: Any, error_class: type[Exception]) -> None:
    """A pool the client opened is not shared with those derived from it: either may be closed first."""
    first, second = own.for_merchant("acc_1"), own.for_merchant("acc_2")
    first.close()
    before = is_closed(own, error_class)
    own.close()

    assert (before, is_closed(second, error_class)) == (False, False)
    second.close()


def test_a_pool_that_was_passed_in_serves_derived_clients(make: Make, pool: httpx.Client) -> None:
    """What the pool does with requests it does with those of a derived client: it is the very same pool."""
    sent: list[httpx.Request] = []
    pool.event_hooks = {"request": [sent.append]}
    client = make()
    client.account.get()
    client.for_merchant("acc_1").account.get()

    assert len(sent) == 2


def test_a_pool_that_was_passed_in_stays_as_it_is(make: Make, pool: httpx.Client) -> None:
    """Whoever owns a pool owns its settings: what a client needs it says with its requests."""
    before = settings(pool)
    client = make(on_behalf_of="acc_1", timeout=2.5)
    client.customers.create()
    client.for_merchant("acc_2")

    assert settings(pool) == before


def settings(pool: httpx.Client) -> tuple[Any, ...]:
    """What a pool does with every request."""
    hooks = {name: list(hooks) for name, hooks in pool.event_hooks.items()}
    said = pool.headers.multi_items(), pool.params.multi_items(), dict(pool.cookies)
    return (*said, pool.timeout, pool.base_url, pool.auth, pool.follow_redirects, pool.trust_env, hooks)
