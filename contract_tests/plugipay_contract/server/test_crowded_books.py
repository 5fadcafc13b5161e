"""The books of a workspace in which others may be at work: what one has moved oneself is found there by its source."""

from typing import Any

import pytest

from plugipay_contract import money
from plugipay_contract.caller import Caller
from plugipay_contract.server.test_booked import (
    METHODS,
    RETURNED,
    SALE,
    WITHDRAWN,
    Way,
    confirmed,
    paid_invoice,
    paid_out,
    refunded,
)
from plugipay_contract.server.test_ledger import ALWAYS, FIELDS, exported, signed, totals

GIVEN_BACK = {"cash": -RETURNED, "refunds": RETURNED}
MOVED: dict[str, tuple[Way, dict[str, int]]] = {
    "session": (confirmed, SALE),
    "invoice": (paid_invoice, SALE),
    "refund": (refunded(confirmed), GIVEN_BACK),
    "refund-of-an-invoice": (refunded(paid_invoice), GIVEN_BACK),
    "payout": (paid_out, {"cash": -WITHDRAWN, "payout": WITHDRAWN}),
}
each_move = pytest.mark.parametrize(("way", "books"), MOVED.values(), ids=MOVED)
each_currency = pytest.mark.parametrize("currency", METHODS)


def entries(caller: Caller, source: money.Thing) -> list[dict[str, Any]]:
    """What was booked for something."""
    return money.listed(caller, "ledger", f"?limit=100&sourceId={source['id']}")


@each_currency
@each_move
def test_what_was_moved_is_booked_for_its_source(
    someone: Caller, way: Way, books: dict[str, int], currency: str
) -> None:
    """The amount, once, in its currency, on cash and on what it is for."""
    found = totals(entries(someone, way(someone, currency)))

    assert dict(found) == {(code, currency): amount for code, amount in books.items()}


@each_move
def test_an_entry_names_all_it_is_about(someone: Caller, way: Way, books: dict[str, int]) -> None:
    """Every field is there, the source is what was asked for, and the account is the source's."""
    source = way(someone, "IDR")
    rows = entries(someone, source)

    assert all(set(entry) >= FIELDS for entry in rows)
    assert {(entry["sourceId"], entry["accountId"]) for entry in rows} == {(source["id"], source["accountId"])}
    assert {entry["code"] for entry in rows} == set(books)


@pytest.mark.parametrize("way", [way for way, _ in MOVED.values()], ids=MOVED)
def test_one_act_is_one_transaction(someone: Caller, way: Way) -> None:
    """What is debited is credited under the same `txId`."""
    rows = entries(someone, way(someone, "IDR"))

    assert (len({entry["txId"] for entry in rows}), sum(map(signed, rows))) == (1, 0)


@each_currency
@each_move
def test_what_was_moved_is_exported(someone: Caller, way: Way, books: dict[str, int], currency: str) -> None:
    """Each entry is a row of the export in its currency, with the same amount, and no other currency is there."""
    rows = entries(someone, way(someone, currency))
    told = exported(someone, f"{ALWAYS}&currency={currency}")

    assert len(rows) == len(books)
    assert {(row["id"], row["amount"]) for row in rows} <= {(row["id"], int(row["amount"])) for row in told}
    assert {row["currency"] for row in told} == {currency}
