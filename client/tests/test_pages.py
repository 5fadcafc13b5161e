"""Lists: a page, the next page, and all rows. Every walk runs on both clients."""

import asyncio
import copy
import pickle

import pytest

from plugipay import AsyncPageResult, Customer, PageResult, PlugipayError


@pytest.fixture(params=["sync", "async"])
def walk(request, wire):
    """Walk over all customers with either kind of client, and return the ids."""
    if request.param == "sync":
        client = wire.client()
        return lambda **query: [customer["id"] for customer in client.customers.list(**query).iter_all()]

    async def ids(**query):
        first = await wire.async_client().customers.list(**query)
        return [customer["id"] async for customer in first.iter_all()]

    return lambda **query: asyncio.run(ids(**query))


@pytest.fixture(params=["sync", "async"])
def pages(request, wire):
    """Turn pages by hand with either kind of client, and return the lists of ids."""

    async def turned():
        page, found = await wire.async_client().customers.list(), []
        while page is not None:
            found.append([customer["id"] for customer in page.data])
            page = await page.next()
        return found

    def turned_sync():
        page, found = wire.client().customers.list(), []
        while page is not None:
            found.append([customer["id"] for customer in page.data])
            page = page.next()
        return found

    return turned_sync if request.param == "sync" else lambda: asyncio.run(turned())


def rows(*ids):
    return [{"id": f"cus_{number}"} for number in ids]


def three_pages(wire):
    wire.answers(rows(1, 2), cursor="two", hasMore=True)
    wire.then(rows(3, 4), cursor="three", hasMore=True)
    wire.then(rows(5), cursor=None, hasMore=False)


def test_a_list_is_a_page(wire, client):
    """A list answers typed rows, the cursor to go on from, and whether there is more."""
    wire.answers(rows(1), cursor="two", hasMore=True)
    page = client.customers.list()

    assert type(page) is PageResult
    assert (page.data, page.cursor, page.has_more, page.request_id) == (rows(1), "two", True, "req_1")
    assert type(page.data[0]) is Customer
    assert page.data[0].request_id == "req_1"


def test_a_list_is_a_page_async(wire, async_client):
    """The async client's page has the same, to be awaited."""
    wire.answers(rows(1), cursor="two", hasMore=True)
    page = asyncio.run(async_client.customers.list())

    assert type(page) is AsyncPageResult
    assert (page.data, page.cursor, page.has_more, page.request_id) == (rows(1), "two", True, "req_1")


@pytest.mark.parametrize("meta", [{}, {"cursor": None, "hasMore": False}, {"cursor": 7, "hasMore": "yes"}])
def test_a_list_without_paging_is_one_page(wire, client, meta):
    """Without cursor and hasMore, or with something else there, this is the last page."""
    wire.answers(rows(1), **meta)
    page = client.customers.list()

    assert (page.cursor, page.has_more, page.next()) == (None, False, None)


def test_a_page_can_be_made_by_hand():
    """A page is plain data, for tests of one's own."""
    page = PageResult(data=[Customer({"id": "cus_1"})], cursor="two", has_more=True)

    assert page == PageResult([{"id": "cus_1"}], "two", True)
    assert repr(page) == ("PageResult(data=[Customer({'id': 'cus_1'})], cursor='two', has_more=True, request_id=None)")
    assert list(PageResult(data=[1, 2]).iter_all()) == [1, 2]


def test_a_page_made_by_hand_cannot_be_turned():
    """Where there is no client there is no next page."""
    with pytest.raises(PlugipayError, match="Only a page that a client fetched") as raised:
        PageResult(data=[], cursor="two", has_more=True).next()
    assert (raised.value.status, raised.value.code) == (0, "invalid_argument")


