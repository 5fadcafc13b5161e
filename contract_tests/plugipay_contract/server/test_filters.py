"""Filters: every list finds the rows that were asked for, all of them, and no others."""

from collections.abc import Callable
from urllib.parse import quote

import pytest

from plugipay_contract import money
from plugipay_contract.caller import Caller, enrol
from plugipay_contract.stocked import BOUNDS, STOCKS, WORDS
from plugipay_contract.subjects import Ability, skip_without

pytestmark = pytest.mark.needs(Ability.AUTO_KEYS)

Shop = Callable[[str], Caller]

FILTERS = [(name, field) for name, stock in STOCKS.items() for field in stock.filters]
TEXTS = [(name, field) for name, field in FILTERS if field not in WORDS]
WINDOWS = [name for name in BOUNDS if name.endswith("After") and name[:9] != "customers"]
"""The bounds that have another one at the other end."""

SEVERAL = [name for name, stock in STOCKS.items() if len(stock.filters) > 1]
MANY = [name for name in SEVERAL if len(STOCKS[name].filters) > 2]


def ids(pairs: list[tuple[str, str]]) -> list[str]:
    """How tests are named."""
    return ["-".join(pair) for pair in pairs]


@pytest.fixture(scope="module")
def shop(server: Caller) -> Shop:
    """Opens a workspace with one list that is stocked, once for all its filters."""
    opened: dict[str, Caller] = {}

    def stocked_with(name: str) -> Caller:
        skip_without(server.subject, *STOCKS[name].needs)
        if name not in opened:
            opened[name] = enrol(server).test
            STOCKS[name].fill(opened[name])
        return opened[name]

    return stocked_with


def text(value: object) -> str:
    """A value as a query has it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def found(caller: Caller, name: str, **wanted: str) -> list[money.Thing]:
    """The rows of a list that a query finds."""
    query = "&".join(f"{field}={quote(value, safe='')}" for field, value in wanted.items())
    answer = caller.call("GET", f"/api/v1/{STOCKS[name].resource}?limit=100&{query}".removesuffix("&"))
    assert answer.error == {}
    rows: list[money.Thing] = answer.data
    return rows


def having(rows: list[money.Thing], **wanted: str) -> list[money.Thing]:
    """The rows that have some values."""
    return [row for row in rows if all(text(row[field]) == value for field, value in wanted.items())]


def together(rows: list[money.Thing], name: str) -> list[dict[str, str]]:
    """A query by every filter of a list for each row that has them all, each once."""
    fields = STOCKS[name].filters
    whole = [row for row in rows if None not in [row[field] for field in fields]]
    values = dict.fromkeys(tuple(text(row[field]) for field in fields) for row in whole)
    return [dict(zip(fields, each, strict=True)) for each in values]


@pytest.mark.parametrize(("name", "field"), FILTERS, ids=ids(FILTERS))
def test_a_filter_finds_its_rows(shop: Shop, name: str, field: str) -> None:
    """For each value there is: exactly the rows that have it, in the order of the list."""
    caller = shop(name)
    every = found(caller, name)
    values = {text(row[field]) for row in every if row[field] is not None}

    assert {value: found(caller, name, **{field: value}) for value in values} == {
        value: having(every, **{field: value}) for value in values
    }
    assert len({text(row[field]) for row in every}) > 1


@pytest.mark.parametrize(("name", "field"), TEXTS, ids=ids(TEXTS))
def test_a_value_nobody_has_finds_nothing(shop: Shop, name: str, field: str) -> None:
    """An id nobody was given, an address nobody wrote from."""
    assert found(shop(name), name, **{field: "nobody"}) == []


@pytest.mark.parametrize("name", SEVERAL)
def test_filters_hold_together(shop: Shop, name: str) -> None:
    """Two of them find what both of them find."""
    caller, (first, second, *_) = shop(name), STOCKS[name].filters
    every = found(caller, name)
    pairs = {(text(row[first]), text(other[second])) for row in every for other in every if other[second] is not None}

    for one, other in pairs:
        wanted = {first: one, second: other}
        assert found(caller, name, **wanted) == having(every, **wanted)


@pytest.mark.parametrize("name", MANY)
def test_all_filters_hold_together(shop: Shop, name: str) -> None:
    """Three or four of them find what all of them find."""
    caller = shop(name)
    every = found(caller, name)
    queries = together(every, name)

    assert [found(caller, name, **wanted) for wanted in queries] == [having(every, **wanted) for wanted in queries]
    assert queries


SPELLED = {"utc": "2026-01-31T10:00:0{}.500Z", "elsewhere": "2026-01-31T17:00:0{}.500%2B07:00"}


@pytest.mark.needs(Ability.CLOCK)
@pytest.mark.parametrize("name", BOUNDS)
@pytest.mark.parametrize("spelled", SPELLED.values(), ids=SPELLED)
def test_a_bound_is_a_moment(merchant: Caller, name: str, spelled: str) -> None:
    """A second makes the difference, in any time zone."""
    resource, make = BOUNDS[name]
    for second in range(3):
        merchant.control("clock/freeze", {"at": f"2026-01-31T10:00:0{second}Z"})
        make(merchant)
    bound = name.partition("-")[2]
    every = money.listed(merchant, resource)[::-1]

    rows = money.listed(merchant, resource, f"?{bound}={spelled.format(1)}")[::-1]
    assert rows == (every[2:] if bound.endswith("After") else every[:2])


@pytest.mark.needs(Ability.CLOCK)
@pytest.mark.parametrize("name", WINDOWS)
def test_two_bounds_are_a_window(merchant: Caller, name: str) -> None:
    """What lies between two moments is found, and nothing else."""
    resource, make = BOUNDS[name]
    for second in range(3):
        merchant.control("clock/freeze", {"at": f"2026-01-31T10:00:0{second}Z"})
        make(merchant)
    bound = name.partition("-")[2].removesuffix("After")
    window = f"{bound}After=2026-01-31T10:00:00.500Z&{bound}Before=2026-01-31T10:00:01.500Z"

    assert money.listed(merchant, resource, f"?{window}") == [money.listed(merchant, resource)[1]]
