"""Lists of a workspace in which others may be at work: what one has made oneself is found there as the rules say.

Who has nothing but a key pair is judged by these; what takes a whole list is judged where workspaces can be opened.
"""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any
from urllib.parse import quote

import pytest

from plugipay_contract import given, money, recipes
from plugipay_contract.caller import Caller
from plugipay_contract.server.moments import moment
from plugipay_contract.server.test_filters import MANY, SEVERAL, TEXTS, WINDOWS, found, having, ids, text, together
from plugipay_contract.server.test_list_walks import CHANGES, FILTERED
from plugipay_contract.server.test_lists import LISTS, ORDERED, page, walk
from plugipay_contract.stocked import BOUNDS, STOCKS

Make = Callable[[Caller], Any]

Way = Callable[..., Any]


def of_somebody(caller: Caller) -> dict[str, str]:
    """What belongs to a new customer."""
    return {"customerId": recipes.new_customer(caller)["id"]}


def of_a_charge(caller: Caller) -> dict[str, str]:
    """What belongs to a new charge."""
    return {"chargeId": money.paid_session(caller)["paymentId"]}


def part_of(caller: Caller, **charge: str) -> Any:
    """A part of a charge given back."""
    return money.made(money.post(caller, "/api/v1/refunds", {"amount": 100, **charge}))


SHOWING: dict[str, Make] = {
    name: make for name, make in LISTS.items() if name not in {"ledger", "receipts", "events", "webhooks/deliveries"}
}
"""The lists that show what was made as it was answered."""

SIEVED = {name: row for name, row in FILTERED.items() if name in SHOWING and name != "refunds"}
CROWDED = {name: stock for name, stock in STOCKS.items() if not stock.needs}
FILTERS = [(name, field) for name, stock in CROWDED.items() for field in stock.filters]
EVER, NEVER = "2000-01-01T00:00:00Z", "2100-01-01T00:00:00Z"
"""A moment after which everything was made, and one after which nothing was."""

TURNED: dict[str, tuple[Make, Way]] = {
    "customers": (lambda _: {"email": recipes.address()}, recipes.new_customer),
    "sessions": (of_somebody, money.new_session),
    "invoices": (of_somebody, money.new_invoice),
    "subscriptions": (of_somebody, money.new_subscription),
    "gift-cards": (of_somebody, given.gift_card_of),
    "refunds": (of_a_charge, part_of),
}
"""A filter that finds nobody else's things, and what it finds, by lists that can be turned round."""

FEW = 6
"""Queries that are enough of all there are."""

MOST = 200
"""Rows after which a walk gives up looking for what was made just now."""

LONG = 500
"""Things that are made until two of them are not of one moment; a clock that stands still never comes to another."""

BEYOND = 4
"""Rows that a walk goes on for when it has met all that it looks for: none of them may come again."""


def met(rows: Iterator[str], looked_for: list[str], shunned: list[str] | None = None) -> list[str]:
    """What a walk meets of what is looked for, or should not be there, in its order."""
    known, seen = {*looked_for, *(shunned or ())}, list[str]()
    for row in islice(rows, MOST):
        if row in known:
            seen.append(row)
        if set(looked_for) <= set(seen):
            break
    return seen + [row for row in islice(rows, BEYOND) if row in known]


@pytest.mark.parametrize(("name", "make"), SHOWING.items(), ids=SHOWING)
def test_a_walk_meets_what_was_made_once(someone: Caller, name: str, make: Make) -> None:
    """The newest first, each once, whatever others make meanwhile."""
    made = [make(someone)["id"] for _ in range(3)]

    assert met(walk(someone, name, "limit=2"), made) == made[::-1]


@pytest.mark.parametrize(("name", "make"), SHOWING.items(), ids=SHOWING)
def test_a_walk_is_not_shifted(someone: Caller, name: str, make: Make) -> None:
    """What is made during a walk neither repeats a row nor hides one."""
    made = [make(someone)["id"] for _ in range(3)]
    rows = walk(someone, name, "limit=2")
    begun = list(islice(rows, 2))
    make(someone)

    assert met((row for some in (begun, rows) for row in some), made) == made[::-1]


