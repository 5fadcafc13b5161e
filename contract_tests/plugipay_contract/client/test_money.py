"""The namespaces of the money core: what each call sends, signed so that the referee believes it."""

import json
from typing import Any

import httpx
import pytest

from plugipay_contract import facts, wire
from plugipay_contract.client.money_calls import CALLS, MoneyCall
from plugipay_contract.client.recorder import KEY_ID, SECRET, Make, Recorder, envelope

MERCHANT = "acc_01HXXXXXXXXXXXXXXXXXXXXXXX"
GUARDED = {route.operation for route in facts.ROUTES if route.key_policy == "required"}

each_call = pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
each_write = pytest.mark.parametrize(
    "call",
    [call for call in CALLS.values() if not call.operation.startswith("GET ")],
    ids=[name for name, call in CALLS.items() if not call.operation.startswith("GET ")],
)


def sent(client: Any, recorder: Recorder, call: MoneyCall) -> httpx.Request:
    """The request of a call that is answered with nothing in particular."""
    recorder.says(200, envelope([], cursor=None, hasMore=False) if call.paged else envelope({"id": "x_1"}))
    call.call(client)
    return recorder.last


def pattern(call: MoneyCall) -> str:
    """The operation of a call as the route table names it."""
    return "/".join("{}" if "_" in part else part for part in call.operation.split("/"))


@each_call
def test_a_call_goes_where_it_belongs(client: Any, recorder: Recorder, call: MoneyCall) -> None:
    """Method and path are the table's."""
    request = sent(client, recorder, call)

    assert f"{request.method} {request.url.path}" == call.operation


@each_call
def test_a_call_asks_for_what_was_named(client: Any, recorder: Recorder, call: MoneyCall) -> None:
    """Arguments become camelCase parameters, and nothing is added."""
    assert dict(sent(client, recorder, call).url.params) == call.query


@each_write
def test_a_call_says_what_was_given(client: Any, recorder: Recorder, call: MoneyCall) -> None:
    """Arguments become camelCase fields, and what nobody gave is not sent."""
    assert json.loads(sent(client, recorder, call).content) == call.body


@each_call
def test_a_call_is_believed(client: Any, recorder: Recorder, call: MoneyCall) -> None:
    """The referee verifies its signature."""
    sent(client, recorder, call)

    assert wire.verify(recorder.last_signed, KEY_ID, SECRET)


@each_write
def test_a_guarded_write_carries_a_key(client: Any, recorder: Recorder, call: MoneyCall) -> None:
    """Where the service wants an idempotency key, one is sent."""
    request = sent(client, recorder, call)

    assert pattern(call) not in GUARDED or request.headers.get("Idempotency-Key")


@each_call
def test_a_call_is_made_for_the_merchant(make: Make, recorder: Recorder, call: MoneyCall) -> None:
    """`on_behalf_of=` holds here as well."""
    request = sent(make(on_behalf_of=MERCHANT), recorder, call)

    assert request.headers.get("X-Plugipay-On-Behalf-Of") == MERCHANT


@pytest.mark.parametrize("name", [name for name in CALLS if name.endswith("-get")])
def test_an_answer_is_what_was_told(client: Any, recorder: Recorder, name: str) -> None:
    """Fields are items, the unknown ones too."""
    recorder.says(200, envelope({"id": "x_1", "amount": 50_000, "addedTomorrow": True}))
    told = CALLS[name].call(client)

    assert (told["amount"], told["addedTomorrow"]) == (50_000, True)


@pytest.mark.parametrize("name", [name for name in CALLS if name.endswith("-list")])
def test_a_page_is_a_page(client: Any, recorder: Recorder, name: str) -> None:
    """Rows, the next cursor, and whether there is more."""
    recorder.says(200, envelope([{"id": "x_1"}], cursor="cur_2", hasMore=True))
    page = CALLS[name].call(client)

    assert ([row["id"] for row in page.data], page.cursor, page.has_more) == (["x_1"], "cur_2", True)


@pytest.mark.parametrize(("name", "figure"), [("payouts-balance", "available"), ("reports-pnl", "net")])
def test_a_figure_stays_an_integer(client: Any, recorder: Recorder, name: str, figure: str) -> None:
    """No amount becomes a float on the way."""
    recorder.says(200, envelope({figure: 10_000_000_000_000_001}))

    assert CALLS[name].call(client)[figure] == 10_000_000_000_000_001


def test_the_balances_are_a_list(client: Any, recorder: Recorder) -> None:
    """Not a page."""
    recorder.says(200, envelope([{"code": "cash", "balance": 5}]))

    assert [row["code"] for row in client.ledger.balances()] == ["cash"]