@pytest.mark.parametrize("duplicate", [copy.copy, copy.deepcopy, lambda page: pickle.loads(pickle.dumps(page))])  # noqa: S301  # our own pickle
def test_a_copy_keeps_the_rows_and_not_the_client(wire, client, duplicate):
    """Copies and pickles have everything but the way to the next page."""
    wire.answers(rows(1), cursor="two", hasMore=True)
    page = client.customers.list()
    twin = duplicate(page)

    assert (twin, twin.request_id, twin.turn) == (page, "req_1", None)
    assert page.turn is not None


def test_a_copy_keeps_the_rows_and_not_the_client_async(wire, async_client):
    """An async page can be pickled just so."""
    wire.answers(rows(1))

    assert pickle.loads(pickle.dumps(asyncio.run(async_client.customers.list()))).data == rows(1)  # noqa: S301  # our own pickle


def test_all_rows_are_walked(wire, walk):
    """Every row of every page comes once, in order."""
    three_pages(wire)

    assert walk() == ["cus_1", "cus_2", "cus_3", "cus_4", "cus_5"]


def test_pages_can_be_turned_by_hand(wire, pages):
    """`next` is the next page, and None after the last."""
    three_pages(wire)

    assert pages() == [["cus_1", "cus_2"], ["cus_3", "cus_4"], ["cus_5"]]


def test_the_next_page_is_asked_for_like_the_first(wire, walk):
    """Filters, merchant and timeout of the first page are those of all; only the cursor changes."""
    three_pages(wire)
    walk(limit=2, email="a@b.co", on_behalf_of="acc_1", timeout=7.0)

    assert [dict(request.url.params) for request in wire.requests] == [
        {"limit": "2", "email": "a@b.co"},
        {"limit": "2", "email": "a@b.co", "cursor": "two"},
        {"limit": "2", "email": "a@b.co", "cursor": "three"},
    ]
    assert {request.headers["X-Plugipay-On-Behalf-Of"] for request in wire.requests} == {"acc_1"}
    assert {request.extensions["timeout"]["read"] for request in wire.requests} == {7.0}


def test_pages_are_fetched_when_they_are_needed(wire, client):
    """Whoever stops early does not pay for the rest."""
    three_pages(wire)
    walk = client.customers.list().iter_all()
    next(walk)
    next(walk)

    assert len(wire.requests) == 1


def test_an_empty_page_is_not_the_end(wire, walk):
    """A page may be empty with more to come."""
    wire.answers([], cursor="two", hasMore=True)
    wire.then(rows(1))

    assert walk() == ["cus_1"]


def test_more_without_a_cursor_is_refused(wire, walk, pages):
    """A server that says there is more and not where is not asked for the first page again."""
    wire.answers(rows(1), cursor=None, hasMore=True)
    for go in (walk, pages):
        with pytest.raises(PlugipayError, match="gives no cursor") as raised:
            go()
        assert (raised.value.status, raised.value.code, raised.value.request_id) == (200, "invalid_response", "req_1")

    assert len(wire.requests) == 2


def test_a_cursor_that_does_not_move_is_refused(wire, walk, pages):
    """A server that ignores the cursor, and so gives the same page for ever, is asked no third time."""
    wire.answers(rows(1), cursor="two", hasMore=True)
    for go in (walk, pages):
        with pytest.raises(PlugipayError, match="cursor 'two' comes again") as raised:
            go()
        assert raised.value.code == "invalid_response"

    assert len(wire.requests) == 4


def test_a_walk_in_a_circle_is_refused(wire, walk):
    """A cursor that was followed before ends the walk, however long the circle."""
    wire.answers(rows(1), cursor="two", hasMore=True)
    wire.then(rows(2), cursor="three", hasMore=True)
    wire.then(rows(3), cursor="two", hasMore=True)
    with pytest.raises(PlugipayError, match="runs in a circle"):
        walk()

    assert len(wire.requests) == 3


def test_trouble_on_the_way_is_the_walk_s(wire, walk):
    """An error on a later page is raised where the walk has come to."""
    wire.answers(rows(1), cursor="two", hasMore=True)
    wire.then(None)
    with pytest.raises(PlugipayError, match="Expected a list of objects"):
        walk()
