"""The client's asynchronous twin, where it has one: it differs in being awaited, and in nothing else."""

import asyncio
import json
from typing import Any

import httpx
import pytest

from plugipay_contract.client import calls
from plugipay_contract.client.recorder import BASE_URL, KEY_ID, SECRET, Fail, Make, Recorder
from plugipay_contract.client.troubles import BREAKS, TEMPTING, TIMEOUTS

CODES = [(kind, "timeout") for kind in TIMEOUTS] + [(kind, "network_error") for kind in BREAKS]


@pytest.fixture
def client(make_awaited: Make) -> Any:
    """A client that is awaited, in place of the other."""
    return make_awaited()


@pytest.mark.parametrize(("kind", "code"), CODES)
def test_no_answer_is_an_error_of_ours(
    recorder: Recorder, failure: Fail, kind: type[httpx.TransportError], code: str
) -> None:
    """No httpx error escapes."""
    recorder.failure = kind("gone")
    error = failure()

    assert (error.status, error.code, error.__cause__) == (0, code, recorder.failure)


@pytest.mark.parametrize("call", calls.ALL.values(), ids=calls.ALL)
def test_every_call_fails_alike(recorder: Recorder, failure: Fail, call: calls.Call) -> None:
    """Not from any call."""
    recorder.failure = httpx.ConnectError("refused")

    assert (failure(call).code, len(recorder.requests)) == ("network_error", 1)


@pytest.mark.parametrize("status", TEMPTING)
@pytest.mark.parametrize("call", calls.ALL.values(), ids=calls.ALL)
def test_a_refused_call_is_not_repeated(recorder: Recorder, failure: Fail, status: int, call: calls.Call) -> None:
    """One call, one request."""
    recorder.refuses(status, "try_again")

    assert (failure(call).status, len(recorder.requests)) == (status, 1)


def test_a_request_of_one_s_own_says_all_that_it_was_told(client: Any, recorder: Recorder) -> None:
    """`request()` sends its body, its idempotency key and the merchant it is for."""
    told = {"idempotency_key": "once", "on_behalf_of": "acc_7"}
    client.request(method="POST", path="/api/v1/customers", body={"name": "Ada"}, **told)
    names = ("Idempotency-Key", "X-Plugipay-On-Behalf-Of")

    assert json.loads(recorder.last.content) == {"name": "Ada"}
    assert [recorder.last.headers.get(name) for name in names] == ["once", "acc_7"]


def test_leaving_a_block_closes_the_clients_own_pool(
    awaited_class: Any, runner: asyncio.Runner, error_class: type[Exception]
) -> None:
    """After an `async with` block nothing is sent any more."""
    own = awaited_class(key_id=KEY_ID, secret=SECRET, base_url=BASE_URL)

    async def code() -> str | None:
        """What a call fails with; `network_error` when it tried to connect."""
        with pytest.raises((error_class, RuntimeError)) as caught:
            await own.account.get()
        return getattr(caught.value, "code", None)

    async def codes() -> tuple[str | None, str | None]:
        async with own:
            before = await code()
        return before, await code()

    before, after = runner.run(codes())
    assert before == "network_error"
    assert after != "network_error"


def test_leaving_a_block_leaves_a_borrowed_pool_open(
    awaited_class: Any, awaited_pool: httpx.AsyncClient, runner: asyncio.Runner
) -> None:
    """What was passed in is its owner's to close."""

    async def used(client: Any) -> None:
        async with client:
            await client.account.get()

    runner.run(used(awaited_class(key_id=KEY_ID, secret=SECRET, base_url=BASE_URL, http=awaited_pool)))
    assert not awaited_pool.is_closed