@pytest.mark.parametrize("name", [name for name in ORDERED if name in SHOWING])
def test_a_list_may_be_turned_round(someone: Caller, name: str) -> None:
    """What is on the first page from the oldest on is there in the order in which it was made."""
    made = [SHOWING[name](someone)["id"] for _ in range(3)]
    seen = [row["id"] for row in page(someone, name, "limit=100&order=asc").data if row["id"] in made]

    assert seen == made[: len(seen)]


@pytest.mark.parametrize(("name", "make"), SHOWING.items(), ids=SHOWING)
def test_a_page_is_as_small_as_it_was_asked_for(someone: Caller, name: str, make: Make) -> None:
    """One row, and a cursor to those behind it."""
    for _ in range(2):
        make(someone)
    answer = page(someone, name, "limit=1")

    assert (len(answer.data), answer.meta["hasMore"], bool(answer.meta["cursor"])) == (1, True, True)


@pytest.mark.parametrize(("name", "row"), CHANGES.items(), ids=CHANGES)
def test_what_was_changed_stays_where_it_was(someone: Caller, name: str, row: tuple[Make, str, str, Any]) -> None:
    """The newest is what was made last, whatever was changed since."""
    make, method, act, body = row
    made = [make(someone)["id"] for _ in range(3)]
    money.made(someone.call(method, f"/api/v1/{name}/{made[0]}{act}", body, idempotency_key=recipes.unique()))

    assert met(walk(someone, name, "limit=100"), made) == made[::-1]


@pytest.mark.parametrize(("name", "row"), SIEVED.items(), ids=SIEVED)
def test_a_filter_lets_through_what_it_names(someone: Caller, name: str, row: tuple[str, Make, Make]) -> None:
    """On every page, and nothing else that was made."""
    query, wanted, other = row
    made = [make(someone)["id"] for make in (wanted, other, wanted, other, wanted)]

    assert met(walk(someone, name, f"limit=2&{query}"), made[::2], made[1::2]) == made[::-2]


@pytest.mark.parametrize(("name", "field"), FILTERS, ids=ids(FILTERS))
def test_what_a_filter_finds_has_the_value(someone: Caller, name: str, field: str) -> None:
    """For each value there is: something, unless no row has it any more, and all of it has the value."""
    STOCKS[name].fill(someone)
    values = {text(row[field]) for row in found(someone, name) if row[field] is not None}

    for value in values:
        wanted = {field: value}
        rows = found(someone, name, **wanted)
        assert having(rows, **wanted) == rows
        assert rows or not having(found(someone, name), **wanted)
    assert values


@pytest.mark.parametrize(("name", "field"), [row for row in TEXTS if row[0] in CROWDED])
def test_a_value_nobody_has_finds_nothing(someone: Caller, name: str, field: str) -> None:
    """Though there are rows with other values."""
    STOCKS[name].fill(someone)

    assert (found(someone, name, **{field: "nobody"}), found(someone, name) != []) == ([], True)


def of_moments(caller: Caller, name: str, number: int) -> list[money.Thing]:
    """The newest rows of a list that are of so many moments, one of each, the oldest first."""
    resource, make = BOUNDS[name]
    field = f"{bound_of(name)}At"
    for _ in range(LONG):
        make(caller)
        rows = sorted(money.listed(caller, resource), key=lambda row: moment(row[field]))
        newest = list({row[field]: row for row in rows}.values())[-number:]
        if len(newest) == number:
            return newest
    pytest.skip("time stands still in this workspace")


def bound_of(name: str) -> str:
    """What the bounds of a list are about: `created`."""
    return name.partition("-")[2].removesuffix("After").removesuffix("Before")


