"""Lists: newest first, every row once, and a cursor that holds while others write."""

from collections.abc import Iterator
from typing import Any

import pytest

from plugipay_contract import recipes
from plugipay_contract.caller import Answer, Caller, Workspace
from plugipay_contract.server.conftest import Crowd
from plugipay_contract.subjects import Ability

Customers = list[dict[str, Any]]


@pytest.fixture(scope="module")
def email() -> str:
    """The address all customers of these lists share."""
    return recipes.address()


@pytest.fixture(scope="module")
def customers(server: Caller, email: str) -> Customers:
    """Five customers, newest first."""
    return [recipes.new_customer(server, email=email, name=f"Customer {n}") for n in range(5)][::-1]


def listed(server: Caller, email: str, query: str = "") -> Answer:
    """One page of the customers with an address."""
    return server.call("GET", f"/api/v1/customers?email={email}{query}")


def walk(server: Caller, email: str, query: str) -> Iterator[Answer]:
    """Every page, by following the cursor."""
    page = listed(server, email, query)
    yield page
    while page.meta["hasMore"]:
        page = listed(server, email, f"{query}&cursor={page.meta['cursor']}")
        yield page


def test_a_list_is_newest_first(server: Caller, email: str, customers: Customers) -> None:
    """Without a wish, the newest comes first."""
    assert listed(server, email).data == customers


def test_a_list_may_be_oldest_first(server: Caller, email: str, customers: Customers) -> None:
    """`order=asc` turns the list round."""
    assert listed(server, email, "&order=asc").data == customers[::-1]


def test_desc_is_what_it_is_anyway(server: Caller, email: str, customers: Customers) -> None:
    """`order=desc` is the default."""
    assert listed(server, email, "&order=desc").data == customers


@pytest.mark.parametrize("limit", [1, 2, 3, 5, 6])
@pytest.mark.parametrize("order", ["asc", "desc"])
def test_a_walk_meets_every_row_once(server: Caller, email: str, customers: Customers, limit: int, order: str) -> None:
    """Following the cursor gives the whole list, whatever the size of its pages."""
    rows = [row for page in walk(server, email, f"&limit={limit}&order={order}") for row in page.data]

    assert rows == (customers if order == "desc" else customers[::-1])


def test_a_page_holds_no_more_than_its_limit(server: Caller, email: str, customers: Customers) -> None:
    """`limit` bounds the page, and the page starts where the list does."""
    assert listed(server, email, "&limit=2").data == customers[:2]


def test_more_is_announced(server: Caller, email: str, customers: Customers) -> None:
    """A page that is not the last says so, and where to go on."""
    meta = listed(server, email, f"&limit={len(customers) - 1}").meta

    assert (meta["hasMore"], type(meta["cursor"])) == (True, str)


def test_an_exact_fit_is_the_last_page(server: Caller, email: str, customers: Customers) -> None:
    """A page that just holds the rest leads nowhere."""
    meta = listed(server, email, f"&limit={len(customers)}").meta

    assert (meta["hasMore"], meta["cursor"]) == (False, None)


@pytest.mark.guess
@pytest.mark.usefixtures("customers")
@pytest.mark.parametrize("limit", [2, 10], ids=["more", "last"])
def test_both_shapes_say_the_same(server: Caller, email: str, limit: int) -> None:
    """`meta.page` of the API pages agrees with the flat fields that the SDKs read."""
    meta = listed(server, email, f"&limit={limit}").meta

    assert meta["page"] == {"limit": limit, "hasMore": meta["hasMore"], "nextCursor": meta["cursor"]}


def test_a_newcomer_repeats_no_row(server: Caller) -> None:
    """A customer created during a walk shifts nothing: no row comes twice, none is left out."""
    email = recipes.address()
    rows = [recipes.new_customer(server, email=email) for _ in range(4)][::-1]
    first = listed(server, email, "&limit=2")
    recipes.new_customer(server, email=email)

    second = listed(server, email, f"&limit=2&cursor={first.meta['cursor']}")

    assert first.data + second.data == rows


def test_a_deletion_skips_no_row(server: Caller) -> None:
    """A customer deleted during a walk, even the one the cursor stands on, hides no other."""
    email = recipes.address()
    rows = [recipes.new_customer(server, email=email) for _ in range(4)][::-1]
    first = listed(server, email, "&limit=2")
    server.call("DELETE", recipes.path(rows[1]), idempotency_key=recipes.unique())

    second = listed(server, email, f"&limit=2&cursor={first.meta['cursor']}")

    assert second.data == rows[2:]


@pytest.mark.usefixtures("customers")
@pytest.mark.parametrize("query", ["", "&limit=100"], ids=["default", "largest"])
def test_a_page_of_an_empty_list_is_empty(server: Caller, query: str) -> None:
    """No rows, no cursor, nothing more."""
    answer = listed(server, recipes.address(), query)

    assert (answer.data, answer.meta["cursor"], answer.meta["hasMore"]) == ([], None, False)


@pytest.mark.thorough
@pytest.mark.parametrize(("query", "size"), [("", 20), ("?limit=100", 100), ("?limit=101", 100), ("?limit=5000", 100)])
def test_a_page_has_this_many_rows(crowd: Crowd, query: str, size: int) -> None:
    """Twenty rows unless asked for more, and a hundred at most: a larger wish is cut down, not refused."""
    assert len(crowd.caller.call("GET", f"/api/v1/customers{query}").data) == size


def test_an_external_id_finds_its_customer(server: Caller) -> None:
    """`externalId` filters."""
    customer = recipes.new_customer(server, externalId=recipes.unique())

    assert server.call("GET", f"/api/v1/customers?externalId={customer['externalId']}").data == [customer]


def test_created_after_leaves_out_what_is_older(server: Caller, email: str, customers: Customers) -> None:
    """`createdAfter` filters: nothing was created in the next century."""
    assert customers
    assert listed(server, email, "&createdAfter=2125-01-01T00:00:00Z").data == []


def test_created_after_keeps_what_is_newer(server: Caller, email: str, customers: Customers) -> None:
    """`createdAfter` filters: everything was created after this project began."""
    assert listed(server, email, "&createdAfter=2025-01-01T00:00:00Z").data == customers


@pytest.mark.needs(Ability.AUTO_KEYS)
def test_a_new_workspace_lists_nothing(workspace: Workspace) -> None:
    """A workspace starts without customers and sees nobody else's."""
    assert workspace.test.call("GET", "/api/v1/customers").data == []


@pytest.mark.guess
@pytest.mark.usefixtures("customers")
def test_a_cursor_is_of_its_list(server: Caller, email: str) -> None:
    """Where one list goes on says nothing about another: its cursor is refused with other filters."""
    cursor = listed(server, email, "&limit=2").meta["cursor"]

    answer = server.call("GET", f"/api/v1/customers?email={recipes.address()}&cursor={cursor}")
    assert (answer.verdict, answer.error["field"]) == ((400, "invalid_request"), "cursor")
