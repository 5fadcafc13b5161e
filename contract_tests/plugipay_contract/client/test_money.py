"""What holds for the namespaces of the money core beyond what holds for every call."""

from typing import Any

import pytest

from plugipay_contract import facts
from plugipay_contract.client.api_call import ApiCall, each
from plugipay_contract.client.money_calls import MONEY_CALLS
from plugipay_contract.client.recorder import Recorder, envelope

GUARDED = {route.operation for route in facts.ROUTES if route.key_policy == "required"}


@each(row for row in MONEY_CALLS if row.route in GUARDED)
def test_a_guarded_write_carries_a_key(client: Any, recorder: Recorder, call: ApiCall) -> None:
    """Where the service wants an idempotency key, one is sent."""
    recorder.says(200, envelope({"id": "x_1"}))
    call(client)

    assert recorder.last.headers.get("Idempotency-Key")


@pytest.mark.parametrize(("name", "figure"), [("payouts.balance", "available"), ("reports.pnl", "net")])
def test_a_figure_stays_an_integer(client: Any, recorder: Recorder, name: str, figure: str) -> None:
    """No amount becomes a float on the way."""
    (call,) = (row for row in MONEY_CALLS if row.name == name)
    recorder.says(200, envelope({figure: 10_000_000_000_000_001}))

    assert call(client)[figure] == 10_000_000_000_000_001


def test_the_balances_are_a_list(client: Any, recorder: Recorder) -> None:
    """Not a page."""
    recorder.says(200, envelope([{"code": "cash", "balance": 5}]))

    assert [row["code"] for row in client.ledger.balances()] == ["cash"]