@pytest.mark.parametrize("name", WINDOWS)
def test_two_bounds_are_a_window(someone: Caller, name: str) -> None:
    """What lies between two moments is found, and what is of the later one is not."""
    bound = bound_of(name)
    older, newer = of_moments(someone, name, 2)
    window = f"?limit=100&{bound}After={quote(older[f'{bound}At'])}&{bound}Before={quote(newer[f'{bound}At'])}"
    seen = {row["id"] for row in money.listed(someone, BOUNDS[name][0], window)}

    assert (older["id"] in seen, newer["id"] in seen) == (True, False)


@pytest.mark.parametrize("name", [name for name in BOUNDS if name.endswith("After")])
def test_a_bound_holds_on_every_page(someone: Caller, name: str) -> None:
    """Following the cursor leads to what the bound lets through, and no further back."""
    bound = bound_of(name)
    before, first, _ = of_moments(someone, name, 3)
    query = f"limit=1&{bound}After={quote(first[f'{bound}At'])}"

    assert met(walk(someone, BOUNDS[name][0], query), [first["id"]], [before["id"]]) == [first["id"]]


@pytest.mark.parametrize("name", [name for name in WINDOWS if BOUNDS[name][0] in ORDERED])
def test_a_window_holds_on_every_page(someone: Caller, name: str) -> None:
    """Nor further on than to the other end, where the oldest comes first."""
    bound = bound_of(name)
    first, last, after = of_moments(someone, name, 3)
    query = f"limit=1&order=asc&{bound}After={quote(first[f'{bound}At'])}&{bound}Before={quote(after[f'{bound}At'])}"

    assert met(walk(someone, BOUNDS[name][0], query), [last["id"]], [after["id"]]) == [last["id"]]


@pytest.mark.parametrize("name", BOUNDS)
def test_a_filter_holds_beside_a_bound(someone: Caller, name: str) -> None:
    """Since or until long ago or far ahead: what is of a time is found if it has the value."""
    stock, bound = name.split("-")
    within, without = (EVER, NEVER) if bound.endswith("After") else (NEVER, EVER)
    STOCKS[stock].fill(someone)
    for field in STOCKS[stock].filters:
        wanted = {field: next(text(row[field]) for row in found(someone, stock) if row[field] is not None)}
        rows = found(someone, stock, **wanted, **{bound: within})

        assert having(rows, **wanted) == rows
        assert rows or not having(found(someone, stock), **wanted)
        assert found(someone, stock, **wanted, **{bound: without}) == []


@pytest.mark.parametrize(("name", "row"), TURNED.items(), ids=TURNED)
def test_what_a_filter_finds_may_be_turned_round(someone: Caller, name: str, row: tuple[Make, Way]) -> None:
    """Beside a filter as well, the oldest comes first when that is asked for."""
    of, make = row
    wanted = of(someone)
    made = [make(someone, **wanted)["id"] for _ in range(3)]

    assert [row["id"] for row in found(someone, name, order="asc", **wanted)] == made


@pytest.mark.parametrize("name", [name for name in SEVERAL if name in CROWDED])
def test_what_two_filters_find_has_both_values(someone: Caller, name: str) -> None:
    """The second filter takes away from what the first has found, and adds nothing."""
    first, second, *_ = STOCKS[name].filters
    STOCKS[name].fill(someone)
    rows = [row for row in found(someone, name) if None not in {row[first], row[second]}]
    pairs = {(text(row[first]), text(row[second])) for row in rows}

    for one, other in pairs:
        wanted = {first: one, second: other}
        rows = found(someone, name, **wanted)
        assert having(rows, **wanted) == rows
        assert rows or not having(found(someone, name), **wanted)
    assert pairs


@pytest.mark.parametrize("name", [name for name in MANY if name in CROWDED])
def test_what_all_filters_find_has_all_values(someone: Caller, name: str) -> None:
    """Nor is there a filter too many."""
    STOCKS[name].fill(someone)
    queries = together(found(someone, name), name)[:FEW]

    for wanted in queries:
        rows = found(someone, name, **wanted)
        assert having(rows, **wanted) == rows
        assert rows or not having(found(someone, name), **wanted)
    assert queries
