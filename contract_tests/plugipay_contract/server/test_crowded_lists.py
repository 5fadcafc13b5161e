"""Lists of a workspace in which others may be at work: what one has made oneself is found there as the rules say.

Who has nothing but a key pair is judged by these; what takes a whole list is judged where workspaces can be opened.
"""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any
from urllib.parse import quote

import pytest

from plugipay_contract import money, recipes
from plugipay_contract.caller import Caller
from plugipay_contract.server.moments import moment
from plugipay_contract.server.test_filters import SEVERAL, TEXTS, WINDOWS, found, having, ids, text
from plugipay_contract.server.test_list_walks import CHANGES, FILTERED
from plugipay_contract.server.test_lists import LISTS, ORDERED, page, walk
from plugipay_contract.stocked import BOUNDS, STOCKS

Make = Callable[[Caller], Any]

SHOWING: dict[str, Make] = {
    name: make for name, make in LISTS.items() if name not in {"ledger", "receipts", "events", "webhooks/deliveries"}
}
"""The lists that show what was made as it was answered."""

SIEVED = {name: row for name, row in FILTERED.items() if name in SHOWING and name != "refunds"}
CROWDED = {name: stock for name, stock in STOCKS.items() if not stock.needs}
FILTERS = [(name, field) for name, stock in CROWDED.items() for field in stock.filters]
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


def of_two_moments(caller: Caller, resource: str, make: Make, field: str) -> list[money.Thing]:
    """Two rows that a list shows, the older first."""
    for _ in range(LONG):
        make(caller)
        rows = sorted(money.listed(caller, resource), key=lambda row: moment(row[field]))
        older = [row for row in rows if row[field] != rows[-1][field]]
        if older:
            return [older[-1], rows[-1]]
    pytest.skip("time stands still in this workspace")


@pytest.mark.parametrize("name", WINDOWS)
def test_two_bounds_are_a_window(someone: Caller, name: str) -> None:
    """What lies between two moments is found, and what is of the later one is not."""
    resource, make = BOUNDS[name]
    bound = name.partition("-")[2].removesuffix("After")
    older, newer = of_two_moments(someone, resource, make, f"{bound}At")
    window = f"?limit=100&{bound}After={quote(older[f'{bound}At'])}&{bound}Before={quote(newer[f'{bound}At'])}"
    seen = {row["id"] for row in money.listed(someone, resource, window)}

    assert (older["id"] in seen, newer["id"] in seen) == (True, False)


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
