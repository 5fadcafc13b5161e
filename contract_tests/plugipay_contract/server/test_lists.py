"""The lists of the money core: the same rules for all of them."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from plugipay_contract import given, money, reads, recipes
from plugipay_contract.caller import Answer, Caller
from plugipay_contract.more_operations import CARD, new

Make = Callable[[Caller], Any]

LISTS: dict[str, Make] = {
    "plans": money.new_plan,
    "checkout-sessions": money.new_session,
    "invoices": money.new_invoice,
    "subscriptions": lambda caller: money.new_subscription(caller, trialDays=7),
    "refunds": reads.a_refund,
    "payouts": money.new_payout,
    "ledger": money.paid_session,
    "receipts": money.paid_session,
    "events": recipes.new_customer,
    "customers": recipes.new_customer,
    "gift-cards": new("gift-cards", CARD),
    "webhooks/deliveries": given.waiting_delivery,
}
UNORDERED = {"receipts", "payouts", "webhooks/deliveries"}
ORDERED = [name for name in LISTS if name not in UNORDERED]  # the routes of the others have no `order`
each_list = pytest.mark.parametrize(("name", "make"), LISTS.items(), ids=LISTS)
WRONG_WORDS = [
    *("plans?active=perhaps", "checkout-sessions?status=done", "invoices?status=cancelled"),
    *("subscriptions?status=dead", "refunds?status=canceled", "payouts?status=canceled"),
    *("ledger?sourceType=gift", "receipts?sourceType=refund", "events?occurredAfter=yesterday"),
]


def page(caller: Caller, name: str, query: str = "") -> Answer:
    """One page of a list."""
    return caller.call("GET", f"/api/v1/{name}?{query}" if query else f"/api/v1/{name}")


def walk(caller: Caller, name: str, query: str) -> Iterator[str]:
    """The ids of all rows, by following the cursor."""
    answer = page(caller, name, query)
    yield from (row["id"] for row in answer.data)
    while answer.meta["hasMore"]:
        answer = page(caller, name, f"{query}&cursor={answer.meta['cursor']}")
        yield from (row["id"] for row in answer.data)


def ids(caller: Caller, name: str, query: str = "limit=100") -> list[str]:
    """The ids of one page."""
    return [row["id"] for row in page(caller, name, query).data]


@each_list
def test_a_walk_meets_every_row_once(merchant: Caller, name: str, make: Make) -> None:
    """Following the cursor gives the whole list."""
    for _ in range(3):
        make(merchant)

    assert list(walk(merchant, name, "limit=2")) == ids(merchant, name)


@each_list
def test_a_newcomer_repeats_no_row(merchant: Caller, name: str, make: Make) -> None:
    """What is added during a walk shifts nothing: no row comes twice, none is left out."""
    for _ in range(3):
        make(merchant)
    before = ids(merchant, name)
    first = page(merchant, name, "limit=2")
    make(merchant)

    second = page(merchant, name, f"limit=100&cursor={first.meta['cursor']}")
    assert [row["id"] for row in first.data + second.data] == before


@each_list
def test_an_empty_list_is_empty(merchant: Caller, name: str, make: Make) -> None:
    """No rows, no cursor, nothing more; the first change makes the first row."""
    answer = page(merchant, name)
    make(merchant)

    assert (answer.data, answer.meta["cursor"], answer.meta["hasMore"]) == ([], None, False)
    assert ids(merchant, name)


@pytest.mark.parametrize("name", ORDERED)
def test_a_list_may_be_oldest_first(merchant: Caller, name: str) -> None:
    """`order=asc` turns it round; without it the newest comes first."""
    for _ in range(3):
        LISTS[name](merchant)

    assert ids(merchant, name, "limit=100&order=asc") == ids(merchant, name)[::-1]


@pytest.mark.parametrize("name", ORDERED)
def test_a_walk_from_the_oldest_meets_every_row_once(merchant: Caller, name: str) -> None:
    """The cursor of a list that was turned round leads on to the newest."""
    for _ in range(3):
        LISTS[name](merchant)

    assert list(walk(merchant, name, "limit=2&order=asc")) == ids(merchant, name)[::-1]


@each_list
def test_a_page_holds_no_more_than_its_limit(merchant: Caller, name: str, make: Make) -> None:
    """A page of one row has one, the newest, and says that there is more."""
    for _ in range(2):
        make(merchant)
    answer = page(merchant, name, "limit=1")

    assert ([row["id"] for row in answer.data], answer.meta["hasMore"]) == (ids(merchant, name)[:1], True)


@pytest.mark.parametrize("limit", ["0", "-1"])
@pytest.mark.parametrize("name", LISTS)
def test_a_page_holds_something(someone: Caller, name: str, limit: str) -> None:
    """A limit is one at least; less is refused, and named."""
    answer = page(someone, name, f"limit={limit}")

    assert (answer.verdict, answer.error.get("field")) == ((400, "invalid_request"), "limit")


@pytest.mark.parametrize("name", LISTS)
def test_a_larger_wish_is_cut_down(someone: Caller, name: str) -> None:
    """A limit beyond a hundred is a hundred, not a refusal."""
    answer = page(someone, name, "limit=5000")

    assert answer.verdict == (200, None)
    assert answer.meta.get("page", {"limit": 100})["limit"] == 100  # the newest service tells no size


@pytest.mark.guess
@pytest.mark.parametrize("name", LISTS)
def test_twenty_unless_asked(someone: Caller, name: str) -> None:
    """The default size of a page."""
    assert page(someone, name).meta["page"]["limit"] == 20


@pytest.mark.parametrize("query", WRONG_WORDS)
def test_a_filter_knows_its_words(someone: Caller, query: str) -> None:
    """A value no row can have is refused and named."""
    answer = someone.call("GET", f"/api/v1/{query}")

    assert answer.verdict == (400, "invalid_request")
    assert answer.error["field"] == query.partition("?")[2].partition("=")[0]


@pytest.mark.parametrize(("query", "number"), [("createdAfter", 1), ("createdBefore", 0)])
def test_sessions_are_found_by_time(merchant: Caller, query: str, number: int) -> None:
    """Everything was created after this project began."""
    money.new_session(merchant)

    assert len(page(merchant, "checkout-sessions", f"{query}=2025-01-01T00:00:00Z").data) == number


@pytest.mark.parametrize(("query", "number"), [("issuedAfter", 1), ("issuedBefore", 0)])
def test_receipts_are_found_by_time(merchant: Caller, query: str, number: int) -> None:
    """Everything was issued after this project began."""
    money.paid_session(merchant)

    assert len(page(merchant, "receipts", f"{query}=2025-01-01T00:00:00Z").data) == number
